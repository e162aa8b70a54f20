import { v7 as uuidv7 } from 'uuid';
import { beforeEach, expect, it } from 'vitest';
import { DataRequestListSchema } from '../../server/contract/data-request.ts';
import { insertCase } from '../../server/store/cases.ts';
import { findPunch } from '../../server/store/punches.ts';
import { buildCase } from '../domain/case/case-example.ts';
import { at, createCompany, giveShift } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { answer, buildPunch, buildPunches } from '../support/phone.ts';
import { findPerson } from '../../server/store/people.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
const punch = buildPunch('10:00', { note: '在门口' });
const REASON = '已按要求删除这一条打卡的地点和备注，请核对。';
let zhang = '';
let li = '';
beforeEach(async () => {
  const company = await createCompany();
  const deps = app.use(company.deps);
  const person = await findPerson('zhang');
  if (!person) throw new Error('no zhang');
  await answer({ ...deps, now: () => at('08:00', '2026-11-01') }, { kind: 'location', person }, true);
  await giveShift('zhang');
  [zhang, li] = [await app.signIn('ou_zhang'), await app.signIn('ou_li')];
  await app.post('/api/v1/punches', buildPunches([punch], { sentAtMs: +at('12:00') }), zhang);
});

const ask = (cookie: string) => {
  const id = uuidv7();
  const body = { id, kind: 'delete', topic: 'punch', recordId: punch.id, text: '这一条的地点请删除' };
  return app.post('/api/v1/my/data-requests', body, cookie);
};
const listOf = async (path: string, cookie: string) =>
  DataRequestListSchema.parse((await app.call(path, { cookie })).body).requests;
const grant = async () => {
  const [request] = await listOf('/api/v1/data-requests', li);
  await app.post(`/api/v1/data-requests/${request?.id}/answer`, { result: 'done', reason: REASON }, li);
};

it('HR reads which punch is meant, and says yes to that one alone', async () => {
  expect((await ask(zhang)).status).toBe(201);
  expect(await listOf('/api/v1/data-requests', li)).toMatchObject([
    { record: { at: at('10:00').toISOString(), direction: 'in' }, erases: { punches: 1 } },
  ]);
  await grant();
  expect(await findPunch(punch.id)).not.toHaveProperty('note');
  expect(await listOf('/api/v1/my/data-requests', zhang)).toMatchObject([
    { erased: { punches: 1, kept: 0 } },
  ]);
});

it('HR learns from neither the request nor its end that a case rests on the punch; the person does', async () => {
  const { finding } = buildCase();
  const told = { ...finding, startAt: at('09:30'), endAt: at('10:30') };
  await insertCase(buildCase({ personId: 'zhang', finding: told }), []);
  await ask(zhang);
  expect(await listOf('/api/v1/data-requests', li)).toMatchObject([{ erases: { punches: 1 } }]);
  await grant();
  const [ended] = await listOf('/api/v1/data-requests', li);
  expect(ended).toMatchObject({ status: 'done' });
  expect(ended).not.toHaveProperty('erased');
  expect(await listOf('/api/v1/my/data-requests', zhang)).toMatchObject([
    { erased: { punches: 0, kept: 1 } },
  ]);
  expect(await findPunch(punch.id)).toMatchObject({ note: '在门口' });
});

it('a punch of somebody else is none', async () => {
  expect((await ask(li)).status).toBe(404);
});
