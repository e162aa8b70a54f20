import { addDays, clockOf, dayOf, instantOf, weekdayOf } from './time.ts';
import { plannedShifts } from './flexible-hours.ts';
import type { DaySchedule, Interval, Shift } from './working-time.ts';

/** Weeks back in which the usual shift of a weekday is looked for. */
export const USUAL_WEEKS = 4;

/** One day as it is planned, or as this weekday usually is where the attendance does not reach yet. */
type ExpectedDay = Readonly<{ schedule: DaySchedule; isExpected: boolean }>;

/** Every day from `fromDay` to `toDay` (YYYY-MM-DD, inclusive): planned, else like the last known one of the same weekday, else free. */
export function expectDays(
  known: readonly DaySchedule[],
  who: Readonly<{ personId: string; timeZone: string }>,
  { fromDay, toDay }: Readonly<{ fromDay: string; toDay: string }>,
): ExpectedDay[] {
  const byDay = new Map(known.map((schedule) => [schedule.day, schedule]));
  const usual = new Map<number, DaySchedule>();
  for (const schedule of known.toSorted((a, b) => (a.day < b.day ? -1 : 1)))
    usual.set(weekdayOf(schedule.day), schedule);
  const days: ExpectedDay[] = [];
  for (let day = fromDay; day <= toDay; day = addDays(day, 1)) {
    const planned = byDay.get(day);
    const like = usual.get(weekdayOf(day));
    const free = { ...who, day, shifts: [], leaves: [], trips: [] };
    days.push({
      schedule:
        planned ?? (like ? { ...free, shifts: plannedShifts(like).map((one) => on(day, one, like)) } : free),
      isExpected: planned === undefined,
    });
  }
  return days;
}

/** The shift with the same wall clock on another day. */
function on(day: string, shift: Shift, { day: from, timeZone }: DaySchedule): Shift {
  const move = ({ startAt, endAt }: Interval): Interval => ({
    startAt: instantOf(day, wallClock(startAt, from, timeZone), timeZone),
    endAt: instantOf(day, wallClock(endAt, from, timeZone), timeZone),
  });
  return { ...shift, ...move(shift), id: `${day}:expected`, breaks: shift.breaks.map(move) };
}

/** The wall clock counted from the beginning of `day`: '26:00' is two o'clock of the next day. */
export function wallClock(at: Date, day: string, timeZone: string): string {
  const clock = clockOf(at, timeZone);
  const days = Math.round((Date.parse(dayOf(at, timeZone)) - Date.parse(day)) / 86_400_000);
  return `${String(Number(clock.slice(0, 2)) + 24 * days).padStart(2, '0')}${clock.slice(2)}`;
}
