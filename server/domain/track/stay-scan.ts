import { DEGREE_M, haversineDegM } from '../geo/distance.ts';
import type { Track } from './track.ts';

/** When fixes are one stay by the plain rule: within `distanceM` of the first, no silence above `gapMs`, `minDwellMs` long. */
export type PlainRule = Readonly<{
  distanceM: number;
  minDwellMs: number;
  /** Infinity = never. */
  gapMs: number;
}>;

/** Fixes `from` to before `to` are one stay that ends at `endMs`. */
export type StaySpan = Readonly<{
  from: number;
  to: number;
  endMs: number;
  /** Of a stay with short ways out: from and before where each of its pieces reaches. */
  pieces?: readonly number[];
}>;

/** Where a scan begins (fixes before it are only looked back at), and whether fixes may still follow. */
export type ScanRange = Readonly<{ from: number; isEnd: boolean }>;

/** What a scan found, and where the candidate that is still open begins: a later scan with more fixes goes on from there. */
export type Scanned = Readonly<{ spans: StaySpan[]; openFrom: number }>;

/**
 * The stays of the plain rule (Li et al. 2008). The first fix at `distanceM` or more ends a candidate and is the anchor of the next; the
 * one open at the end of the track is kept and ends at its last fix. Great-circle distances, as other libraries measure.
 */
export function scanPlain(track: Track, rule: PlainRule, { from, isEnd }: ScanRange): Scanned {
  const { atMs } = track;
  const spans: StaySpan[] = [];
  const minEndMs = (anchor: number) => (atMs[anchor] ?? 0) + rule.minDwellMs;
  for (let anchor = from; anchor < atMs.length;) {
    const to = endOnGlobe(track, rule, anchor);
    if (to >= atMs.length && !isEnd) return { spans, openFrom: anchor };
    const isGap = to >= atMs.length || (atMs[to] ?? 0) - (atMs[to - 1] ?? 0) > rule.gapMs;
    const endMs = atMs[isGap ? to - 1 : to] ?? 0;
    if (endMs >= minEndMs(anchor)) spans.push({ from: anchor, to, endMs });
    anchor = to;
  }
  return { spans, openFrom: atMs.length };
}

/** A straight line in degrees is never shorter than the great circle, so what it finds near needs no trigonometry. */
function endOnGlobe({ atMs, lng, lat }: Track, { distanceM, gapMs }: PlainRule, from: number): number {
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
