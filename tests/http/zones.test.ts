import { beforeEach, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { ZoneBoardSchema, type ZoneBoard } from '../../server/contract/zones.ts';
import { putZone } from '../../server/flow/records/records.ts';
import { putRecord } from '../../server/flow/records/work-records.ts';
import { relay } from '../../server/flow/relay.ts';
import { listAudit } from '../../server/store/audit.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { savePerson } from '../../server/store/people.ts';
import { listReads } from '../../server/store/reads.ts';
import { at, buildPerson, createCompany, DAY, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let company: Company;
let deps: Deps;
const MIDDLE = { lng: 121.53, lat: 31.25 };

beforeEach(async () => {
  company = await createCompany();
  company.setNow(at('10:00'));
  deps = app.use(company.deps);
  const circle = { datum: 'wgs84', center: MIDDLE, radiusM: 2_000 } as const;
  await putZone(deps, 'a-east', { name: '东<一>片', ...circle, regionId: 'pudong' });
  await putZone(deps, 'b-named', {
    name: '专送',
    ...circle,
    regionId: 'pudong',
    employeeNos: ['E-rider', 'E-guest'],
  });
  await putZone(deps, 'c-puxi', { name: '浦西片', ...circle, regionId: 'puxi' });
  await putZone(deps, 'd-nowhere', { name: '无区域', ...circle });
  await savePerson(buildPerson({ id: 'rider', staffKind: 'rider' }));
  await savePerson(buildPerson({ id: 'guest', staffKind: 'rider', regionId: 'puxi' }));
});

const json = { 'content-type': 'application/json' };
const boardOf = async (openId: string, query = ''): Promise<ZoneBoard> => {
  const cookie = await app.signIn(openId);
  return ZoneBoardSchema.parse((await app.call(`/api/v1/zones${query}`, { cookie })).body);
};
const post = async (openId: string, path: string, body: object) => {
  const cookie = await app.signIn(openId);
  return app.call(`/api/v1/zones/assignments${path}`, {
    method: 'POST',
    cookie,
    headers: json,
    body: JSON.stringify(body),
  });
};
const wish = { zoneId: 'a-east', personId: 'zhang', fromDay: DAY, reason: '接替请假的同事' };

it('shows a manager the zones of the own region: who is in them, whose record is the master, others by number alone', async () => {
  const id = uuidv7();
  expect((await post('ou_wang', '', { ...wish, id })).status).toBe(201);
  const board = await boardOf('ou_wang');
  expect(board.regions).toEqual([{ id: 'pudong', name: '浦东区域' }]);
  expect(board.zones).toMatchObject([
    {
      number: 1,
      name: '东<一>片',
      master: 'console',
      mayAssign: true,
      regionStaff: 0,
      assigned: [{ id, name: '张导购', byName: '王经理', state: 'now', mayEnd: true }],
    },
    { number: 2, master: 'record', mayAssign: false, named: [{ personId: 'rider' }], others: 1 },
  ]);
  expect(board.staff).toMatchObject([
    { personId: 'rider', ground: 'record' },
    { personId: 'zhang', ground: 'assignment' },
  ]);
  expect(JSON.stringify(board)).not.toContain('guest');
});

it('shows HR any region with the zones of none, and a manager no other one', async () => {
  const board = await boardOf('ou_li', '?region=puxi');
  expect(board.regions.map(({ id }) => id)).toEqual(['pudong', 'puxi']);
  expect(board.zones.map(({ id }) => id)).toEqual(['b-named', 'c-puxi', 'd-nowhere']);
  const cookie = await app.signIn('ou_wang');
  const reply = await app.call('/api/v1/zones?region=puxi', { cookie });
  expect(reply.status).toBe(404);
});

it('says of an assignment that a record counts instead of it, and of one to come that it is', async () => {
  await post('ou_wang', '', { ...wish, id: uuidv7(), fromDay: '2026-11-25' });
  expect((await boardOf('ou_wang')).zones[0]?.assigned).toMatchObject([{ state: 'coming' }]);
  await putZone(deps, 'b-named', {
    name: '专送',
    datum: 'wgs84',
    center: MIDDLE,
    radiusM: 2_000,
    employeeNos: ['E-zhang'],
  });
  expect((await boardOf('ou_wang')).zones[0]?.assigned).toMatchObject([{ state: 'overruled' }]);
});

it('takes an assignment back on a day, and shows it until then', async () => {
  const id = uuidv7();
  await post('ou_wang', '', { ...wish, id });
  const reply = await post('ou_wang', `/${id}/end`, { fromDay: '2026-11-23', reason: '同事回来了' });
  expect(reply).toMatchObject({ status: 200, body: { id } });
  const [zone] = (await boardOf('ou_wang')).zones;
  expect(zone?.assigned).toMatchObject([{ lastDay: '2026-11-22', mayEnd: false }]);
  company.setNow(at('10:00', '2026-11-23'));
  expect((await boardOf('ou_wang')).zones[0]?.assigned).toEqual([]);
});

it('enters the look in the ledger of everybody it shows, once an hour', async () => {
  await boardOf('ou_wang');
  await boardOf('ou_wang');
  expect(await listReads('zhang')).toMatchObject([{ readerId: 'wang', what: 'zone' }]);
  expect(await listReads('guest')).toEqual([]);
});

it('draws the region’s zones numbered as listed, without a person', async () => {
  await post('ou_wang', '', { ...wish, id: uuidv7() });
  const cookie = await app.signIn('ou_wang');
  for (const size of ['wide', 'narrow']) {
    const { status, body, headers } = await app.call(`/api/v1/zones/picture.svg?size=${size}&language=zh`, {
      cookie,
    });
    expect(status).toBe(200);
    expect(headers.get('content-type')).toContain('image/svg+xml');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(String(body)).toContain('1 东&lt;一&gt;片（专人 1 人，公共 0 人）');
    expect(String(body)).toContain('2 专送（专人 2 人，公共 0 人）');
    expect(String(body)).not.toContain('张导购');
  }
});

const withdraw = async (openId: string, id: string, body: object) =>
  app.call(`/api/v1/zones/${id}/withdraw`, {
    method: 'POST',
    cookie: await app.signIn(openId),
    headers: json,
    body: JSON.stringify(body),
  });

it('shows HR who put a zone and lets them withdraw it with a reason; the same record does not bring it back', async () => {
  const holdOf = async (id: string) => (await boardOf('ou_li')).zones.find((zone) => zone.id === id)?.hold;
  const circle = { datum: 'wgs84', center: MIDDLE, radiusM: 900 } as const;
  const file = { name: '文件片', ...circle, regionId: 'pudong', by: 'li' };
  await putZone(deps, 'e-file', file);
  const hold = await holdOf('e-file');
  expect(hold?.put).toEqual({ from: 'file', by: expect.any(String) });
  expect((await holdOf('a-east'))?.put).toEqual({ from: 'system' });
  expect((await boardOf('ou_wang')).zones.some((zone) => zone.hold !== undefined)).toBe(false);
  const body = { seen: hold?.seen, why: '文件导错了' };
  expect((await withdraw('ou_wang', 'e-file', body)).status).toBe(403);
  expect((await withdraw('ou_li', 'e-file', { ...body, seen: 'older' })).status).toBe(409);
  expect((await withdraw('ou_li', 'e-file', { seen: hold?.seen, why: '' })).status).toBe(400);
  expect((await withdraw('ou_li', 'e-file', body)).status).toBe(200);
  expect(await holdOf('e-file')).toBeUndefined();
  expect((await withdraw('ou_li', 'e-file', body)).status).toBe(404);
  await relay(deps);
  expect((await listAudit('zones:e-file')).map(({ entry }) => entry)).toContainEqual(
    expect.objectContaining({ action: 'zone.withdraw', actorId: 'li', why: '文件导错了' }),
  );
  expect(await putZone(deps, 'e-file', file)).toBe('unchanged');
  const { by: _by, ...record } = file;
  const same = { kind: 'zones', externalId: 'e-file', record } as const;
  expect(await putRecord(deps, same, { by: 'key:crm' })).toMatchObject({
    result: 'unchanged',
    notices: [{ field: 'externalId', fault: 'heldZone' }],
  });
  expect(await holdOf('e-file')).toBeUndefined();
  expect(await putZone(deps, 'e-file', { ...file, name: '文件新片' })).toBe('created');
  expect(await holdOf('e-file')).toBeDefined();
});
