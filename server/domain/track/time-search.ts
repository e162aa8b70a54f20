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
export function joinRuns({ atMs, lng, lat, accuracyM }: Track, runs: readonly FixRun[]): Track {
  return {
    atMs: joinColumn(atMs, runs),
    lng: joinColumn(lng, runs),
    lat: joinColumn(lat, runs),
    accuracyM: joinColumn(accuracyM, runs),
  };
}

function joinColumn(column: Float64Array, runs: readonly FixRun[]): Float64Array {
  const [only, ...more] = runs;
  if (only && more.length === 0) return column.subarray(only.from, only.to);
  const joined = new Float64Array(runs.reduce((sum, { from, to }) => sum + to - from, 0));
  let next = 0;
  for (const { from, to } of runs) {
    joined.set(column.subarray(from, to), next);
    next += to - from;
  }
  return joined;
}
