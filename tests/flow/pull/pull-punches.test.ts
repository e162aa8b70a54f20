import { beforeEach, describe, expect, it } from 'vitest';
import type { AttendanceSnapshot } from '../../../server/feishu/platform.ts';
import type { Deps } from '../../../server/flow/deps.ts';
import { pullPunches } from '../../../server/flow/pull/pull-punches.ts';
import { pullSchedule } from '../../../server/flow/pull/pull-schedule.ts';
import { findAttendanceDays } from '../../../server/store/attendance-days.ts';
import { findAttendanceFlows, saveAttendanceFlows } from '../../../server/store/attendance-flows.ts';
import { findPerson } from '../../../server/store/people.ts';
import { findSchedules } from '../../../server/store/schedules.ts';
import { useDatabase } from '../../support/db.ts';
import { at, createCompany, DAY, type Company } from '../company.ts';

type Window = Parameters<Deps['feishu']['attendance']['fetchFlows']>[0];

describe('attendance records', () => {
  useDatabase();
  let company: Company;
  let windows: Window[];
  beforeEach(async () => {
    company = await createCompany();
    windows = [];
  });
  const flow = {
    recordId: 'r1',
    userId: 'u_zhang',
    at: at('09:01'),
    isField: true,
    isWifi: false,
    isByPerson: true,
  };
  const results = [{ in: 'Late', out: 'Todo', inNote: 'None', outNote: 'None' }];
  const withAttendance = (overrides: Partial<Deps['feishu']['attendance']> = {}): Deps => {
    const { feishu } = company.deps;
    const attendance = {
      ...feishu.attendance,
      fetchFlows: async (window: Window) => {
        windows.push(window);
        return { flows: [flow, { ...flow, recordId: 'r2', userId: 'u_stranger' }], unread: [] };
      },
      fetchDays: async () => ({ days: [{ userId: 'u_zhang', day: DAY, results }], unread: [] }),
      ...overrides,
    };
    return { ...company.deps, feishu: { ...feishu, attendance } };
  };

  it('are taken over window by window, each from a little before where the last one ended', async () => {
    expect(await pullPunches(withAttendance())).toEqual({ flows: 1, days: 1 });
    company.setNow(at('14:00'));
    await pullPunches(withAttendance());
    expect(windows.map(({ fromAt, toAt }) => [fromAt, toAt])).toEqual([
      [at('10:00', '2026-11-18'), at('12:00')],
      [at('10:00'), at('14:00')],
    ]);
    expect(await findAttendanceFlows('zhang', at('00:00'), at('23:00'))).toEqual([
      { id: 'r1', personId: 'zhang', at: at('09:01'), isField: true, isWifi: false, isByPerson: true },
    ]);
    expect(await findAttendanceDays('zhang', DAY, DAY)).toEqual([{ personId: 'zhang', day: DAY, results }]);
  });

  it('are asked for again when a pull breaks off, at whatever page', async () => {
    await pullPunches(withAttendance());
    company.setNow(at('14:00'));
    const broken = withAttendance({ fetchDays: () => Promise.reject(new Error('down')) });
    await expect(pullPunches(broken)).rejects.toThrow('down');
    company.setNow(at('16:00'));
    await pullPunches(withAttendance());
    expect(windows.at(-1)).toMatchObject({ fromAt: at('10:00'), toAt: at('16:00') });
  });

  it('are asked for anew from the start when the clock had run ahead and was set right', async () => {
    await pullPunches(withAttendance());
    company.setNow(at('12:00', '2026-11-20'));
    await pullPunches(withAttendance());
    company.setNow(at('14:00'));
    await pullPunches(withAttendance());
    expect(windows.at(-1)).toMatchObject({ fromAt: at('12:00', '2026-11-18'), toAt: at('14:00') });
  });

  it('keep the risk that the event brought, though the pull knows none', async () => {
    const { recordId: id, userId: _, ...rest } = flow;
    await saveAttendanceFlows([{ id, personId: 'zhang', ...rest, riskResult: 3 }]);
    await pullPunches(withAttendance());
    expect((await findAttendanceFlows('zhang', at('00:00'), at('23:00')))[0]).toMatchObject({
      riskResult: 3,
    });
  });

  it('catch up a week at a time after a long standstill', async () => {
    await pullPunches(withAttendance());
    company.setNow(at('12:00', '2026-12-10'));
    await pullPunches(withAttendance());
    expect(windows.at(-1)).toMatchObject({ fromAt: at('10:00'), toAt: at('10:00', '2026-11-26') });
  });
});

describe('a schedule', () => {
  useDatabase();
  const day = {
    userId: 'u_zhang',
    day: DAY,
    shiftId: 's',
    periods: [{ start: '09:00', end: '18:00' }],
    rests: [],
  };
  const pull = async (snapshot: AttendanceSnapshot) => {
    const { deps } = await createCompany();
    const attendance = { ...deps.feishu.attendance, fetchSchedules: async () => snapshot };
    const zhang = await findPerson('zhang');
    const people = zhang ? [zhang] : [];
    await pullSchedule(
      { ...deps, feishu: { ...deps.feishu, attendance } },
      { fromDay: DAY, toDay: DAY, people },
    );
    return (await findSchedules('zhang', DAY, DAY))[0]?.shifts.map(({ id, startAt, endAt }) => [
      id,
      startAt,
      endAt,
    ]);
  };

  it('counts approved overtime as working time, where no shift covers it', async () => {
    const overtime = {
      userId: 'u_zhang',
      kind: 'overtime',
      startAt: at('17:00'),
      endAt: at('21:00'),
    } as const;
    expect(await pull({ days: [day], absences: [overtime] })).toEqual([
      [`${DAY}:s:0`, at('09:00'), at('18:00')],
      [`${DAY}:overtime:0`, at('18:00'), at('21:00')],
    ]);
    const rest = { ...overtime, startAt: at('10:00'), endAt: at('12:00') };
    expect(await pull({ days: [], absences: [rest] })).toEqual([
      [`${DAY}:overtime:0`, at('10:00'), at('12:00')],
    ]);
  });

  it('reads clocks in the zone of the attendance group', async () => {
    expect(await pull({ days: [{ ...day, timeZone: 'Asia/Urumqi' }], absences: [] })).toEqual([
      [`${DAY}:s:0`, at('11:00'), at('20:00')],
    ]);
  });
});
