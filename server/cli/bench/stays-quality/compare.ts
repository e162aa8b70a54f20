import { haversineM } from '../../../domain/geo/distance.ts';
import type { StayPoint, Track } from '../../../domain/track/track.ts';
import { pickFixes } from '../../../domain/track/settle.ts';

/** Metres between the centres of two stays that may be the same. */
const SAME_M = 150;

/** How many of `asked` are found again: some stay of `found` overlaps in time with its centre at most 150 m away. */
export function countFound(asked: readonly StayPoint[], found: readonly StayPoint[]): number {
  return asked.filter((stay) => found.some((other) => isSame(stay, other))).length;
}

function isSame(a: StayPoint, b: StayPoint): boolean {
  return a.startAt < b.endAt && b.startAt < a.endAt && haversineM(a, b) <= SAME_M;
}

/** What a phone would have reported that takes a fix at most every `stepS` seconds. */
export function thin(track: Track, stepS: number): Track {
  const kept: number[] = [];
  let lastMs = -Infinity;
  track.atMs.forEach((ms, at) => {
    if (ms - lastMs < stepS * 1000) return;
    kept.push(at);
    lastMs = ms;
  });
  return pickFixes(track, kept);
}
