import { DEGREE_M, haversineDegM } from '../../geo/distance.ts';
import type { Track } from '../track.ts';
import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';

/**
 * Rejects spikes: excursions that leave and return faster than anyone moves, within minutes. One fast way alone is a journey (a train, a
 * flight, a tunnel), and so is what never comes back.
 */
export const speed: CleanRule = {
  name: 'speed',
  rejects: (track, { maxSpikeKmh, maxSpikeMin }, farSteps) => {
    let rejected: Uint8Array | null = null;
    let after = 0;
    for (const at of farSteps) {
      if (at < after || !isFaster(track, at, maxSpikeKmh)) continue;
      const back = returnFrom(track, { from: at - 1, at, maxSpikeKmh, maxSpikeMin });
      if (back === at) continue;
      rejected = mark(rejected, track, [at, back]);
      after = back + 1;
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

/** Whether a fix was reached faster than that; mostly the straight line in degrees tells, which is never shorter than the great circle. */
function isFaster(track: Track, at: number, kmh: number): boolean {
  const { atMs, lng, lat } = track;
  const x = (lng[at] ?? 0) - (lng[at - 1] ?? 0);
  const y = (lat[at] ?? 0) - (lat[at - 1] ?? 0);
  const reachDeg = ((kmh / 3600) * Math.max(1, (atMs[at] ?? 0) - (atMs[at - 1] ?? 0))) / DEGREE_M;
  return x * x + y * y >= reachDeg * reachDeg * (1 - 1e-9) && speedKmh(track, at - 1, at) > kmh;
}

/** Mean speed between two fixes. */
export function speedKmh({ atMs, lng, lat }: Track, a: number, b: number): number {
  const metres = haversineDegM(lng[a] ?? 0, lat[a] ?? 0, lng[b] ?? 0, lat[b] ?? 0);
  return metres === 0 ? 0 : (metres / Math.max(1, (atMs[b] ?? 0) - (atMs[a] ?? 0))) * 3600;
}
