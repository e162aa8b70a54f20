import { DEFAULT_PRESENCE } from '../geo/presence-settings.ts';
import { haversineDegM } from '../geo/distance.ts';
import { quantileOf } from '../quantile.ts';
import { round } from '../round.ts';
import { firstAtOrAfter } from '../track/time-search.ts';
import type { StayPoint, Track } from '../track/track.ts';
import type { RegularStop } from './baseline.ts';
import { dwellMinOf, nearestStop } from './learn-stops.ts';

/**
 * What a day shows of the error radii that the phone tells: the usual one in metres, and by what factor the real error (68 %) at stops
 * known before differs from it.
 */
export type ToldRadius = Readonly<{ toldM: number; ratio: number }>;

/** Minutes of a stay at a known stop: shorter ones may be another place nearby. */
const MIN_STAY_MIN = 10;
/** Fixes asked of one stay, spread over it: a long stay must not speak for all. */
const MOST_FIXES = 12;
/** Fixes below which a day says nothing. */
const LEAST_FIXES = 8;
/** Share of the distances that the radius told is said to hold. */
const HELD_SHARE = 0.68;

/**
 * The error of a day's fixes against the centres of stops known from the days before. It holds what changes from day to day, not what
 * lies at a place for good (a network's stored position); null where the day has no such stay.
 */
export function toldRadiusOf(
  { track, stays }: Readonly<{ track: Track; stays: readonly StayPoint[] }>,
  stops: readonly RegularStop[],
): ToldRadius | null {
  const told: number[] = [];
  const ratios: number[] = [];
  for (const stay of stays) {
    const stop = dwellMinOf(stay) < MIN_STAY_MIN ? null : nearestStop(stops, stay);
    if (!stop) continue;
    const from = firstAtOrAfter(track.atMs, +stay.startAt);
    const to = firstAtOrAfter(track.atMs, +stay.lastFixAt + 1);
    const step = Math.max(1, (to - from) / MOST_FIXES);
    for (let next = from; next < to; next += step) {
      const at = Math.floor(next);
      const radiusM = (track.accuracyM[at] ?? 0) > 0 ? (track.accuracyM[at] ?? 0) : UNKNOWN_M;
      told.push(radiusM);
      ratios.push(haversineDegM(track.lng[at] ?? 0, track.lat[at] ?? 0, stop.lng, stop.lat) / radiusM);
    }
  }
  if (ratios.length < LEAST_FIXES) return null;
  return {
    toldM: Math.round(quantileOf(told, 0.5) ?? 0),
    ratio: round(quantileOf(ratios, HELD_SHARE) ?? 0, 2),
  };
}

const UNKNOWN_M = DEFAULT_PRESENCE.unknownAccuracyM;
