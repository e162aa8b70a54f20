import { v7 as uuidv7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ImportListSchema, ImportViewSchema } from '../../server/contract/records.ts';
import { createApiKey } from '../../server/flow/company/api-key.ts';
import { beginImport, endCutOff } from '../../server/flow/records/import-record.ts';
import { importRecords } from '../../server/flow/records/import-records.ts';
import { relay } from '../../server/flow/relay.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { listAudit } from '../../server/store/audit.ts';
import { findImport } from '../../server/store/imports.ts';
import { savePerson } from '../../server/store/people.ts';
import { at, buildPerson, createCompany, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let company: Company;
let deps: Deps;
let admin: string;
let other: string;
beforeEach(async () => {
  company = await createCompany();
  deps = app.use(company.deps);
  for (const id of ['root', 'root2'])
    await savePerson(buildPerson({ id, roles: ['employee', 'admin'], staffKind: 'office' }));
  [admin, other] = await Promise.all([app.signIn('ou_root'), app.signIn('ou_root2')]);
});

const HEADER = '编号,名称,类型,经度,纬度,坐标系,半径米';
const place = (id: string, lng = '121.5') => `${id},店${id},客户,${lng},31.2,gcj02,60`;
const put = (id: string, text: string, { cookie = admin, kind = 'places', type = 'text/csv' } = {}) =>
  app.call(`/api/v1/imports/${id}?kind=${kind}&language=zh`, {
    method: 'PUT',
    cookie,
    headers: { 'content-type': type },
    body: text,
  });

describe('a file of records put in by hand', () => {
  it('is taken row by row, tells what is wrong, and is in the audit chain under who sent it', async () => {
    const id = uuidv7();
    const reply = await put(id, [HEADER, place('a'), place('b', 'east'), place('c')].join('\n'));
    const ended = ImportViewSchema.parse(reply.body);
    expect(ended).toMatchObject({ status: 'finished', rows: 3, created: 2, refused: 1 });
    expect(ended.faults).toMatchObject([{ row: 2, field: '经度' }]);
    company.setNow(at('12:05'));
    const again = await put(id, [HEADER, place('a'), place('b'), place('c')].join('\n'));
    expect(again.body).toMatchObject({ rows: 3, created: 1, unchanged: 2, refused: 0 });
    expect((await app.call(`/api/v1/imports/${id}?language=zh`, { cookie: other })).body).toMatchObject({
      rows: 3,
    });
    await relay(deps);
    const lines = (await listAudit(`imports:${id}`)).map(({ entry }) => [entry.actorId, entry.action]);
    expect(lines).toEqual([
      ['root', 'records.import'],
      ['root', 'records.import_end'],
      ['root', 'records.import'],
      ['root', 'records.import_end'],
    ]);
  });

  it('with a bad time says how a time is written in a file', async () => {
    const text = '编号,工号,客户编号,开始时间,结束时间\nv1,E1,c1,11/25/2026 9:00,2026-11-25 09:30\n';
    const { faults } = ImportViewSchema.parse((await put(uuidv7(), text, { kind: 'visits' })).body);
    expect(faults).toContainEqual({
      row: 1,
      field: '开始时间',
      reason: '须为日期和时刻，如 2026-11-25 09:00',
    });
  });

  it('is listed with those of keys, newest first, each with its bad rows as a file', async () => {
    const key = await createApiKey(deps, { name: 'erp' });
    const byKey = uuidv7();
    await app.call(`/api/v1/records/imports/${byKey}?kind=places`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'text/csv' },
      body: [HEADER, place('k', 'west')].join('\n'),
    });
    const byHand = uuidv7();
    await put(byHand, [HEADER, place('a')].join('\n'));
    const { imports } = ImportListSchema.parse((await app.call('/api/v1/imports', { cookie: other })).body);
    expect(new Set(imports.map(({ importId, from, by }) => [importId, from, by].join(' ')))).toEqual(
      new Set([`${byHand} console 姓名root`, `${byKey} key erp`]),
    );
    const file = await app.call(`/api/v1/imports/${byKey}/faults.csv?language=en`, { cookie: admin });
    expect(String(file.body)).toContain('1,经度,');
  });

  it('that the server left on its way is no longer under way, a source’s goes on', async () => {
    const begun = { kind: 'places', language: 'zh', startedAt: at('12:00') } as const;
    const [byHand, ofSource] = [uuidv7(), uuidv7()];
    await beginImport({ ...begun, id: byHand, by: 'root' });
    await beginImport({ ...begun, id: ofSource, by: 'source:crm' });
    const states = async () => {
      const { imports } = ImportListSchema.parse((await app.call('/api/v1/imports', { cookie: admin })).body);
      return [byHand, ofSource].map((id) => imports.find(({ importId }) => importId === id)?.status);
    };
    expect(await states()).toEqual(['running', 'running']);
    company.setNow(at('12:03'));
    expect(await states()).toEqual(['failed', 'running']);
    expect((await app.call(`/api/v1/imports/${byHand}?language=en`, { cookie: admin })).body).toMatchObject({
      status: 'failed',
      why: expect.stringContaining('send it again'),
    });
  });

  it('that was cut off by the end of the only server is said to be so by its next start, once', async () => {
    const begun = { kind: 'places', language: 'zh', startedAt: at('12:00') } as const;
    const [byHand, ofSource] = [uuidv7(), uuidv7()];
    await beginImport({ ...begun, id: byHand, by: 'root' });
    await beginImport({ ...begun, id: ofSource, by: 'source:crm' });
    await endCutOff(company.deps);
    await endCutOff(company.deps);
    await relay(company.deps);
    expect(await findImport(byHand)).toMatchObject({
      status: 'failed',
      why: expect.stringContaining('重新发送'),
      endedAt: company.deps.now(),
    });
    expect(await findImport(ofSource)).toMatchObject({ status: 'running' });
    const lines = (await listAudit(`imports:${byHand}`)).map(({ entry }) => entry.action);
    expect(lines).toEqual(['records.import', 'records.import_end']);
    await put(byHand, [HEADER, place('a')].join('\n'), { cookie: admin });
    expect(await findImport(byHand)).toMatchObject({ status: 'finished' });
    expect(await findImport(byHand)).not.toHaveProperty('why');
  });

  it('says that it goes on as long as its file does, however slowly that comes', async () => {
    const id = uuidv7();
    let comes = (): void => undefined;
    const rest = new Promise<void>((resolve) => {
      comes = resolve;
    });
    const bytes = (async function* () {
      yield Buffer.from(`${HEADER}\n`);
      await rest;
      yield Buffer.from(`${place('a')}\n`);
    })();
    const sent = importRecords(company.deps, {
      importId: id,
      kind: 'places',
      by: 'root',
      language: 'zh',
      bytes,
      beatMs: 20,
    });
    const status = async () => {
      const { body } = await app.call(`/api/v1/imports/${id}?language=zh`, { cookie: admin });
      return z.looseObject({ status: z.string() }).parse(body).status;
    };
    await expect.poll(status).toBe('running');
    company.setNow(at('12:10'));
    await expect.poll(status).toBe('running');
    comes();
    expect(await sent).toMatchObject({ status: 'finished', created: 1 });
  });

  it('is nobody else’s to write anew, and nothing but a CSV', async () => {
    const id = uuidv7();
    await put(id, [HEADER, place('a')].join('\n'));
    expect((await put(id, HEADER, { cookie: other })).status).toBe(404);
    expect((await put(uuidv7(), '{}', { type: 'application/json' })).status).toBe(415);
    expect((await put(uuidv7(), HEADER, { kind: 'people' })).status).toBe(400);
    expect((await put('1', HEADER)).status).toBe(400);
    const id64 = uuidv7();
    expect((await put(id64, `${HEADER}\n${'x'.repeat(64 * 1024 * 1024)}`)).status).toBe(413);
    expect((await app.call(`/api/v1/imports/${id64}?language=zh`, { cookie: admin })).status).toBe(404);
    const path = `/api/v1/imports/${uuidv7()}?kind=places&language=zh`;
    const none = await app.call(path, { method: 'PUT', cookie: admin });
    expect([none.status, none.body]).toMatchObject([400, { error: { fields: [{ field: 'file' }] } }]);
  });
});
