import { intersectIntervals, minutesOf, subtractIntervals, type Interval } from '../interval.ts';
import type { Track } from './track.ts';

/** What the fixes can vouch for: `share` (0-1) of the time asked about, and the stretches nobody observed. */
export type Coverage = Readonly<{ share: number; observedMin: number; totalMin: number; gaps: Interval[] }>;

/**
 * How much of `intervals` lies between two fixes at most `gapMin` minutes apart. Time before the first and after the last fix is
 * unobserved; a gap is only the absence of knowledge, never a sign of anything.
 */
export function coverageOf(track: Track, intervals: readonly Interval[], gapMin: number): Coverage {
  const observed = intersectIntervals(intervals, observedIntervals(track.atMs, gapMin * 60_000));
  const totalMin = minutesOf(intervals);
  const observedMin = minutesOf(observed);
  return {
    share: totalMin === 0 ? 0 : observedMin / totalMin,
    observedMin,
    totalMin,
    gaps: subtractIntervals(intervals, observed),
  };
}

function observedIntervals(atMs: Float64Array, gapMs: number): Interval[] {
  const observed: Interval[] = [];
  for (let from = 0; from < atMs.length;) {
    let to = from;
    while (to + 1 < atMs.length && (atMs[to + 1] ?? 0) - (atMs[to] ?? 0) <= gapMs) to++;
    observed.push({ startAt: new Date(atMs[from] ?? 0), endAt: new Date(atMs[to] ?? 0) });
    from = to + 1;
  }
  return observed;
}
