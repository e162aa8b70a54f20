import type { Track } from '../track.ts';
import { accuracy } from './accuracy.ts';
import { duplicate } from './duplicate.ts';
import { position } from './position.ts';
import type { CleanRule } from './rule.ts';
import type { CleanSettings } from './settings.ts';
import { speed } from './speed.ts';
import { time } from './time.ts';

/** In this order: each rule sees what the ones before it left. */
export const CLEAN_RULES: readonly CleanRule[] = [position, time, accuracy, duplicate, speed];

/** A run so long is copied faster at once than one by one. */
const LONG_RUN = 32;

/** A fix that is kept out of judgement, and the rule that said so; `index` is its place in the track given. */
export type RejectedFix = Readonly<{ index: number; atMs: number; rule: string }>;

/** Splits a track into the fixes to judge by and the rejected ones, in time order; the input is not changed. */
export function cleanTrack(track: Track, settings: CleanSettings): { track: Track; rejected: RejectedFix[] } {
  let left = track;
  let rejected: RejectedFix[] = [];
  for (const rule of CLEAN_RULES) {
    const verdicts = rule.rejects(left, settings);
    if (!verdicts.includes(1)) continue;
    const fresh = placesOf(verdicts, rejected).map((index) => ({
      index,
      atMs: track.atMs[index] ?? 0,
      rule: rule.name,
    }));
    rejected = [...rejected, ...fresh].sort((a, b) => a.index - b.index);
    const runs = keptRuns(verdicts);
    left = {
      atMs: keepRuns(left.atMs, runs),
      lng: keepRuns(left.lng, runs),
      lat: keepRuns(left.lat, runs),
      accuracyM: keepRuns(left.accuracyM, runs),
    };
  }
  return { track: left, rejected };
}

/** Where the fixes just rejected were in the whole track, from which `gone` are missing by now. */
function placesOf(verdicts: Uint8Array, gone: readonly RejectedFix[]): number[] {
  const places: number[] = [];
  let before = 0;
  for (let at = verdicts.indexOf(1); at >= 0; at = verdicts.indexOf(1, at + 1)) {
    while ((gone[before]?.index ?? Infinity) <= at + before) before++;
    places.push(at + before);
  }
  return places;
}

/** From and before where each run of kept fixes reaches: few are rejected, and a run is copied at once. */
function keptRuns(verdicts: Uint8Array): number[] {
  const runs: number[] = [];
  for (let from = verdicts.indexOf(0); from >= 0;) {
    const to = verdicts.indexOf(1, from);
    runs.push(from, to < 0 ? verdicts.length : to);
    from = to < 0 ? -1 : verdicts.indexOf(0, to);
  }
  return runs;
}

function keepRuns(column: Float64Array, runs: readonly number[]): Float64Array {
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
