import { insideShares } from '../geo/fence-crossing.ts';
import type { Place } from '../geo/place.ts';
import type { Interval } from '../interval.ts';
import type { Track } from './track.ts';

/** A stretch of time inside a fence as interpolated between fixes; `fixes` of them lie inside themselves. */
export type FencePassage = Readonly<Interval & { fixes: number }>;

/**
 * When the track was inside the place, on straight ways at even pace between fixes at most `maxGapMin` minutes apart: sparse points
 * step over a fence that the way goes through. Beyond that gap nothing is said about between.
 */
export function listPassages(track: Track, place: Place, maxGapMin: number): FencePassage[] {
  const { atMs } = track;
  const passages: { startMs: number; endMs: number; fixes: number }[] = [];
  for (let at = 0; at < atMs.length; at++) {
    const isLinked = at > 0 && (atMs[at] ?? 0) - (atMs[at - 1] ?? 0) <= maxGapMin * 60_000;
    for (const [from, to] of isLinked
      ? insideShares(pointAt(track, at - 1), pointAt(track, at), place)
      : []) {
      const startMs = timeAt(track, at, from);
      const last = passages.at(-1);
      if (last && last.endMs >= startMs) last.endMs = timeAt(track, at, to);
      else passages.push({ startMs, endMs: timeAt(track, at, to), fixes: 0 });
    }
    countFix(track, at, { place, passages });
  }
  return passages.map(({ startMs, endMs, fixes }) => ({
    startAt: new Date(startMs),
    endAt: new Date(endMs),
    fixes,
  }));
}

/** A fix inside belongs to the passage that ends at it, or begins one. */
function countFix(
  track: Track,
  at: number,
  { place, passages }: { place: Place; passages: { startMs: number; endMs: number; fixes: number }[] },
): void {
  const point = pointAt(track, at);
  if (insideShares(point, point, place).length === 0) return;
  const ms = track.atMs[at] ?? 0;
  const last = passages.at(-1);
  if (last && last.endMs >= ms - 1) last.fixes++;
  else passages.push({ startMs: ms, endMs: ms, fixes: 1 });
}

const pointAt = ({ lng, lat }: Track, at: number) => ({ lng: lng[at] ?? 0, lat: lat[at] ?? 0 });

function timeAt({ atMs }: Track, at: number, share: number): number {
  const beforeMs = atMs[at - 1] ?? 0;
  return Math.round(beforeMs + share * ((atMs[at] ?? 0) - beforeMs));
}
