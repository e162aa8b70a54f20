import { haversineDegM, haversineM } from '../../../domain/geo/distance.ts';
import { pickFixes } from '../../../domain/track/settle.ts';
import { firstAtOrAfter } from '../../../domain/track/time-search.ts';
import type { StayPoint, Track } from '../../../domain/track/track.ts';

/** Metres between the centres of two stays that may be the same. */
const SAME_M = 150;

/** How many of `asked` are found again: some stay of `found` overlaps in time with its centre at most 150 m away. */
export function countFound(asked: readonly StayPoint[], found: readonly StayPoint[]): number {
  return asked.filter((stay) => found.some((other) => isSame(stay, other))).length;
}

function isSame(a: StayPoint, b: StayPoint): boolean {
  return a.startAt < b.endAt && b.startAt < a.endAt && haversineM(a, b) <= SAME_M;
}

/** Minutes apart, and metres at most, of two fixes between which nobody travels: 0.3 km/h. */
const REST = { min: 10, withinM: 50 } as const;

/** Whether two fixes of the stay prove rest, whatever mode its label says. */
export function isAtRest({ atMs, lng, lat }: Track, { startAt, lastFixAt }: StayPoint): boolean {
  const to = firstAtOrAfter(atMs, +lastFixAt + 1);
  for (let a = firstAtOrAfter(atMs, +startAt); a < to; a++)
    for (let b = firstAtOrAfter(atMs, (atMs[a] ?? 0) + REST.min * 60_000); b < to; b++)
      if (haversineDegM(lng[a] ?? 0, lat[a] ?? 0, lng[b] ?? 0, lat[b] ?? 0) <= REST.withinM) return true;
  return false;
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
