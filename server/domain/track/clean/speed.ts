import { DEGREE_M, haversineDegM } from '../../geo/distance.ts';
import type { Track } from '../track.ts';
import type { CleanRule } from './rule.ts';

/** Rejects spikes: excursions that leave and return faster than anyone moves, within minutes. One fast way alone is a journey. */
export const speed: CleanRule = {
  name: 'speed',
  rejects: (track, { maxSpikeKmh, maxSpikeMin }) => {
    const rejected = new Uint8Array(track.atMs.length);
    const maxDegPerMs = (maxSpikeKmh / 3600 / DEGREE_M) * (1 - 1e-9);
    for (let from = 0, at = 1; at < rejected.length; from = at++) {
      if (isSurelySlow(track, at, maxDegPerMs) || speedKmh(track, from, at) <= maxSpikeKmh) continue;
      const back = returnFrom(track, { from, at, maxSpikeKmh, maxSpikeMin });
      rejected.fill(1, at, back);
      at = back;
    }
    return rejected;
  },
};

type Excursion = Readonly<{ from: number; at: number; maxSpikeKmh: number; maxSpikeMin: number }>;

/** The index at which an excursion is over, or its own start when it is none. */
function returnFrom(track: Track, { from, at, maxSpikeKmh, maxSpikeMin }: Excursion): number {
  const untilMs = (track.atMs[from] ?? 0) + maxSpikeMin * 60_000;
  for (let back = at + 1; back < track.atMs.length && (track.atMs[back] ?? 0) <= untilMs; back++) {
    const isBack = speedKmh(track, from, back) <= maxSpikeKmh;
    if (isBack && speedKmh(track, back - 1, back) > maxSpikeKmh) return back;
  }
  return at;
}

/** A straight line in degrees is never shorter than the great circle: most steps need no trigonometry. */
function isSurelySlow({ atMs, lng, lat }: Track, at: number, maxDegPerMs: number): boolean {
  const x = (lng[at] ?? 0) - (lng[at - 1] ?? 0);
  const y = (lat[at] ?? 0) - (lat[at - 1] ?? 0);
  const limit = ((atMs[at] ?? 0) - (atMs[at - 1] ?? 0)) * maxDegPerMs;
  return x * x + y * y <= limit * limit;
}

function speedKmh({ atMs, lng, lat }: Track, a: number, b: number): number {
  const metres = haversineDegM(lng[a] ?? 0, lat[a] ?? 0, lng[b] ?? 0, lat[b] ?? 0);
  return metres === 0 ? 0 : (metres / Math.max(1, (atMs[b] ?? 0) - (atMs[a] ?? 0))) * 3600;
}
