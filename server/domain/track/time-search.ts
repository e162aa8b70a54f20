import { viewOf } from './runs.ts';
import type { Track } from './track.ts';

/** Fixes `from` to before `to` of a track. */
export type FixRun = Readonly<{ from: number; to: number }>;

/** The place of the first time not before `ms` in ascending times, or their number. */
export function firstAtOrAfter(atMs: ArrayLike<number>, ms: number): number {
  let low = 0;
  let high = atMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((atMs[middle] ?? 0) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The fixes of `runs` as one track; a single run is a view, not a copy. */
export function joinRuns(track: Track, runs: readonly FixRun[]): Track {
  const [only, ...more] = runs;
  if (only && more.length === 0) return viewOf(track, only.from, only.to);
  const count = runs.reduce((sum, { from, to }) => sum + to - from, 0);
  // One piece of memory for all columns: to get and to free one takes longer than to fill it.
  const memory = new Float64Array(4 * count);
  return {
    atMs: joinColumn(track.atMs, runs, memory.subarray(0, count)),
    lng: joinColumn(track.lng, runs, memory.subarray(count, 2 * count)),
    lat: joinColumn(track.lat, runs, memory.subarray(2 * count, 3 * count)),
    accuracyM: joinColumn(track.accuracyM, runs, memory.subarray(3 * count)),
  };
}

function joinColumn(column: Float64Array, runs: readonly FixRun[], joined: Float64Array): Float64Array {
  let next = 0;
  for (const { from, to } of runs) {
    joined.set(column.subarray(from, to), next);
    next += to - from;
  }
  return joined;
}
