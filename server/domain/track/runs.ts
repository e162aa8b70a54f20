import type { Track } from './track.ts';

/** A run so long is copied faster at once than one by one. */
const LONG_RUN = 32;

/** From and before where each run of kept fixes reaches: few are rejected, and a run is copied at once. */
export function keptRuns(verdicts: Uint8Array): number[] {
  const runs: number[] = [];
  for (let from = verdicts.indexOf(0); from >= 0;) {
    const to = verdicts.indexOf(1, from);
    runs.push(from, to < 0 ? verdicts.length : to);
    from = to < 0 ? -1 : verdicts.indexOf(0, to);
  }
  return runs;
}

/** The fixes of those runs. */
export function keepRuns({ atMs, lng, lat, accuracyM }: Track, runs: readonly number[]): Track {
  return {
    atMs: keepColumn(atMs, runs),
    lng: keepColumn(lng, runs),
    lat: keepColumn(lat, runs),
    accuracyM: keepColumn(accuracyM, runs),
  };
}

/** The fixes `from` to before `to`, in the same memory. */
export function viewOf({ atMs, lng, lat, accuracyM }: Track, from: number, to: number): Track {
  return {
    atMs: atMs.subarray(from, to),
    lng: lng.subarray(from, to),
    lat: lat.subarray(from, to),
    accuracyM: accuracyM.subarray(from, to),
  };
}

function keepColumn(column: Float64Array, runs: readonly number[]): Float64Array {
  let count = 0;
  for (let run = 0; run < runs.length; run += 2) count += (runs[run + 1] ?? 0) - (runs[run] ?? 0);
  const kept = new Float64Array(count);
  let next = 0;
  for (let run = 0; run < runs.length; run += 2) {
    const to = runs[run + 1] ?? 0;
    const from = runs[run] ?? 0;
    if (to - from > LONG_RUN) kept.set(column.subarray(from, to), next);
    else for (let at = from; at < to; at++) kept[next + at - from] = column[at] ?? 0;
    next += to - from;
  }
  return kept;
}
