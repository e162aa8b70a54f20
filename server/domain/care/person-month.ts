import { intersectIntervals, minutesOf, subtractIntervals } from '../interval.ts';
import { addDays, weekdayOf } from '../time.ts';
import type { DaySchedule, Shift } from '../working-time.ts';
import type { CareSettings } from './care-settings.ts';

/** What is known of one person and month. `salesFen` by month YYYY-MM, this one and those before; null when nothing feeds sales. */
type MonthFacts = Readonly<{
  month: string;
  schedules: readonly DaySchedule[];
  punches: readonly Readonly<{ kind: 'in' | 'out' | 'visit'; at: Date }>[];
  salesFen: Readonly<Record<string, number>> | null;
}>;

/** One person's month. It never leaves memory: only groups are kept and shown. */
export type PersonMonth = Readonly<{
  overtimeMin: number;
  workedMin: number;
  /** Days worked in the fullest week that ends in the month. */
  fullestWeekDays: number;
  /** Sales against the own mean of the months before, as a share: -0.2 = a fifth less; null when unknown. */
  salesChange: number | null;
}>;

/** What a month comes to for one person: minutes worked and overtime, the fullest week, and sales against the own trend. */
export function personMonth(facts: MonthFacts, settings: CareSettings): PersonMonth {
  const { month, schedules } = facts;
  const workedDays = new Set(facts.punches.flatMap(({ at }) => dayWorked(at, schedules, settings)));
  const worked = schedules.filter(({ day }) => workedDays.has(day));
  const own = worked.filter(({ day }) => day.startsWith(month));
  const overtime = own.map((schedule) => overtimeOf(schedule, facts, settings));
  const overtimeMin = overtime.reduce((sum, minutes) => sum + minutes, 0);
  const shiftMin = own.reduce((sum, schedule) => sum + workMinutesOf(schedule), 0);
  return {
    overtimeMin,
    workedMin: shiftMin + overtimeMin,
    fullestWeekDays: fullestWeek(
      worked.map(({ day }) => day),
      month,
    ),
    salesChange: salesChangeOf(facts, settings),
  };
}

/** The scheduled day a punch belongs to: that of the nearest shift, so that a night's punch out is of the evening it began. */
function dayWorked(at: Date, schedules: readonly DaySchedule[], { longestDayMin }: CareSettings): string[] {
  const far = schedules.flatMap(({ day, shifts }) =>
    shifts.map((shift) => ({ day, ms: awayFrom(at, shift) })),
  );
  const [nearest] = far.toSorted((a, b) => a.ms - b.ms);
  return nearest && nearest.ms <= longestDayMin * 60_000 ? [nearest.day] : [];
}

const awayFrom = (at: Date, { startAt, endAt }: Shift): number => Math.max(+startAt - +at, +at - +endAt, 0);

/** From the end of the last shift to the last punch out before noon of the next day. */
function overtimeOf({ shifts }: DaySchedule, { punches }: MonthFacts, settings: CareSettings): number {
  const end = Math.max(...shifts.map(({ endAt }) => +endAt));
  const longest = end + settings.longestDayMin * 60_000;
  const outs = punches.filter(({ kind, at }) => kind === 'out' && +at > end && +at <= longest);
  const minutes = (Math.max(end, ...outs.map(({ at }) => +at)) - end) / 60_000;
  return minutes > settings.graceMin ? minutes : 0;
}

function workMinutesOf({ shifts, leaves }: DaySchedule): number {
  const work = subtractIntervals(
    shifts,
    shifts.flatMap(({ breaks }: Shift) => breaks),
  );
  return minutesOf(work) - minutesOf(intersectIntervals(work, leaves));
}

/** Weeks run from Monday to Sunday and belong to the month they end in, so that no day counts in two months. */
function fullestWeek(days: readonly string[], month: string): number {
  const byWeek = new Map<string, number>();
  for (const day of new Set(days)) {
    const sunday = addDays(day, 7 - weekdayOf(day));
    if (sunday.startsWith(month)) byWeek.set(sunday, (byWeek.get(sunday) ?? 0) + 1);
  }
  return Math.max(0, ...byWeek.values());
}

function salesChangeOf({ salesFen, month }: MonthFacts, { trendMonths }: CareSettings): number | null {
  if (salesFen === null) return null;
  const before = Object.entries(salesFen).filter(([name, fen]) => name < month && fen > 0);
  if (before.length < trendMonths) return null;
  const mean = before.reduce((sum, [, fen]) => sum + fen, 0) / before.length;
  return (salesFen[month] ?? 0) / mean - 1;
}
