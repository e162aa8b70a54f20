import { intersectIntervals, minutesOf, subtractIntervals, type Interval } from '../../interval.ts';
import { clockOf, instantOf } from '../../time.ts';
import { workIntervals, type Shift } from '../../working-time.ts';
import type { WorkDay } from '../evidence.ts';

/** Clock of the person between which people eat. */
const MEALS = [
  ['11:00', '14:00'],
  ['17:00', '19:30'],
] as const;
/** Minutes of a meal with its queue. */
const MEAL_MIN = 60;
/** Minutes of a shift that nobody works through without one. */
const LONG_SHIFT_MIN = 360;

/** Minutes at either end of a shift in which being away is no meal: nobody had come yet, or nobody came back. */
const EDGE_MIN = 30;

type ShiftOfDay = Readonly<{ day: WorkDay; shift: Shift }>;

/** Whether the shift is long and has no break on record: then nobody knows when the person was free. */
const isWithoutBreak = ({ day, shift }: ShiftOfDay): boolean =>
  minutesOf([shift]) >= LONG_SHIFT_MIN &&
  subtractIntervals([shift], workIntervals(day.schedule, shift)).length === 0;

/** The one meal that a long shift without any break on record is sure to hold: the stretch away that has most of its time in meal hours. */
export function assumedMeal(away: readonly Interval[], of: ShiftOfDay): Interval | null {
  if (!isWithoutBreak(of)) return null;
  const { day, shift } = of;
  const hours = MEALS.map(([from, to]) => ({
    startAt: instantOf(day.day, from, day.schedule.timeZone),
    endAt: instantOf(day.day, to, day.schedule.timeZone),
  }));
  const [longest] = away
    .filter(
      ({ startAt, endAt }) =>
        minutesOf([{ startAt: shift.startAt, endAt: startAt }]) > EDGE_MIN &&
        minutesOf([{ startAt: endAt, endAt: shift.endAt }]) > EDGE_MIN,
    )
    .flatMap((stretch) => intersectIntervals([stretch], hours))
    .toSorted((a, b) => minutesOf([b]) - minutesOf([a]));
  if (!longest) return null;
  const endMs = Math.min(longest.endAt.getTime(), longest.startAt.getTime() + MEAL_MIN * 60_000);
  return { startAt: longest.startAt, endAt: new Date(endMs) };
}

/**
 * Whether the time of `spans`, in order, may be the meal of a long shift without any break on record: then nobody knows when the person
 * was free, and a first time is not worth asking about.
 */
export function mayBeMeal(spans: readonly Interval[], of: ShiftOfDay): boolean {
  const first = spans[0];
  const last = spans.at(-1);
  if (!first || !last || minutesOf(spans) > MEAL_MIN || !isWithoutBreak(of)) return false;
  const { timeZone } = of.day.schedule;
  const [from, to] = [clockOf(first.startAt, timeZone), clockOf(last.endAt, timeZone)];
  return MEALS.some(([fromClock, toClock]) => from >= fromClock && to <= toClock && from <= to);
}
