import type { LngLat } from '../../contract/geo.ts';
import { localPlane, type LocalPlane } from './distance.ts';
import type { Place } from './place.ts';

/** Shares (0-1) of the straight way from one point to another that lie in the place: from and to, in order. */
export function insideShares(from: LngLat, to: LngLat, place: Place): [number, number][] {
  const plane = localPlane(place.center);
  const a = pointOn(plane, from);
  const b = pointOn(plane, to);
  return place.polygon
    ? inPolygon(
        a,
        b,
        place.polygon.map((corner) => pointOn(plane, corner)),
      )
    : inCircle(a, b, place.radiusM);
}

type Point = Readonly<{ x: number; y: number }>;

const pointOn = ({ xOf, yOf }: LocalPlane, { lng, lat }: LngLat): Point => ({ x: xOf(lng), y: yOf(lat) });

/** Where |a + s (b - a)| <= radius: a quadratic in s. */
function inCircle(a: Point, b: Point, radiusM: number): [number, number][] {
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const lengthSquared = dx * dx + dy * dy;
  const outside = a.x * a.x + a.y * a.y - radiusM * radiusM;
  if (lengthSquared === 0) return outside <= 0 ? [[0, 1]] : [];
  const half = a.x * dx + a.y * dy;
  const root = half * half - lengthSquared * outside;
  if (root <= 0) return [];
  const from = Math.max(0, (-half - Math.sqrt(root)) / lengthSquared);
  const to = Math.min(1, (-half + Math.sqrt(root)) / lengthSquared);
  return from < to ? [[from, to]] : [];
}

/** Between crossings with the edges, the stretches whose middle lies inside (even-odd rule). */
function inPolygon(a: Point, b: Point, corners: readonly Point[]): [number, number][] {
  const cuts = [0, ...crossings(a, b, corners), 1].toSorted((one, other) => one - other);
  const shares: [number, number][] = [];
  cuts.forEach((to, n) => {
    const from = cuts[n - 1];
    if (from === undefined || to <= from) return;
    const middle = (from + to) / 2;
    if (!holds(corners, { x: a.x + middle * (b.x - a.x), y: a.y + middle * (b.y - a.y) })) return;
    const last = shares.at(-1);
    if (last && last[1] === from) last[1] = to;
    else shares.push([from, to]);
  });
  return shares;
}

function crossings(a: Point, b: Point, corners: readonly Point[]): number[] {
  return corners.flatMap((corner, n) => {
    const next = corners[(n + 1) % corners.length] ?? corner;
    const ex = next.x - corner.x;
    const ey = next.y - corner.y;
    const cross = (b.x - a.x) * ey - (b.y - a.y) * ex;
    if (cross === 0) return [];
    const along = ((corner.x - a.x) * ey - (corner.y - a.y) * ex) / cross;
    const onEdge = ((corner.x - a.x) * (b.y - a.y) - (corner.y - a.y) * (b.x - a.x)) / cross;
    return along > 0 && along < 1 && onEdge >= 0 && onEdge < 1 ? [along] : [];
  });
}

function holds(corners: readonly Point[], { x, y }: Point): boolean {
  let inside = false;
  corners.forEach((corner, n) => {
    const next = corners[(n + 1) % corners.length] ?? corner;
    const crosses = corner.y > y !== next.y > y;
    if (crosses && x < ((next.x - corner.x) * (y - corner.y)) / (next.y - corner.y) + corner.x)
      inside = !inside;
  });
  return inside;
}
