import { subtractIntervals, widenInterval, type Interval } from '../../interval.ts';
import { firstAtOrAfter, joinRuns } from '../../track/time-search.ts';
import type { Track } from '../../track/track.ts';

/** The fixes of `track` that lie in `times`, which are in order; a view where that is one stretch. */
export function fixesIn(track: Track, times: readonly Interval[]): Track {
  const runs = times.map(({ startAt, endAt }) => ({
    from: firstAtOrAfter(track.atMs, startAt.getTime()),
    to: firstAtOrAfter(track.atMs, endAt.getTime()),
  }));
  return joinRuns(track, runs);
}

/** Working time without the minutes before and after each break or leave inside the shift. */
export function withoutBreakEdges(work: readonly Interval[], shift: Interval, marginMin: number): Interval[] {
  const off = subtractIntervals([shift], work);
  return subtractIntervals(
    work,
    off.map((interval) => widenInterval(interval, marginMin)),
  );
}
