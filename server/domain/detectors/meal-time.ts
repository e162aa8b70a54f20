import { minutesOf, subtractIntervals, type Interval } from '../interval.ts';
import { clockOf } from '../time.ts';
import { workIntervals, type Shift } from '../working-time.ts';
import type { WorkDay } from './evidence.ts';

/** Clock of the person between which people eat. */
const MEALS = [
  ['11:00', '14:00'],
  ['17:00', '19:30'],
] as const;
/** Minutes of a meal with its queue. */
const MEAL_MIN = 60;
/** Minutes of a shift that nobody works through without one. */
const LONG_SHIFT_MIN = 360;

/**
 * Whether the time of `spans`, in order, may be the meal of a long shift without any break on record: then nobody knows when the person
 * was free, and a first time is not worth asking about.
 */
export function mayBeMeal(
  spans: readonly Interval[],
  { day, shift }: Readonly<{ day: WorkDay; shift: Shift }>,
): boolean {
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last || minutesOf([shift]) < LONG_SHIFT_MIN || minutesOf(spans) > MEAL_MIN) return false;
  if (subtractIntervals([shift], workIntervals(day.schedule, shift)).length > 0) return false;
  const { timeZone } = day.schedule;
  const [from, to] = [clockOf(first.startAt, timeZone), clockOf(last.endAt, timeZone)];
  return MEALS.some(([fromClock, toClock]) => from >= fromClock && to <= toClock && from <= to);
}
