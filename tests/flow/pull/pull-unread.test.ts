import { beforeEach, describe, expect, it } from 'vitest';
import type { AttendanceSnapshot, ReadFlows, UnreadRow } from '../../../server/feishu/platform.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { detectNightly, detectPerson } from '../../../server/flow/detect.ts';
import { readFigures } from '../../../server/flow/figures.ts';
import { pullAttendance } from '../../../server/flow/punch/upcoming.ts';
import { relay } from '../../../server/flow/relay.ts';
import { findAlerts } from '../../../server/store/alerts.ts';
import { findAttendanceFlows } from '../../../server/store/attendance-flows.ts';
import { findPlannedOf } from '../../../server/store/schedules.ts';
import { savePerson } from '../../../server/store/people.ts';
import { useDatabase } from '../../support/db.ts';
import {
  acknowledge,
  at,
  buildPerson,
  createCompany,
  DAY,
  dwell,
  giveShift,
  type Company,
} from '../company.ts';

useDatabase();
const DAY_MS = 86_400_000;
let company: Company;
let deps: Deps;
let unread: UnreadRow[];
let flows: ReadFlows['flows'];
let unreadFlows: UnreadRow[];
let unreadResults: UnreadRow[];
let snapshot: Pick<AttendanceSnapshot, 'days' | 'absences'>;
const shift = (userId: string, day = DAY) => ({
  userId,
  day,
  shiftId: 'S1',
  periods: [{ start: '09:00', end: '18:00' }],
  rests: [],
});
const leave = { userId: 'u_zhang', kind: 'leave', startAt: at('09:00'), endAt: at('18:00') } as const;
const alertsOf = (id: string) => findAlerts(id, DAY, DAY);
const planned = async (id: string, day = DAY) => (await findPlannedOf(id, day, day))[0];
const dwellBoth = () => Promise.all(['zhang', 'chen'].map((id) => dwell(id, { from: '10:00', to: '11:20' })));
/** Data that has settled, and what the night looks at. */
const judge = async () => {
  for (const id of ['zhang', 'chen']) await detectPerson(deps, id);
  await detectNightly(deps);
};

beforeEach(async () => {
  company = await createCompany();
  await savePerson(buildPerson({ id: 'it', roles: ['employee', 'admin'], staffKind: 'office' }));
  await savePerson(buildPerson({ id: 'chen' }));
  await acknowledge('chen', new Date('2026-10-01T00:00:00Z'));
  company.setNow(at('12:00'));
  unread = [{ userId: 'u_zhang', field: 'leaves.end_time' }];
  [flows, unreadFlows, unreadResults] = [[], [], []];
  snapshot = { days: [shift('u_zhang'), shift('u_chen')], absences: [] };
  const { feishu } = company.deps;
  const fetchSchedules = async ({ userIds }: { userIds: readonly string[] }) => ({
    days: snapshot.days.filter(({ userId }) => userIds.includes(userId)),
    absences: snapshot.absences.filter(({ userId }) => userIds.includes(userId)),
    unread: unread.filter(({ userId }) => userIds.includes(userId)),
  });
  const isAsked =
    (userIds: readonly string[]) =>
    ({ userId }: { userId: string }): boolean =>
      userIds.includes(userId);
  const fetchFlows: typeof feishu.attendance.fetchFlows = async ({ userIds }) => ({
    flows: flows.filter(isAsked(userIds)),
    unread: unreadFlows.filter(isAsked(userIds)),
  });
  const fetchDays: typeof feishu.attendance.fetchDays = async ({ userIds }) => ({
    days: [],
    unread: unreadResults.filter(isAsked(userIds)),
  });
  const attendance = { ...feishu.attendance, fetchSchedules, fetchFlows, fetchDays };
  deps = { ...company.deps, feishu: { ...feishu, attendance } };
});

