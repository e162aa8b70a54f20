import { DEGREE_M, haversineDegM } from '../../geo/distance.ts';
import type { Track } from '../track.ts';
import type { CleanRule } from './rule.ts';

/** Rejects spikes: excursions that leave and return faster than anyone moves, within minutes. One fast way alone is a journey. */
export const speed: CleanRule = {
  name: 'speed',
  rejects: (track, { maxSpikeKmh, maxSpikeMin }) => {
    const { atMs } = track;
    const rejected = new Uint8Array(atMs.length);
    const maxDegPerMs = (maxSpikeKmh / 3600 / DEGREE_M) * (1 - 1e-9);
    let at = nextFast(track, 1, maxDegPerMs);
    while (at < atMs.length) {
      const isFast = speedKmh(track, at - 1, at) > maxSpikeKmh;
      const back = isFast ? returnFrom(track, { from: at - 1, at, maxSpikeKmh, maxSpikeMin }) : at;
      rejected.fill(1, at, back);
      at = nextFast(track, back + 1, maxDegPerMs);
    }
    return rejected;
  },
};

/**
 * The first fix from `at` on that may be faster than the limit, or the end. A straight line in degrees is never shorter than the great
 * circle: most steps need no trigonometry.
 */
function nextFast({ atMs, lng, lat }: Track, at: number, maxDegPerMs: number): number {
  let beforeMs = atMs[at - 1] ?? 0;
  let beforeLng = lng[at - 1] ?? 0;
  let beforeLat = lat[at - 1] ?? 0;
  for (let next = at; next < atMs.length; next++) {
    const ms = atMs[next] ?? 0;
    const x = lng[next] ?? 0;
    const y = lat[next] ?? 0;
    const limit = (ms - beforeMs) * maxDegPerMs;
    if ((x - beforeLng) * (x - beforeLng) + (y - beforeLat) * (y - beforeLat) > limit * limit) return next;
    beforeMs = ms;
    beforeLng = x;
    beforeLat = y;
  }
  return atMs.length;
}

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

function speedKmh({ atMs, lng, lat }: Track, a: number, b: number): number {
  const metres = haversineDegM(lng[a] ?? 0, lat[a] ?? 0, lng[b] ?? 0, lat[b] ?? 0);
  return metres === 0 ? 0 : (metres / Math.max(1, (atMs[b] ?? 0) - (atMs[a] ?? 0))) * 3600;
}
