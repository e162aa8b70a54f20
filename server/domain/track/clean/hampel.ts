import { haversineDegM } from '../../geo/distance.ts';
import type { Track } from '../track.ts';
import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';
import type { CleanSettings } from './settings.ts';
import { speedKmh } from './speed.ts';

/** Fixes looked at on each side; a reflection rarely lasts longer. */
const SIDE = 3;
/** Neighbours further away in time say nothing about where the person was. */
const NEAR_MS = 5 * 60_000;
const LEAST_NEIGHBOURS = 4;
/** Median absolute deviation to standard deviation of a normal law. */
const MAD_TO_SIGMA = 1.4826;

/**
 * Rejects single spikes slow enough to pass the speed rule: the identifier of Hampel (1974; Pearson 2002, "Outliers in process
 * modeling and identification") on the distance to the median of the neighbours. A moving person's neighbours are spread themselves.
 */
export const hampel: CleanRule = {
  name: 'hampel',
  rejects: (track, settings, farSteps) => {
    let rejected: Uint8Array | null = null;
    let last = -1;
    for (const at of farSteps) {
      if (at === last + 1 || !isFastOutAndBack(track, at, settings) || !isOutlier(track, at, settings))
        continue;
      rejected = mark(rejected, track, [at, at + 1]);
      last = at;
    }
    return rejected;
  },
};

/** Whether the fix is left against the direction it was reached in, both ways faster than on foot: an errand over the road is none. */
function isFastOutAndBack(track: Track, at: number, { hampelMinKmh }: CleanSettings): boolean {
  const { lng, lat } = track;
  if (at + 1 >= lng.length) return false;
  const x = lng[at] ?? 0;
  const y = lat[at] ?? 0;
  const east = (x - (lng[at - 1] ?? 0)) * ((lng[at + 1] ?? 0) - x);
  const isBackward = east + (y - (lat[at - 1] ?? 0)) * ((lat[at + 1] ?? 0) - y) < 0;
  return (
    isBackward && speedKmh(track, at - 1, at) >= hampelMinKmh && speedKmh(track, at, at + 1) >= hampelMinKmh
  );
}

function isOutlier(track: Track, at: number, { hampelFloorM, hampelDeviations }: CleanSettings): boolean {
  const near = neighboursOf(track, at);
  if (near.length < LEAST_NEIGHBOURS) return false;
  const lng = middle(near.map((n) => track.lng[n] ?? 0));
  const lat = middle(near.map((n) => track.lat[n] ?? 0));
  const awayM = haversineDegM(lng, lat, track.lng[at] ?? 0, track.lat[at] ?? 0);
  if (!(awayM > Math.max(hampelFloorM, track.accuracyM[at] ?? 0))) return false;
  const spreadM =
    MAD_TO_SIGMA * middle(near.map((n) => haversineDegM(lng, lat, track.lng[n] ?? 0, track.lat[n] ?? 0)));
  return awayM > hampelDeviations * spreadM;
}

function neighboursOf({ atMs }: Track, at: number): number[] {
  const near: number[] = [];
  for (let n = Math.max(0, at - SIDE); n <= Math.min(atMs.length - 1, at + SIDE); n++)
    if (n !== at && Math.abs((atMs[n] ?? 0) - (atMs[at] ?? 0)) <= NEAR_MS) near.push(n);
  return near;
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}
