import { DEGREE_M, metresPerLng } from '../geo/distance.ts';
import type { Track } from './track.ts';

/**
 * A stretch of fixes in one small place. `ratio`: mean squared step between neighbours over twice the variance (von Neumann 1941): near
 * 0 when the error wanders from fix to fix, near 1 when every fix errs anew. `spreadM`: standard deviation per axis, metres.
 */
export type WanderStretch = Readonly<{ fromMs: number; toMs: number; ratio: number; spreadM: number }>;

type WanderSettings = Readonly<{
  /** Fixes of a stretch: at 60 independent errors give 0.8 to 1.2. */
  fixes: number;
  /** Metres per axis up to which a stretch is one place. */
  maxSpreadM: number;
  /** Minutes between two fixes above which the error may have changed unseen. */
  maxStepMin: number;
}>;

/**
 * The stretches (half overlapping) in which the phone did not leave one place. The error of a real receiver wanders: walls,
 * satellites and filters change slowly; noise drawn by a program does not.
 */
export function listWander(track: Track, { fixes, maxSpreadM, maxStepMin }: WanderSettings): WanderStretch[] {
  const found: WanderStretch[] = [];
  const { atMs } = track;
  for (let from = 0; from + fixes <= atMs.length; from += fixes >> 1) {
    if (hasSilence(atMs, { from, to: from + fixes }, maxStepMin * 60_000)) continue;
    const stretch = measure(track, from, from + fixes);
    if (stretch.spreadM <= maxSpreadM) found.push(stretch);
  }
  return found;
}

/** How stretches are looked for where nobody says otherwise. */
export const WANDER: WanderSettings = { fixes: 60, maxSpreadM: 12, maxStepMin: 5 };
/** Metres per axis up to which a position does not change at all. */
export const FIXED_SPREAD_M = 0.1;
/** Share (0-1) of a day's stretches that must err anew with every fix for the day to do so: some do by chance. */
export const DRAWN_SHARE = 0.4;

/** The ratio that a day's share of `DRAWN_SHARE` reaches, of stretches that have an error at all; null without one. */
export function errorRatioOf(track: Track): number | null {
  const ratios = listWander(track, WANDER)
    .filter(({ spreadM }) => spreadM > FIXED_SPREAD_M)
    .map(({ ratio }) => ratio)
    .toSorted((a, b) => b - a);
  return ratios[Math.ceil(DRAWN_SHARE * ratios.length) - 1] ?? null;
}

function hasSilence(atMs: Float64Array, { from, to }: { from: number; to: number }, maxMs: number): boolean {
  for (let at = from + 1; at < to; at++) if ((atMs[at] ?? 0) - (atMs[at - 1] ?? 0) > maxMs) return true;
  return false;
}

function measure({ atMs, lng, lat }: Track, from: number, to: number): WanderStretch {
  const perLng = metresPerLng(lat[from] ?? 0);
  let sumX = 0;
  let sumY = 0;
  let squares = 0;
  let steps = 0;
  let lastX = 0;
  let lastY = 0;
  for (let at = from; at < to; at++) {
    const x = ((lng[at] ?? 0) - (lng[from] ?? 0)) * perLng;
    const y = ((lat[at] ?? 0) - (lat[from] ?? 0)) * DEGREE_M;
    sumX += x;
    sumY += y;
    squares += x * x + y * y;
    if (at > from) steps += (x - lastX) ** 2 + (y - lastY) ** 2;
    lastX = x;
    lastY = y;
  }
  const n = to - from;
  const variance = Math.max(0, squares / n - (sumX / n) ** 2 - (sumY / n) ** 2);
  return {
    fromMs: atMs[from] ?? 0,
    toMs: atMs[to - 1] ?? 0,
    ratio: variance < 1e-6 ? 0 : steps / (n - 1) / (2 * variance),
    spreadM: Math.sqrt(variance / 2),
  };
}
