import { beforeEach, describe, expect, it } from 'vitest';
import { haversineM } from '../../../server/domain/geo/distance.ts';
import { findDayRoute } from '../../../server/flow/route/day-route.ts';
import { putZone } from '../../../server/flow/records/records.ts';
import { markTask } from '../../../server/flow/route/route-mark.ts';
import { takeVisits } from '../../../server/flow/visit/visit.ts';
import { parseRecord } from '../../../server/flow/records/record-checks.ts';
import { putRecord } from '../../../server/flow/records/work-records.ts';
import type { RecordToPut } from '../../../server/contract/records.ts';
import { routeView } from '../../../server/http/views/route-view.ts';
import { RouteViewSchema } from '../../../server/contract/route.ts';
import { savePerson } from '../../../server/store/people.ts';
import { insertZoneAssignment } from '../../../server/store/zone-assignments.ts';
import { saveSchedules } from '../../../server/store/schedules.ts';
import { v7 as uuidv7 } from 'uuid';
import { useDatabase } from '../../support/db.ts';
import { createShop } from '../../support/phone.ts';
import { at, buildPerson, DAY, TIME_ZONE } from '../company.ts';

useDatabase();
let shop: Awaited<ReturnType<typeof createShop>>;
const MIDDLE = { lng: 121.53, lat: 31.25 };
const put = (record: RecordToPut) => putRecord(shop.deps, record, { by: 'key:crm' });
const plan = (customerId: string, orderNo: number, more: object = {}) =>
  put({
    kind: 'plans',
    externalId: `p-${customerId}`,
    record: { employeeNo: 'E-zhang', customerId, day: DAY, orderNo, ...more },
  });
const task = (
  id: string,
  kind: 'pickup' | 'drop',
  [from, to]: readonly [string, string],
  more: object = {},
) =>
  put({
    kind: 'tasks',
    externalId: id,
    record: {
      employeeNo: 'E-zhang',
      kind,
      point: MIDDLE,
      datum: 'wgs84',
      startAt: at(from).toISOString(),
      endAt: at(to).toISOString(),
      ...more,
    },
  });
const route = async (from: 'now' | 'day' = 'now') =>
  RouteViewSchema.parse(routeView(await findDayRoute(shop.deps, shop.promoter, { from, mode: 'ebike' })));
const named = ({ stops }: Awaited<ReturnType<typeof route>>) => stops.map(({ name }) => name);

beforeEach(async () => {
  shop = await createShop();
  await Promise.all(
    (
      [
        ['c1', 0],
        ['c2', 0.01],
        ['c3', 0.02],
      ] as const
    ).map(([externalId, lng]) =>
      put({
        kind: 'places',
        externalId,
        record: {
          name: `客户${externalId}`,
          roles: ['customer'],
          center: { ...MIDDLE, lng: MIDDLE.lng + lng },
          datum: 'wgs84',
          radiusM: 40,
        },
      }),
    ),
  );
  await put({
    kind: 'zones',
    externalId: 'z1',
    record: { name: '配送区', center: MIDDLE, radiusM: 1_500, datum: 'wgs84', employeeNos: ['E-zhang'] },
  });
  shop.setNow(at('10:00'));
});

