import { subtractIntervals, type Interval } from '../interval.ts';
import { firstAtOrAfter } from '../track/time-search.ts';
import { pickFixes } from '../track/settle.ts';
import type { Track } from '../track/track.ts';

/** The fixes of `track` that lie in `times` and in none of `cuts`; the track itself when that is all of them. */
export function fixesIn(track: Track, times: readonly Interval[], cuts: readonly Interval[] = []): Track {
  const { atMs } = track;
  const kept: number[] = [];
  for (const { startAt, endAt } of times)
    for (let at = firstAtOrAfter(atMs, +startAt); at < atMs.length && (atMs[at] ?? 0) < +endAt; at++)
      if (!isIn(cuts, atMs[at] ?? 0)) kept.push(at);
  return kept.length === atMs.length ? track : pickFixes(track, kept);
}

/** Working time without the minutes before and after each break or leave inside the shift. */
export function withoutBreakEdges(work: readonly Interval[], shift: Interval, marginMin: number): Interval[] {
  const widened = subtractIntervals([shift], work).map(({ startAt, endAt }) => ({
    startAt: new Date(+startAt - marginMin * 60_000),
    endAt: new Date(+endAt + marginMin * 60_000),
  }));
  return subtractIntervals(work, widened);
}

const isIn = (times: readonly Interval[], ms: number): boolean =>
  times.some(({ startAt, endAt }) => ms >= +startAt && ms < +endAt);
