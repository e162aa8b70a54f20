import type { LngLat } from '../../contract/geo.ts';
import { DEGREE_M, metresPerLng, wrapDeg } from '../geo/distance.ts';
import { medianOf } from './median.ts';
import { scanRests } from './rest-scan.ts';
import type { StaySpan } from './stay-scan.ts';
import type { StaySettings } from './stay-settings.ts';
import type { StayPoint, Track } from './track.ts';

/**
 * Stay points in the manner of Li et al. 2008 ("Mining user similarity based on location history"), made for sparse and dirty tracks:
 * `startAt` and `lastFixAt` are proven by fixes, `endAt` adds the likely rest before the first fix outside.
 */
export function findStays(track: Track, settings: StaySettings): StayPoint[] {
  return scanRests(track, settings, { from: 0, isEnd: true }).spans.map((span) => describeStay(track, span));
}

/**
 * The stay of a span. The centre is the median, not the mean: one drifting fix, or a short way out between two pieces, must not move it.
 */
export function describeStay(track: Track, { from, to, endMs, pieces = [from, to] }: StaySpan): StayPoint {
  const center = { lng: medianOf(track.lng, from, to), lat: medianOf(track.lat, from, to) };
  let furthest = 0;
  let fixes = 0;
  for (let piece = 0; piece < pieces.length; piece += 2) {
    const range = [pieces[piece] ?? 0, pieces[piece + 1] ?? 0] as const;
    furthest = Math.max(furthest, furthestOf(track, center, range));
    fixes += range[1] - range[0];
  }
  return {
    startAt: new Date(track.atMs[from] ?? 0),
    endAt: new Date(endMs),
    lastFixAt: new Date(track.atMs[to - 1] ?? 0),
    ...center,
    accuracyM: medianOf(track.accuracyM, from, to),
    fixes,
    extentM: Math.sqrt(furthest),
  };
}

/** Square metres to the fix furthest from the centre. */
function furthestOf({ lng, lat }: Track, center: LngLat, [from, to]: readonly [number, number]): number {
  const perLng = metresPerLng(center.lat);
  let furthest = 0;
  for (let at = from; at < to; at++) {
    const x = wrapDeg((lng[at] ?? 0) - center.lng) * perLng;
    const y = ((lat[at] ?? 0) - center.lat) * DEGREE_M;
    if (x * x + y * y > furthest) furthest = x * x + y * y;
  }
  return furthest;
}