describe('the route of a day', () => {
  it('is the planned visits in a good order, with what lies outside the zone marked', async () => {
    await plan('c3', 1);
    await plan('c1', 2);
    await plan('c2', 3);
    const found = await route();
    expect(named(found)).toEqual(['客户c1', '客户c2', '客户c3']);
    expect(found.stops.map(({ isOutsideZone }) => isOutsideZone)).toEqual([false, false, true]);
    expect(found).toMatchObject({ day: DAY, from: 'now', hasZone: true, left: [], done: [] });
  });

  it('keeps the times a plan names, and its minutes', async () => {
    await plan('c1', 1, { fromTime: '14:00', toTime: '15:00', stayMin: 20 });
    await plan('c2', 2);
    const { stops } = await route();
    expect(stops.map(({ name }) => name)).toEqual(['客户c2', '客户c1']);
    expect(stops[1]).toMatchObject({
      beginAt: at('14:00').toISOString(),
      leaveAt: at('14:20').toISOString(),
      window: { fromAt: at('14:00').toISOString(), toAt: at('15:00').toISOString() },
    });
  });

  it('says how much of the time at a door is the break', async () => {
    await plan('c1', 1, { stayMin: 20 });
    shop.setNow(at('11:50'));
    const [stop] = (await route()).stops;
    expect(stop).toMatchObject({ beginAt: at('13:00').toISOString(), waitMin: 5, restMin: 60 });
  });

  it('goes on from the last logged visit without the visits that are done; the whole day still shows them', async () => {
    await plan('c1', 1);
    await plan('c3', 2);
    await takeVisits(shop.deps, shop.promoter, {
      sentAtMs: +at('10:00'),
      serverOffsetMs: 0,
      visits: [{ id: uuidv7(), customerId: 'c3', capturedAtMs: +at('09:50'), purpose: 'sales' }],
    });
    const found = await route();
    expect(found).toMatchObject({ startName: '客户c3', startAt: at('10:00').toISOString() });
    expect(found.done).toMatchObject([{ kind: 'visit', name: '客户c3' }]);
    expect(named(found)).toEqual(['客户c1']);
    expect((await route('day')).stops).toHaveLength(2);
  });

  it('drops a waybill after its pickup, late if need be, and says of one whose time is over that it is', async () => {
    await task('old', 'drop', ['09:00', '09:30']);
    await task('drop', 'drop', ['10:00', '10:02'], { waybillId: 'w1' });
    await task('pickup', 'pickup', ['09:30', '10:30'], { waybillId: 'w1' });
    const found = await route();
    expect(found.stops.map(({ kind }) => kind)).toEqual(['pickup', 'drop']);
    expect(found.stops[1]?.lateMin).toBeGreaterThan(0);
    expect(found.left).toMatchObject([{ id: 'tasks:old', why: 'over', name: '客户c1' }]);
  });

  it('leaves out a task the person ticked off, however often, and takes it in again', async () => {
    await task('drop', 'drop', ['10:00', '11:00'], { waybillId: 'w1' });
    await task('pickup', 'pickup', ['09:00', '09:30'], { waybillId: 'w1' });
    const mark = (taskId: string, isDone: boolean) => markTask(shop.deps, shop.promoter, { taskId, isDone });
    await mark('pickup', true);
    await mark('pickup', true);
    const found = await route();
    expect(found.stops).toMatchObject([{ taskId: 'drop' }]);
    expect(found).toMatchObject({ left: [], done: [{ taskId: 'pickup', kind: 'pickup' }] });
    expect((await route('day')).stops.map(({ taskId }) => taskId)).toContain('drop');
    await mark('drop', true);
    expect(await route()).toMatchObject({ stops: [], left: [] });
    await mark('pickup', false);
    await mark('pickup', false);
    expect(await route()).toMatchObject({
      left: [{ taskId: 'pickup', why: 'over' }],
      done: [{ taskId: 'drop' }],
    });
  });

  it('lets nobody tick off what is somebody else’s, another day’s or no task', async () => {
    await savePerson(buildPerson({ id: 'wang' }));
    await task('other', 'drop', ['10:00', '11:00'], { employeeNo: 'E-wang' });
    await task('tomorrow', 'drop', ['10:00', '11:00'], {
      startAt: new Date(+at('10:00') + 86_400_000).toISOString(),
      endAt: new Date(+at('11:00') + 86_400_000).toISOString(),
    });
    await plan('c1', 1);
    for (const taskId of ['other', 'tomorrow', 'p-c1', 'none'])
      await expect(markTask(shop.deps, shop.promoter, { taskId, isDone: true })).rejects.toMatchObject({
        code: 'not_found',
      });
    expect((await route()).done).toEqual([]);
  });

  it('says where a map shows a stop: shifted on the mainland, as it is abroad', async () => {
    await plan('c1', 1);
    await task('abroad', 'drop', ['10:00', '18:00'], { point: { lng: 2.3522, lat: 48.8566 } });
    const { stops, left } = await route();
    const maps = [...stops, ...left].map(({ map }) => map);
    const home = maps.find((map) => map?.datum === 'gcj02');
    expect(haversineM(MIDDLE, home ?? MIDDLE)).toBeGreaterThan(100);
    expect(haversineM(MIDDLE, home ?? MIDDLE)).toBeLessThan(1_000);
    expect(maps).toContainEqual({ lng: 2.3522, lat: 48.8566, datum: 'wgs84' });
  });

  it('says of a customer nobody has put, of a shift that is over and of a missed window why they are left out', async () => {
    await plan('nobody', 1);
    await plan('c1', 2, { fromTime: '08:00', toTime: '09:30' });
    await plan('c2', 3, { fromTime: '17:50', toTime: '19:00' });
    const { left } = await route();
    expect(Object.fromEntries(left.map(({ id, why }) => [id, why]))).toEqual({
      'plans:p-c1': 'window',
      'plans:p-c2': 'shift',
      'plans:p-nobody': 'place',
    });
  });

  it('plans nothing on leave, and by the policy’s hours on a day without a shift', async () => {
    await plan('c1', 1);
    const day = { personId: 'zhang', day: DAY, timeZone: TIME_ZONE, shifts: [], trips: [] };
    await saveSchedules([{ ...day, leaves: [{ startAt: at('00:00'), endAt: at('23:59') }] }]);
    expect(await route()).toMatchObject({ isOff: true, stops: [], left: [{ why: 'shift' }] });
    await saveSchedules([{ ...day, leaves: [] }]);
    expect(await route()).toMatchObject({ isOff: true, stops: [{ name: '客户c1' }] });
  });

  it('ticks one of two visits planned at one customer off for each visit logged there', async () => {
    await plan('c1', 1);
    await put({
      kind: 'plans',
      externalId: 'p-again',
      record: { employeeNo: 'E-zhang', customerId: 'c1', day: DAY, orderNo: 2 },
    });
    expect((await route()).stops).toHaveLength(2);
    const log = (clock: string) =>
      takeVisits(shop.deps, shop.promoter, {
        sentAtMs: +at('10:00'),
        serverOffsetMs: 0,
        visits: [{ id: uuidv7(), customerId: 'c1', capturedAtMs: +at(clock), purpose: 'sales' }],
      });
    await log('09:10');
    expect(await route()).toMatchObject({ stops: [{ id: 'plans:p-again' }], done: [{ id: 'plans:p-c1' }] });
    await log('09:50');
    expect(await route()).toMatchObject({ stops: [], done: [{ name: '客户c1' }, { name: '客户c1' }] });
  });

  it('plans 200 stops and says of each one more that there are too many', async () => {
    const minutes = Array.from({ length: 203 }, (_, n) => new Date(+at('10:00') + n * 60_000));
    await Promise.all(
      minutes.map((startAt, n) =>
        task(`t${String(n).padStart(3, '0')}`, 'pickup', ['10:00', '10:00'], {
          startAt: startAt.toISOString(),
          endAt: at('23:00').toISOString(),
        }),
      ),
    );
    const { stops, left } = await route();
    const many = left.filter(({ why }) => why === 'many');
    expect(many.map(({ taskId }) => taskId)).toEqual(['t200', 't201', 't202']);
    expect(stops.length + left.length).toBe(203);
    expect(stops.length).toBeGreaterThan(50);
  });

  it('refuses a place in the day’s order beyond 200 in clear words', () => {
    const record = { employeeNo: 'E-zhang', customerId: 'c1', day: DAY, orderNo: 201 };
    const said = expect.stringContaining('200');
    expect(parseRecord({ kind: 'plans', externalId: 'p', record })).toMatchObject({
      faults: [{ field: 'orderNo', reason: said, zh: said }],
    });
  });

  it('names the person’s zones, and one that was assigned from a later day on', async () => {
    const open = {
      name: '公共区',
      center: MIDDLE,
      radiusM: 1_500,
      datum: 'wgs84',
      regionId: 'pudong',
    } as const;
    await putZone(shop.deps, 'z1', open);
    const fromDay = '2026-11-23';
    await insertZoneAssignment(
      {
        id: uuidv7(),
        personId: 'zhang',
        zoneId: 'z1',
        fromDay,
        reason: '新片',
        byId: 'wang',
        at: at('09:00'),
      },
      [],
    );
    expect((await route()).zones).toEqual([{ name: '公共区' }, { name: '公共区', fromDay }]);
  });

  it('is empty where nothing is planned', async () => {
    expect(await route()).toMatchObject({ stops: [], left: [], distanceM: 0 });
  });

  it('asks for both times of a plan or neither', () => {
    const record = { employeeNo: 'E-zhang', customerId: 'c1', day: DAY, orderNo: 1 };
    const given = (more: object) =>
      parseRecord({ kind: 'plans', externalId: 'p', record: { ...record, ...more } });
    expect(given({ fromTime: '09:00' })).toMatchObject({ faults: [{ field: 'toTime' }] });
    expect(given({ fromTime: '10:00', toTime: '09:00' })).toMatchObject({ faults: [{ field: 'toTime' }] });
    expect(given({ fromTime: '25:00', toTime: '26:00' })).toMatchObject({
      faults: [
        { field: 'fromTime', fault: 'clock' },
        { field: 'toTime', fault: 'clock' },
      ],
    });
    expect(given({ fromTime: '09:00', toTime: '09:00' })).toHaveProperty('put');
  });
});
