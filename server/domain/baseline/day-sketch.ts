import type { PunchFact, WorkDay } from '../detectors/evidence.ts';
import { round } from '../round.ts';
import { instantOf } from '../time.ts';
import { hasteOf } from '../track/arrivals.ts';
import { errorRatioOf } from '../track/error-wander.ts';
import { fixedMinOf } from '../track/fixed-runs.ts';
import { listWaySteps, sampleSteps } from '../track/way-steps.ts';
import { dwellMinOf } from './learn-stops.ts';
import { packPassages, passagesOf, type PackedPassages } from './passages.ts';
import type { ToldRadius } from './told-radius.ts';

/** What is kept of one day: a few numbers, enough to compare its order, hours and features with another day's. */
export type DaySketch = Readonly<{
  day: string;
  /** Stays in order, in fives: lng and lat in 1e-4 degrees (some 10 m), first minute of the day, minutes, extent in metres. */
  stays: readonly number[];
  /** Cells entered on the way, some of them. */
  ways: PackedPassages;
  /** Some keys of the steps on the way (`track/way-steps.ts`): the same ones on a day that repeats this one to the last digit. */
  steps: readonly number[];
  /** Minute of the day of the first clock-in and the last clock-out, null when there is none. */
  inMin: number | null;
  outMin: number | null;
  /** Highest haste of an arrival (`track/arrivals.ts`), 0 without one. */
  haste: number;
  /** How new the error is with each fix at rest (`track/error-wander.ts`), null when the phone did not rest for long. */
  errorRatio: number | null;
  /** Minutes of the longest time at one coordinate to the last digit (`track/fixed-runs.ts`). */
  fixedMin: number;
  /** Told and real error at stops known before, null where there was none. */
  toldRadius: ToldRadius | null;
  /** The day's features in the order of `FEATURES`, as they were against the days before; empty when nobody saw the day. */
  features: readonly number[];
}>;

/** Numbers that a sketch keeps of each stay. */
export const SKETCH_WIDTH = 5;
/** Days kept: almost five working weeks, so that every weekday is there several times. */
export const SKETCHED_DAYS = 24;
const MAX_STAYS = 10;
const MOST_STEPS = 8;

/** The sketch of a day; `features` and `toldRadius` as computed against the days before. */
export function sketchDay(
  day: WorkDay,
  punches: readonly PunchFact[],
  { features = [], toldRadius = null }: Partial<Pick<DaySketch, 'features' | 'toldRadius'>> = {},
): DaySketch {
  const midnightMs = midnightOf(day);
  const minuteOf = (at: Date) => Math.round((at.getTime() - midnightMs) / 60_000);
  const ofDay = punches.filter(({ at }) => isOfDay(at, day));
  const first = ofDay.find(({ kind }) => kind === 'in');
  const last = ofDay.findLast(({ kind }) => kind === 'out');
  const errorRatio = errorRatioOf(day.track);
  return {
    day: day.day,
    stays: sketchStays(day),
    ways: packPassages(passagesOf(day.track, midnightMs)),
    steps: sampleSteps(listWaySteps(day.reported, { stretches: day.shifts }), MOST_STEPS),
    inMin: first ? minuteOf(first.at) : null,
    outMin: last ? minuteOf(last.at) : null,
    haste: Number(hasteOf(day.track).toPrecision(3)),
    errorRatio: errorRatio && round(errorRatio, 2),
    fixedMin: fixedMinOf(day.reported),
    toldRadius,
    features: features.map((value) => Number(value.toPrecision(4))),
  };
}

/** The stays of a day as a sketch keeps them. */
export function sketchStays(day: Pick<WorkDay, 'day' | 'schedule' | 'stays'>): number[] {
  const midnightMs = midnightOf(day);
  return longest(day.stays).flatMap((stay) => [
    Math.round(stay.lng * 1e4),
    Math.round(stay.lat * 1e4),
    Math.round((stay.startAt.getTime() - midnightMs) / 60_000),
    Math.round(dwellMinOf(stay)),
    Math.round(stay.extentM),
  ]);
}

/** The start of the calendar day in the person's zone. */
export const midnightOf = ({ day, schedule }: Pick<WorkDay, 'day' | 'schedule'>): number =>
  instantOf(day, '00:00', schedule.timeZone).getTime();

/** The minute of the day in the middle of its shifts. */
export function middleMinOf(day: Pick<WorkDay, 'day' | 'schedule' | 'shifts'>): number {
  const first = day.shifts[0];
  const last = day.shifts.at(-1);
  return first && last
    ? ((first.startAt.getTime() + last.endAt.getTime()) / 2 - midnightOf(day)) / 60_000
    : 0;
}

/** Punches this long around the shifts are the day's: late, early or forgotten ones belong to it too. */
const PUNCH_MARGIN_MS = 4 * 3_600_000;

function isOfDay(at: Date, { shifts }: WorkDay): boolean {
  return shifts.some(
    ({ startAt, endAt }) =>
      at.getTime() >= startAt.getTime() - PUNCH_MARGIN_MS &&
      at.getTime() <= endAt.getTime() + PUNCH_MARGIN_MS,
  );
}

/** The longest stays, in the order of time. */
function longest(stays: WorkDay['stays']): WorkDay['stays'] {
  if (stays.length <= MAX_STAYS) return stays;
  const kept = new Set(stays.toSorted((a, b) => dwellMinOf(b) - dwellMinOf(a)).slice(0, MAX_STAYS));
  return stays.filter((stay) => kept.has(stay));
}
