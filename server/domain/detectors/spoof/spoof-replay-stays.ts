import { midnightOf, sketchStays, SKETCH_WIDTH } from '../../baseline/day-sketch.ts';
import { countPassages } from '../../baseline/passages.ts';
import { DEGREE_M, haversineDegM } from '../../geo/distance.ts';
import type { SpoofedLocationSettings } from '../settings/spoofed-location-settings.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';
import { quantileOf } from '../../quantile.ts';

/** Strength of the sign for three, four, and five or more repeated stays. */
const STRENGTHS = [0.45, 0.7, 0.9];
const HARD_STAYS = 5;
/** Share of the stays of either day that must repeat. */
const LEAST_SHARE = 0.6;

/**
 * When `days` further earlier days resemble today, that is how the person works: nobody replays so many, and the sign counts `strength`
 * only. Days resemble each other within `loose` times the minutes within which they are the same.
 */
export const TIMETABLE = { days: 2, loose: 3, strength: 0.2 } as const;
/** Share of the repeated stays in which other days are alike: a replay stands out from them. */
const ALIKE_SHARE = 0.75;

/**
 * Whether the day repeats an earlier one: the same stays in the same order, begun and lasting alike to the minute after the clocks are
 * laid over each other. Routine repeats places and hours, never minutes all day; noise and a slightly other pace do not hide it. A day
 * whose way is known and was not taken again is not asked: stays are the weaker witness.
 */
export function findRepeatedStays(question: SpoofQuestion, isWayKnown: boolean): SpoofSign | null {
  const { day, settings, past } = question;
  const today = sketchStays(day);
  const asked = past.filter(({ ways }) => !isWayKnown || countPassages(ways) < settings.minPassages);
  const most = Math.max(0, ...asked.map(({ stays }) => countRepeated(today, stays, settings)));
  if (most < settings.minReplayStays) return null;
  const isTimetable = hasTimetable(question, ALIKE_SHARE * most);
  const midnightMs = midnightOf(day);
  const last = today.length - SKETCH_WIDTH;
  const endMin = (today[last + 2] ?? 0) + (today[last + 3] ?? 0);
  return {
    reason: 'repeats_earlier_day',
    strength: isTimetable ? TIMETABLE.strength : (STRENGTHS[Math.min(STRENGTHS.length - 1, most - 3)] ?? 0.4),
    isHard: most >= HARD_STAYS && !isTimetable,
    spans: [stretchOf(midnightMs + (today[2] ?? 0) * 60_000, midnightMs + endMin * 60_000)],
    count: most,
  };
}

/** Whether so many earlier days are alike that their stays tell nothing of a replay. */
function hasTimetable({ day, settings, past }: SpoofQuestion, leastStays: number): boolean {
  const today = sketchStays(day);
  const loose = { ...settings, replayMin: TIMETABLE.loose * settings.replayMin };
  const alike = past.filter(({ stays }) => countRepeated(today, stays, loose) >= leastStays);
  return alike.length > TIMETABLE.days;
}

/** How many stays repeat; 0 when too many do not (those cut by a break or the end of a shift never do). */
function countRepeated(
  today: readonly number[],
  earlier: readonly number[],
  settings: SpoofedLocationSettings,
): number {
  const pairs = pairByPlace(today, earlier, settings.replayM);
  const least = (LEAST_SHARE * Math.max(today.length, earlier.length)) / SKETCH_WIDTH;
  if (pairs.length < Math.max(settings.minReplayStays, least)) return 0;
  const { pace, offsetMin } = clockOf(
    pairs.map(([a, b]) => [startOf(earlier, b), startOf(today, a)]),
    settings.replayWarp,
  );
  const repeated = pairs.filter(([a, b]) => {
    const lateMin = Math.abs(startOf(today, a) - offsetMin - pace * startOf(earlier, b));
    const longerMin = Math.abs(lengthOf(today, a) - pace * lengthOf(earlier, b));
    return lateMin <= settings.replayMin && longerMin <= settings.replayMin;
  });
  return repeated.length < least ? 0 : repeated.length;
}

/** Minutes between two stays that tell the pace of a clock. */
const PACE_MIN = 60;

/** How today's clock runs against the earlier day's: the median pace of all pairs of starts (Theil 1950, Sen 1968), and the median offset. */
function clockOf(starts: readonly (readonly [earlier: number, today: number])[], warp: number) {
  const paces = starts.flatMap(([earlier, today], at) =>
    starts
      .slice(at + 1)
      .filter(([later]) => later - earlier >= PACE_MIN)
      .map(([later, laterToday]) => (laterToday - today) / (later - earlier)),
  );
  const pace = Math.min(1 + warp, Math.max(1 - warp, medianOf(paces) ?? 1));
  return { pace, offsetMin: medianOf(starts.map(([earlier, today]) => today - pace * earlier)) ?? 0 };
}

const medianOf = (values: readonly number[]): number | undefined => quantileOf(values, 0.5);

/** Stays of both days at one place, in the order of both. */
function pairByPlace(
  today: readonly number[],
  earlier: readonly number[],
  withinM: number,
): [number, number][] {
  const pairs: [number, number][] = [];
  let next = 0;
  for (let a = 0; a < today.length / SKETCH_WIDTH; a++)
    for (let b = next; b < earlier.length / SKETCH_WIDTH; b++) {
      const isFar = Math.abs(latOf(today, a) - latOf(earlier, b)) * DEGREE_M > withinM + 1;
      if (isFar || apartM([today, a], [earlier, b]) > withinM) continue;
      pairs.push([a, b]);
      next = b + 1;
      break;
    }
  return pairs;
}

const startOf = (stays: readonly number[], n: number): number => stays[n * SKETCH_WIDTH + 2] ?? 0;
const lengthOf = (stays: readonly number[], n: number): number => stays[n * SKETCH_WIDTH + 3] ?? 0;
const lngOf = (stays: readonly number[], n: number): number => (stays[n * SKETCH_WIDTH] ?? 0) / 1e4;
const latOf = (stays: readonly number[], n: number): number => (stays[n * SKETCH_WIDTH + 1] ?? 0) / 1e4;

/** Metres between two stays, each a day's sketch and its place in it. */
function apartM([today, a]: StayOf, [earlier, b]: StayOf): number {
  return haversineDegM(lngOf(today, a), latOf(today, a), lngOf(earlier, b), latOf(earlier, b));
}

type StayOf = readonly [stays: readonly number[], n: number];
