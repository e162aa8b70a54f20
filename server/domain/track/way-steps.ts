import { DEGREE_M, haversineDegM } from '../geo/distance.ts';
import { isInStretches, type Interval } from '../interval.ts';
import type { Track } from './track.ts';

/**
 * Every pair of consecutive steps on the way: the fix it ends in (`at`) and its three spots as a key of 32 bits (`key`); the same spots
 * always have the same key.
 */
export type WaySteps = Readonly<{ at: readonly number[]; key: readonly number[] }>;

/** Metres between two fixes on the way: shorter steps of a phone at rest come again by chance where coordinates are rounded. */
const STEP_M = 30;
/** Parts of a degree compared, some 0.1 m: a change of datum rounds the last digit. */
const UNITS = 1e6;
/** Metres (68 %) above which a position comes from masts or networks, which lie at the same spot every day. */
const ROUGH_M = 50;
/** Square degrees below which a step surely is shorter than `STEP_M`: a straight line in degrees is never shorter than the great circle. */
const SHORT_STEP = (STEP_M / DEGREE_M) * (STEP_M / DEGREE_M) * (1 - 1e-9);

/**
 * The pairs of steps that end in one of `stretches` and after `fromMs`: fixes in the margins around a stretch may belong to another day as
 * well.
 */
export function listWaySteps(
  track: Track,
  { stretches, fromMs = -Infinity }: Readonly<{ stretches: readonly Interval[]; fromMs?: number }>,
): WaySteps {
  const { atMs, lng, lat, accuracyM } = track;
  const edges = stretches.flatMap(({ startAt, endAt }) => [startAt.getTime(), endAt.getTime()]);
  const steps = { at: [] as number[], key: [] as number[] };
  let known = 0;
  for (let at = 1; at < lng.length; at++) {
    known = isStep(track, at) && (accuracyM[at] ?? 0) <= ROUGH_M ? known + 1 : 0;
    if (known < 2 || (atMs[at] ?? 0) <= fromMs || !isInStretches(edges, atMs[at] ?? 0)) continue;
    steps.at.push(at);
    steps.key.push(keyOf(lng, lat, at));
  }
  return steps;
}

/** The smallest of the keys: the same ones wherever the same steps are among others (a bottom-k sketch, Cohen and Kaplan 2007). */
export const sampleSteps = ({ key }: WaySteps, most: number): number[] =>
  [...new Set(key)].toSorted((a, b) => a - b).slice(0, most);

function isStep({ lng, lat }: Track, at: number): boolean {
  const x = (lng[at] ?? 0) - (lng[at - 1] ?? 0);
  const y = (lat[at] ?? 0) - (lat[at - 1] ?? 0);
  if (x * x + y * y < SHORT_STEP) return false;
  return haversineDegM(lng[at - 1] ?? 0, lat[at - 1] ?? 0, lng[at] ?? 0, lat[at] ?? 0) >= STEP_M;
}

/** Of the three spots that end in fix `at`: words of all steps would cost more than the rest of a detector. */
function keyOf(lng: Float64Array, lat: Float64Array, at: number): number {
  let key = 0x811c9dc5;
  for (let n = 0; n < 6; n++) {
    const spot = Math.round(((n % 2 === 0 ? lng : lat)[at - 2 + (n >> 1)] ?? 0) * UNITS);
    key = Math.imul(key ^ spot, 0x85ebca6b);
    key ^= key >>> 13;
  }
  return key >>> 0;
}
