import { beforeEach, expect, it } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { DayPlanBoardSchema, type DayPlanBoard } from '../../server/contract/day-plan.ts';
import type { RecordToPut } from '../../server/contract/records.ts';
import type { Deps } from '../../server/flow/deps.ts';
import { markTask } from '../../server/flow/route/route-mark.ts';
import { takeVisits } from '../../server/flow/visit/visit.ts';
import { putRecord } from '../../server/flow/records/work-records.ts';
import { savePerson } from '../../server/store/people.ts';
import { listReads } from '../../server/store/reads.ts';
import { at, buildPerson, createCompany, DAY, giveShift, type Company } from '../flow/company.ts';
import { useDatabase } from '../support/db.ts';
import { useApp } from './app.ts';

useDatabase();
const app = useApp();
let company: Company;
let deps: Deps;
const MIDDLE = { lng: 121.53, lat: 31.25 };
const put = (record: RecordToPut) => putRecord(deps, record, { by: 'key:crm' });
const customer = (externalId: string, lng: number) =>
  put({
    kind: 'places',
    externalId,
    record: {
      name: `客户${externalId}`,
      roles: ['customer'],
      center: { ...MIDDLE, lng: MIDDLE.lng + lng },
      datum: 'wgs84',
      radiusM: 40,
      regionId: 'pudong',
    },
  });
const plan = (employeeNo: string, customerId: string, orderNo: number, more: object = {}) =>
  put({
    kind: 'plans',
    externalId: `p-${employeeNo}-${customerId}`,
    record: { employeeNo, customerId, day: DAY, orderNo, ...more },
  });
const task = (externalId: string, clocks: readonly [string, string], more: object = {}) =>
  put({
    kind: 'tasks',
    externalId,
    record: {
      employeeNo: 'E-rider',
      kind: 'drop',
      point: MIDDLE,
      datum: 'wgs84',
      startAt: at(clocks[0]).toISOString(),
      endAt: at(clocks[1]).toISOString(),
      ...more,
    },
  });
const boardOf = async (openId: string, query = ''): Promise<DayPlanBoard> => {
  const cookie = await app.signIn(openId);
  return DayPlanBoardSchema.parse((await app.call(`/api/v1/day-plans${query}`, { cookie })).body);
};

beforeEach(async () => {
  company = await createCompany();
  company.setNow(at('10:00'));
  deps = app.use(company.deps);
  await savePerson(buildPerson({ id: 'rep', name: '郑代表', staffKind: 'rep' }));
  await savePerson(buildPerson({ id: 'rider', name: '冯骑手', staffKind: 'rider' }));
  await savePerson(buildPerson({ id: 'free', name: '空骑手', staffKind: 'rider' }));
  await savePerson(buildPerson({ id: 'far', name: '浦西人', staffKind: 'rider', regionId: 'puxi' }));
  for (const id of ['rep', 'rider', 'free', 'far']) await giveShift(id);
  await customer('c1', 0);
  await customer('c2', 0.01);
  await customer('c9', 0.2);
});

it('counts what each person is sent to and has done, and names what cannot be met as planned', async () => {
  await plan('E-rep', 'c1', 1);
  await plan('E-rep', 'c2', 2, { fromTime: '07:00', toTime: '08:00' });
  await plan('E-rep', 'nobody', 3);
  await task('t1', ['09:00', '09:30']);
  await task('t2', ['08:00', '08:30']);
  const rider = buildPerson({ id: 'rider', staffKind: 'rider' });
  await markTask(deps, rider, { taskId: 't1', isDone: true });
  await takeVisits(deps, buildPerson({ id: 'rep', staffKind: 'rep' }), {
    sentAtMs: +at('10:00'),
    serverOffsetMs: 0,
    visits: [{ id: uuidv7(), customerId: 'c1', capturedAtMs: +at('09:50'), purpose: 'sales' }],
  });
  const { people, free, day } = await boardOf('ou_wang');
  expect(day).toBe(DAY);
  expect(people).toMatchObject([
    {
      name: '郑代表',
      stops: 3,
      done: 1,
      troubles: [
        { name: '客户c2', why: 'window' },
        { name: 'nobody', why: 'place' },
      ],
    },
    { name: '冯骑手', stops: 2, done: 1, troubles: [{ kind: 'drop', why: 'late' }] },
  ]);
  expect(people[1]?.troubles[0]?.lateMin).toBeGreaterThanOrEqual(30);
  await markTask(deps, rider, { taskId: 't2', isDone: true });
  expect((await boardOf('ou_wang')).people[1]).toMatchObject({ done: 2, troubles: [] });
  expect(free).toEqual([{ personId: 'free', name: '空骑手', kind: 'rider' }]);
});

it('judges the plan and not the person: what was left undone until its time was over is no trouble', async () => {
  await task('t1', ['09:00', '09:30']);
  const before = (await boardOf('ou_wang')).people;
  company.setNow(at('17:00'));
  expect((await boardOf('ou_wang')).people).toEqual(before);
  expect(before).toMatchObject([{ stops: 1, done: 0, troubles: [] }]);
});

it('shows what lies in nobody’s zone once somebody has one', async () => {
  await plan('E-rep', 'c9', 1);
  await task('t1', ['10:00', '18:00']);
  const bare = await boardOf('ou_wang');
  expect([bare.outside, bare.hasZones]).toEqual([undefined, false]);
  await put({
    kind: 'zones',
    externalId: 'z0',
    record: {
      name: '没有人的',
      center: MIDDLE,
      radiusM: 3_000,
      datum: 'wgs84',
      regionId: 'pudong',
      employeeNos: [],
    },
  });
  const unmanned = await boardOf('ou_wang');
  expect([unmanned.outside, unmanned.hasZones]).toEqual([undefined, true]);
  await put({
    kind: 'zones',
    externalId: 'z1',
    record: { name: '配送区', center: MIDDLE, radiusM: 3_000, datum: 'wgs84', regionId: 'pudong' },
  });
  const { outside, people } = await boardOf('ou_wang');
  expect(outside).toEqual({
    stops: [{ kind: 'visit', name: '客户c9', personName: '郑代表' }],
    customers: 1,
    customerNames: ['客户c9'],
  });
  expect(people[0]?.zones).toEqual(['配送区']);
});

it('holds neither a point nor anybody of another region', async () => {
  await plan('E-far', 'c1', 1);
  await plan('E-rep', 'c1', 1);
  const board = await boardOf('ou_wang');
  expect(board.people.map(({ name }) => name)).toEqual(['郑代表']);
  expect(JSON.stringify(board)).not.toMatch(/lng|lat|121\.|31\.2|浦西人/);
  const cookie = await app.signIn('ou_wang');
  expect((await app.call('/api/v1/day-plans?region=puxi', { cookie })).status).toBe(404);
  expect((await boardOf('ou_li', '?region=puxi')).people).toMatchObject([{ name: '浦西人' }]);
});

it('is in the ledger of everybody it shows and of nobody else, once an hour', async () => {
  await plan('E-rep', 'c1', 1);
  await boardOf('ou_wang');
  await boardOf('ou_wang');
  expect(await listReads('rep')).toMatchObject([{ readerId: 'wang', what: 'day_plan' }]);
  expect(await listReads('free')).toHaveLength(1);
  expect(await listReads('zhang')).toEqual([]);
});
