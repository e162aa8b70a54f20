import type { LngLat } from '../../contract/geo.ts';
import { localPlane } from '../geo/distance.ts';
import { isInside } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';

/** A circular normal error holds 68 % within 1.5096 sigma per axis (Rayleigh quantile). */
const R68_PER_SIGMA = Math.sqrt(-2 * Math.log(1 - 0.68));
const RINGS = 8;
const SPOKES = 12;
/** Equally likely offsets in units of sigma: quantiles of the Rayleigh radius times evenly turned angles. */
const OFFSETS = Array.from({ length: RINGS * SPOKES }, (_, n) => {
  const ring = Math.floor(n / SPOKES);
  const radius = Math.sqrt(-2 * Math.log(1 - (ring + 0.5) / RINGS));
  const angle = (2 * Math.PI * ((n % SPOKES) + (ring % 2) / 2)) / SPOKES;
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
});

/**
 * Probability (0-1) that a person reported at `point` with a 68 % radius of `accuracyM` really stands in `place`, when `rivals` are
 * the other places near by: where fences overlap they share the probability equally.
 */
export function presenceProbability(
  point: LngLat & Readonly<{ accuracyM: number }>,
  place: Place,
  rivals: readonly Place[],
): number {
  const plane = localPlane(point);
  const sigmaM = point.accuracyM / R68_PER_SIGMA;
  let inside = 0;
  for (const offset of OFFSETS) {
    const spot = { lng: plane.lngOf(offset.x * sigmaM), lat: plane.latOf(offset.y * sigmaM) };
    if (!isInside(spot, place)) continue;
    inside += 1 / (1 + rivals.filter((rival) => isInside(spot, rival)).length);
  }
  return inside / OFFSETS.length;
}
