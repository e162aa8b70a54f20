import type { LngLat } from '../../contract/geo.ts';
import { localPlane, type LocalPlane } from '../geo/distance.ts';
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
  const holds = holderIn(plane, place);
  const others = rivals.map((rival) => holderIn(plane, rival));
  let inside = 0;
  for (const offset of OFFSETS) {
    const x = offset.x * sigmaM;
    const y = offset.y * sigmaM;
    if (holds(x, y)) inside += 1 / (1 + others.filter((other) => other(x, y)).length);
  }
  return inside / OFFSETS.length;
}

/** Whether the place holds a spot of the plane; a circle needs no way back to degrees. */
function holderIn(plane: LocalPlane, place: Place): (x: number, y: number) => boolean {
  if (place.polygon) return (x, y) => isInside({ lng: plane.lngOf(x), lat: plane.latOf(y) }, place);
  const centerX = plane.xOf(place.center.lng);
  const centerY = plane.yOf(place.center.lat);
  const limit = place.radiusM * place.radiusM;
  return (x, y) => (x - centerX) * (x - centerX) + (y - centerY) * (y - centerY) <= limit;
}