describe('a shift or a leave that cannot be read', () => {
  it('keeps its person from being judged, and nobody else', async () => {
    await giveShift('zhang');
    await pullAttendance(deps);
    await dwellBoth();
    await judge();
    expect(await alertsOf('zhang')).toEqual([]);
    expect(await alertsOf('chen')).toHaveLength(1);
  });

  it('leaves the person the shift that was known, and the leave beside it', async () => {
    snapshot = { days: [shift('u_chen')], absences: [leave] };
    unread = [{ userId: 'u_zhang', day: DAY, field: 'shift_id' }];
    await giveShift('zhang');
    await pullAttendance(deps);
    expect(await planned('zhang')).toMatchObject({
      shifts: [{ startAt: at('09:00'), endAt: at('18:00') }],
      leaves: [{ startAt: at('09:00') }],
      unread: ['shift_id'],
    });
    expect(await planned('zhang', '2026-11-20')).not.toHaveProperty('unread');
    expect(await planned('chen')).not.toHaveProperty('unread');
  });

  it('once it can be read, the day is judged by what it says, also when it is long past', async () => {
    await pullAttendance(deps);
    await dwellBoth();
    await judge();
    expect(await alertsOf('zhang')).toEqual([]);
    company.setNow(new Date(+at('12:00') + 6 * DAY_MS));
    unread = [];
    await pullAttendance(deps);
    expect(await planned('zhang')).not.toHaveProperty('unread');
    await dwell('zhang', { from: '13:00', to: '14:00' });
    await judge();
    expect(await alertsOf('zhang')).toHaveLength(1);
  });

  it('with leave that was among what was lost accuses nobody', async () => {
    await pullAttendance(deps);
    await dwellBoth();
    await judge();
    unread = [];
    snapshot = { ...snapshot, absences: [leave] };
    await pullAttendance(deps);
    await judge();
    expect(await alertsOf('zhang')).toEqual([]);
    expect(await alertsOf('chen')).toHaveLength(1);
  });

  it('takes nothing back that was found while everything could be read', async () => {
    unread = [];
    await pullAttendance(deps);
    await dwellBoth();
    await judge();
    expect(await alertsOf('zhang')).toMatchObject([{ status: 'open' }]);
    unread = [{ userId: 'u_zhang', field: 'leaves.end_time' }];
    await pullAttendance(deps);
    company.setNow(at('12:30'));
    await judge();
    expect(await alertsOf('zhang')).toMatchObject([{ status: 'open' }]);
    unread = [];
    snapshot = { ...snapshot, absences: [leave] };
    await pullAttendance(deps);
    company.setNow(at('13:00'));
    await judge();
    expect(await alertsOf('zhang')).toMatchObject([{ status: 'cleared' }]);
  });

  it('is told to administrators and counted, by number and field alone, until it is over', async () => {
    await pullAttendance(deps);
    await relay(deps);
    const shown = () => company.recording.to('ou_it').map((one) => company.recording.textOf(one));
    expect(shown()[0]).toContain('rows_unread · 1 · leaves.end_time');
    expect(shown()[0]).not.toContain('zhang');
    expect((await readFigures(deps)).mingqin_attendance_unread_people).toEqual([{ value: 1 }]);
    unread = [];
    await pullAttendance(deps);
    await relay(deps);
    expect((await readFigures(deps)).mingqin_attendance_unread_people).toEqual([{ value: 0 }]);
  });
});

describe('a punch or a result that cannot be read', () => {
  const shown = () => company.recording.to('ou_it').map((one) => company.recording.textOf(one));
  beforeEach(() => {
    unread = [];
    unreadFlows = [{ userId: 'u_zhang', at: at('11:30'), field: 'record_id' }];
  });

  it.each([
    ['punch', () => undefined],
    [
      'result',
      () => {
        unreadResults = [{ userId: 'u_zhang', day: DAY, field: 'records' }];
        unreadFlows = [];
      },
    ],
  ])('(%s) keeps its person from being judged, and nobody else', async (_what, prepare) => {
    prepare();
    await pullAttendance(deps);
    await dwellBoth();
    await judge();
    expect(await alertsOf('zhang')).toEqual([]);
    expect(await alertsOf('chen')).toHaveLength(1);
  });

  it('holds its own day, or every day it may be about, and is not forgotten by the next pull', async () => {
    await pullAttendance(deps);
    expect(await planned('zhang')).toMatchObject({ unreadPunches: ['record_id'] });
    expect(await planned('zhang', '2026-11-18')).not.toHaveProperty('unreadPunches');
    unreadFlows = [{ userId: 'u_zhang', field: 'check_time' }];
    company.setNow(at('13:00'));
    await pullAttendance(deps);
    await pullAttendance(deps);
    expect(await planned('zhang')).toMatchObject({
      shifts: [{ startAt: at('09:00') }],
      unreadPunches: ['check_time'],
    });
  });

  it('once it can be read, the day is judged by what it says, also when it is long past', async () => {
    await pullAttendance(deps);
    await dwellBoth();
    await judge();
    company.setNow(new Date(+at('12:00') + 6 * DAY_MS));
    unreadFlows = [];
    await pullAttendance(deps);
    expect(await planned('zhang')).not.toHaveProperty('unreadPunches');
    await dwell('zhang', { from: '13:00', to: '14:00' });
    await judge();
    expect(await alertsOf('zhang')).toHaveLength(1);
  });

  it('is asked for again as a whole day, and kept when it comes', async () => {
    await pullAttendance(deps);
    company.setNow(new Date(+at('12:00') + 6 * DAY_MS));
    flows = [
      { recordId: 'r1', userId: 'u_zhang', at: at('11:30'), isField: true, isWifi: false, isByPerson: true },
    ];
    unreadFlows = [];
    await pullAttendance(deps);
    expect(await findAttendanceFlows('zhang', at('00:00'), at('23:00'))).toMatchObject([{ id: 'r1' }]);
  });

  it('takes nothing back that was found while everything could be read', async () => {
    unreadFlows = [];
    await pullAttendance(deps);
    await dwellBoth();
    await judge();
    unreadFlows = [{ userId: 'u_zhang', field: 'check_time' }];
    await pullAttendance(deps);
    company.setNow(at('12:30'));
    await judge();
    expect(await alertsOf('zhang')).toMatchObject([{ status: 'open' }]);
  });

  it('is told to administrators and counted with shifts and leave, until it is over', async () => {
    unread = [{ userId: 'u_chen', field: 'leaves.end_time' }];
    await pullAttendance(deps);
    await relay(deps);
    expect(shown()[0]).toContain('rows_unread · 2 · leaves.end_time, record_id');
    expect((await readFigures(deps)).mingqin_attendance_unread_people).toEqual([{ value: 2 }]);
    [unread, unreadFlows] = [[], []];
    await pullAttendance(deps);
    await relay(deps);
    expect((await readFigures(deps)).mingqin_attendance_unread_people).toEqual([{ value: 0 }]);
  });
});
