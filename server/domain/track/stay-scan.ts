import { DEGREE_M, haversineDegM, metresPerLng, wrapDeg } from '../geo/distance.ts';
import type { Track } from './track.ts';

/** When fixes are one stay: within `distanceM` of the first, no silence above `gapMs`, `minDwellMs` long. */
export type StayRule = Readonly<{
  distanceM: number;
  minDwellMs: number;
  /** Infinity = never. */
  gapMs: number;
  /** Distances by the great circle, as other libraries measure, in place of the flat plane at the first fix. */
  isGreatCircle: boolean;
}>;

/** Fixes `from` to before `to` are one stay that ends at `endMs`. */
export type StaySpan = Readonly<{ from: number; to: number; endMs: number }>;

/**
 * The stays (Li et al. 2008) that fixes before index `settledTo` have ended, and where the candidate that is still open begins; a scan
 * that begins there later, with more fixes, goes on as if it had never stopped. The first fix at `distanceM` or more ends a candidate
 * and is the anchor of the next.
 */
export function scanStays(
  track: Track,
  rule: StayRule,
  settledTo: number,
): { spans: StaySpan[]; openFrom: number } {
  const { atMs } = track;
  const spans: StaySpan[] = [];
  let from = 0;
  for (;;) {
    const to = rule.isGreatCircle ? endOnGlobe(track, rule, from) : endOnPlane(track, rule, from);
    if (to >= settledTo) return { spans, openFrom: Math.min(from, settledTo) };
    const isGap = (atMs[to] ?? 0) - (atMs[to - 1] ?? 0) > rule.gapMs;
    const span = { from, to, endMs: atMs[isGap ? to - 1 : to] ?? 0 };
    if (isLongEnough(track, span, rule)) spans.push(span);
    from = to;
  }
}

/** The candidate still open when the track ends, as a stay that ends at the last fix; null when it is too short. */
export function lastSpan(track: Track, rule: StayRule, openFrom: number): StaySpan | null {
  const to = track.atMs.length;
  const span = { from: openFrom, to, endMs: track.atMs[to - 1] ?? 0 };
  return openFrom < to && isLongEnough(track, span, rule) ? span : null;
}

function isLongEnough({ atMs }: Track, { from, endMs }: StaySpan, { minDwellMs }: StayRule): boolean {
  return endMs - (atMs[from] ?? 0) >= minDwellMs;
}

function endOnPlane({ atMs, lng, lat }: Track, { distanceM, gapMs }: StayRule, from: number): number {
  const anchorLng = lng[from] ?? 0;
  const anchorLat = lat[from] ?? 0;
  const perLng = metresPerLng(anchorLat);
  const limit = distanceM * distanceM;
  let beforeMs = atMs[from] ?? 0;
  for (let to = from + 1; to < atMs.length; to++) {
    const ms = atMs[to] ?? 0;
    const x = wrapDeg((lng[to] ?? 0) - anchorLng) * perLng;
    const y = ((lat[to] ?? 0) - anchorLat) * DEGREE_M;
    if (ms - beforeMs > gapMs || x * x + y * y >= limit) return to;
    beforeMs = ms;
  }
  return atMs.length;
}

/** A straight line in degrees is never shorter than the great circle, so what it finds near needs no trigonometry. */
function endOnGlobe({ atMs, lng, lat }: Track, { distanceM, gapMs }: StayRule, from: number): number {
  const anchorLng = lng[from] ?? 0;
  const anchorLat = lat[from] ?? 0;
  const surelyNear = (distanceM / DEGREE_M) * (distanceM / DEGREE_M) * (1 - 1e-9);
  let beforeMs = atMs[from] ?? 0;
  for (let to = from + 1; to < atMs.length; to++) {
    const ms = atMs[to] ?? 0;
    const toLng = lng[to] ?? 0;
    const toLat = lat[to] ?? 0;
    const x = toLng - anchorLng;
    const y = toLat - anchorLat;
    const isFar =
      x * x + y * y >= surelyNear && haversineDegM(anchorLng, anchorLat, toLng, toLat) >= distanceM;
    if (isFar || ms - beforeMs > gapMs) return to;
    beforeMs = ms;
  }
  return atMs.length;
}
