import type { LngLat } from '../../server/contract/geo.ts';

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Great-circle distance in metres; both points in the same datum. */
export function distanceM(from: LngLat, to: LngLat): number {
  const dLat = (to.lat - from.lat) * RADIANS;
  const dLng = (to.lng - from.lng) * RADIANS;
  const chord =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(from.lat * RADIANS) * Math.cos(to.lat * RADIANS) * Math.sin(dLng / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Movement below the distance filter, or below what the two readings can tell apart, is no movement. */
export function isSameSpot(
  from: LngLat & { accuracyM: number; datum: string },
  to: LngLat & { accuracyM: number; datum: string },
  filterM: number,
): boolean {
  if (from.datum !== to.datum) return false;
  return distanceM(from, to) < Math.max(filterM, Math.min(from.accuracyM, to.accuracyM));
}
