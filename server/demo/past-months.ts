import { USUAL_CARE } from '../domain/care/care-settings.ts';
import { formGroups } from '../domain/care/form-groups.ts';
import type { PersonMonth } from '../domain/care/person-month.ts';
import { summariseGroup } from '../domain/care/summarise-group.ts';
import { monthBefore } from '../domain/report/monthly-report.ts';
import { dayOf, instantOf } from '../domain/time.ts';
import { measureBias, type BiasShift } from '../domain/tuning/bias.ts';
import { insertBiasReport } from '../store/bias-reports.ts';
import { insertCareReport } from '../store/care-reports.ts';
import { listStaff, type Person } from '../store/people.ts';
import { createRandom, seedOf } from './random.ts';
import { DEMO_ZONE } from './start-time.ts';

/** Mean overtime of a month by region, hours: one team has too much of it. */
const OVERTIME_HOURS: Readonly<Record<string, number>> = { pudong: 14, xuhui: 41, jingan: 6 };
/** Sales against the own trend: one team's customers buy less. */
const SALES_CHANGE: Readonly<Record<string, number>> = { pudong: 0.04, xuhui: -0.06, jingan: -0.24 };
/** Alerts per shift by region. */
const ALERT_SHARE: Readonly<Record<string, number>> = { pudong: 0.03, xuhui: 0.035, jingan: 0.11 };
const BRANDS = ['Huawei', 'Xiaomi', 'OPPO', 'vivo'] as const;
const SHIFTS_A_MONTH = 21;
const WORK_MIN = SHIFTS_A_MONTH * 480;

/** The monthly reports that the two months before the history would have left, from simulated months of the same people. */
export async function insertPastReports(startAt: Date): Promise<void> {
  const staff = await listStaff();
  const thisMonth = dayOf(startAt, DEMO_ZONE).slice(0, 7);
  const lastMonth = monthBefore(thisMonth);
  for (const [month, after] of [
    [lastMonth, thisMonth],
    [monthBefore(lastMonth), lastMonth],
  ] as const) {
    const at = instantOf(`${after}-01`, '03:00', DEMO_ZONE);
    await insertCareReport({ month, at, groups: careGroups(staff, month) });
    const shifts = staff.flatMap((person) => shiftsOf(person, month));
    await insertBiasReport({ month, at, tables: measureBias(shifts), reviews: [] });
  }
}

function careGroups(staff: readonly Person[], month: string) {
  const months = new Map(staff.map((person) => [person.id, personMonthOf(person, month)]));
  const people = staff.map(({ id, regionId = '', departmentIds: [departmentId = ''] }) => ({
    id,
    regionId,
    departmentId,
  }));
  return formGroups(people, USUAL_CARE.minGroup).map(({ memberIds, regionIds, departmentIds }) => ({
    regionIds,
    departmentIds,
    ...summariseGroup(
      memberIds.flatMap((id) => months.get(id) ?? []),
      USUAL_CARE,
    ),
  }));
}

function personMonthOf({ id, openId, regionId = '' }: Person, month: string): PersonMonth {
  const random = createRandom(seedOf(`care:${month}:${openId}`));
  const overtimeMin = Math.max(0, 60 * ((OVERTIME_HOURS[regionId] ?? 8) + random.normal(6)));
  const spread = regionId === 'xuhui' ? 0.25 : 0.06;
  return {
    overtimeMin,
    workedMin: WORK_MIN * (1 + random.normal(spread)) + overtimeMin,
    fullestWeekDays: regionId === 'xuhui' && random.next() < 0.4 ? 7 : 6,
    salesChange: id === '' ? null : (SALES_CHANGE[regionId] ?? 0) + random.normal(0.08),
  };
}

function shiftsOf({ id, openId, regionId = '' }: Person, month: string): BiasShift[] {
  const random = createRandom(seedOf(`bias:${month}:${openId}`));
  const groups = { region: regionId, shift: 'day', brand: random.pick(BRANDS) };
  return Array.from({ length: SHIFTS_A_MONTH }, () => ({
    personId: id,
    groups,
    detectors: random.next() < (ALERT_SHARE[regionId] ?? 0) ? ['competitor-dwell'] : [],
  }));
}
