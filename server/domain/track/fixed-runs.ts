import { DEGREE_M } from '../geo/distance.ts';
import type { Interval } from '../interval.ts';
import { FIXED_SPREAD_M } from './error-wander.ts';
import type { Track } from './track.ts';

type FixedRunSettings = Readonly<{
  /** Metres per axis up to which a position does not change at all. */
  spreadM: number;
  /** Minutes between two fixes above which it may have changed unseen. */
  stepMin: number;
  /** Least fixes of a run. */
  fixes: number;
  /** Least minutes of a run. */
  minutes: number;
}>;

const MIN_MS = 60_000;

/** Times of fixes at one and the same position, without a long silence among them. */
export function listFixedRuns({ atMs, lng, lat }: Track, settings: FixedRunSettings): Interval[] {
  const { spreadM, stepMin, fixes, minutes } = settings;
  const runs: Interval[] = [];
  const sameDeg = spreadM / DEGREE_M;
  let first = 0;
  for (let at = 1; at <= atMs.length; at++) {
    // Nothing is read beyond the end: then every read would make an object.
    const isSame =
      at < atMs.length &&
      Math.abs((lng[at] ?? 0) - (lng[first] ?? 0)) <= sameDeg &&
      Math.abs((lat[at] ?? 0) - (lat[first] ?? 0)) <= sameDeg &&
      (atMs[at] ?? 0) - (atMs[at - 1] ?? 0) <= stepMin * MIN_MS;
    if (isSame) continue;
    const fromMs = atMs[first] ?? 0;
    const toMs = atMs[at - 1] ?? 0;
    if (toMs - fromMs >= minutes * MIN_MS && at - first >= fixes)
      runs.push({ startAt: new Date(fromMs), endAt: new Date(toMs) });
    first = at;
  }
  return runs;
}

/** How a day's longest run is looked for: three times the slowest plan (5 min) between two fixes, and more fixes than happen by rounding. */
const LONGEST: FixedRunSettings = { spreadM: FIXED_SPREAD_M, stepMin: 15, fixes: 5, minutes: 15 };

/** Minutes of the longest run of the day, 0 without one. */
export const fixedMinOf = (track: Track): number =>
  Math.round(
    Math.max(0, ...listFixedRuns(track, LONGEST).map(({ startAt, endAt }) => (+endAt - +startAt) / MIN_MS)),
  );
