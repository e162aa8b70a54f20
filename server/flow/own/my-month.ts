import { leaveOfDay } from '../../domain/leave-in-shifts.ts';
import { daysOf } from '../../domain/report/monthly-report.ts';
import { addDays, dayOf, instantOf } from '../../domain/time.ts';
import type { DaySchedule } from '../../domain/working-time.ts';
import { findAlerts } from '../../store/alerts.ts';
import type { Person } from '../../store/people.ts';
import { findSchedules } from '../../store/schedules.ts';
import { findVisits } from '../../store/visits.ts';
import { isOut } from './my-day.ts';
import { monthNumbers } from '../report.ts';

/** A month as a calendar: what there is of each day; null = not known, never zero. */
export type MonthData = Readonly<{
  month: string;
  days: readonly Readonly<{
    day: string;
    shifts: number;
    onLeave: boolean;
    /** Leave that leaves some of the working time. */
    partlyOnLeave: boolean;
    workedMin: number;
    punches: number;
    visits: number;
    alerts: number;
    coveragePct: number | null;
    distanceKm: number | null;
  }>[];
}>;

const leaveOf = (schedule: DaySchedule | undefined) => {
  const { isWhole, parts } = schedule ? leaveOfDay(schedule) : { isWhole: false, parts: [] };
  return { onLeave: isWhole, partlyOnLeave: !isWhole && parts.length > 0 };
};

export async function findMyMonth(person: Person, month: string, readAt: Date): Promise<MonthData> {
  const days = daysOf(month);
  const [first, last] = [days[0] ?? `${month}-01`, days.at(-1) ?? `${month}-01`];
  const { timeZone } = person;
  const fromAt = instantOf(first, '00:00', timeZone);
  const toAt = instantOf(addDays(last, 1), '00:00', timeZone);
  const [{ numbers, punches }, schedules, visits, alerts] = await Promise.all([
    monthNumbers(person, month, readAt),
    findSchedules(person.id, first, last),
    findVisits(person.id, fromAt, toAt),
    findAlerts(person.id, first, last),
  ]);
  const countOf = (instants: readonly Date[], day: string): number =>
    instants.filter((at) => dayOf(at, timeZone) === day).length;
  const logged = visits.filter(({ said }) => said === 'logged').map(({ startAt }) => startAt);
  return {
    month,
    days: days.map((day) => {
      const schedule = schedules.find((one) => one.day === day);
      const shifts = schedule?.shifts ?? [];
      const known = numbers.days.find((one) => one.day === day);
      return {
        day,
        shifts: shifts.length,
        ...leaveOf(schedule),
        workedMin: known?.workedMin ?? 0,
        punches: countOf(
          punches.map(({ at }) => at),
          day,
        ),
        visits: countOf(logged, day),
        alerts: alerts.filter((alert) => alert.day === day && isOut(alert)).length,
        coveragePct: known?.coveragePct ?? null,
        distanceKm: known?.distanceKm ?? null,
      };
    }),
  };
}
