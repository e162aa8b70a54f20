import type { LngLat } from '../../contract/geo.ts';
import { haversineM, localPlane } from './distance.ts';
import type { Place } from './place.ts';
import { isInsideRing } from './ring.ts';

/** Whether a WGS-84 point lies in the place: in its polygon when it has one, else in its circle. */
export function isInside(point: LngLat, place: Place): boolean {
  if (!place.polygon) return haversineM(point, place.center) <= place.radiusM;
  return isInsideRing(
    point.lng,
    point.lat,
    place.polygon.flatMap(({ lng, lat }) => [lng, lat]),
  );
}

/** Signed distance to the fence's edge in metres: negative inside, positive outside, 0 on the line. */
export function distanceToEdgeM(point: LngLat, place: Place): number {
  if (!place.polygon) return haversineM(point, place.center) - place.radiusM;
  const away = distanceToRingM(point, place.polygon);
  return isInside(point, place) ? -away : away;
}

/** The distance from the place's centre within which its whole fence lies, metres. */
export function reachM(place: Place): number {
  if (!place.polygon) return place.radiusM;
  return Math.max(...place.polygon.map((corner) => haversineM(place.center, corner)));
}

function distanceToRingM(point: LngLat, ring: readonly LngLat[]): number {
  const plane = localPlane(point);
  const corners = ring.map(({ lng, lat }) => ({ x: plane.xOf(lng), y: plane.yOf(lat) }));
  let nearest = Infinity;
  let from = corners.at(-1);
  for (const to of corners) {
    if (from) nearest = Math.min(nearest, originToSegmentM(from, to));
    from = to;
  }
  return nearest;
}

type Corner = { x: number; y: number };

function originToSegmentM(from: Corner, to: Corner): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const lengthSquared = dx * dx + dy * dy;
  const share =
    lengthSquared === 0 ? 0 : Math.max(0, Math.min(1, -(from.x * dx + from.y * dy) / lengthSquared));
  return Math.hypot(from.x + share * dx, from.y + share * dy);
}
