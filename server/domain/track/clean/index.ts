import { pickFixes } from '../settle.ts';
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

/** A fix that is kept out of judgement, and the rule that said so; `index` is its place in the track given. */
export type RejectedFix = Readonly<{ index: number; atMs: number; rule: string }>;

/** Splits a track into the fixes to judge by and the rejected ones, in time order; the input is not changed. */
export function cleanTrack(track: Track, settings: CleanSettings): { track: Track; rejected: RejectedFix[] } {
  let indexes: Uint32Array | null = null;
  let left = track;
  const rejected: RejectedFix[] = [];
  for (const rule of CLEAN_RULES) {
    const verdicts = rule.rejects(left, settings);
    if (!verdicts.includes(1)) continue;
    const kept = new Uint32Array(verdicts.length);
    let count = 0;
    for (let at = 0; at < verdicts.length; at++) {
      const index: number = indexes ? (indexes[at] ?? 0) : at;
      if (verdicts[at] === 0) kept[count++] = index;
      else rejected.push({ index, atMs: track.atMs[index] ?? 0, rule: rule.name });
    }
    indexes = kept.subarray(0, count);
    left = pickFixes(track, indexes);
  }
  return { track: left, rejected: rejected.toSorted((a, b) => a.index - b.index) };
}
