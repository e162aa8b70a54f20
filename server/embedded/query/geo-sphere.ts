import type { Place, Shape } from './geo-shape.ts';

/** A direction from the middle of the earth, of length 1. */
type Vector = readonly [number, number, number];
type Edge = readonly [Vector, Vector];
/** A shape on the sphere, where edges are arcs of great circles. */
export type Sphere = { corners: Vector[]; edges: Edge[]; polygons: Vector[][][] };

/** Radians within which two places are one: some micrometres on the earth. */
const SAME = 1e-12;

export function onSphere({ places, lines, polygons }: Shape): Sphere {
  const rings = polygons.map((polygon) => polygon.map((ring) => ring.map(toVector)));
  const chains = [...lines.map((line) => line.map(toVector)), ...rings.flat()];
  return {
    corners: [...places.map(toVector), ...chains.flat()],
    edges: chains.flatMap(edgesOf),
    polygons: rings,
  };
}

/** The angle between two places, in radians. */
export function angleBetween(a: Place, b: Place): number {
  return angle(toVector(a), toVector(b));
}

export const NOWHERE: Sphere = { corners: [], edges: [], polygons: [] };

/** In radians; Infinity where there is nothing. */
export function distanceFrom(place: Place, shape: Sphere): number {
  const from = toVector(place);
  if (isInPolygons(shape, from)) return 0;
  return Math.min(
    ...shape.corners.map((corner) => angle(corner, from)),
    ...shape.edges.map((edge) => angleToMiddle(edge, from)),
  );
}

/** They share a place, be it on a border. */
export function intersect(a: Sphere, b: Sphere): boolean {
  return (
    a.corners.some((corner) => covers(b, corner)) ||
    b.corners.some((corner) => covers(a, corner)) ||
    crossesAny(a, b)
  );
}

/** All of `inner` lies in the polygons of `outer`, be it on a border. */
export function isWithin(inner: Sphere, outer: Sphere): boolean {
  const holes = outer.polygons.flatMap((polygon) => polygon.slice(1)).flat();
  return (
    inner.corners.every((corner) => isInPolygons(outer, corner)) &&
    !crossesAny(inner, outer) &&
    !holes.some((corner) => isInPolygons(inner, corner) && !isOnEdges(inner, corner))
  );
}

function toVector([lng, lat]: Place): Vector {
  const [east, north] = [(lng * Math.PI) / 180, (lat * Math.PI) / 180];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

function edgesOf(chain: Vector[]): Edge[] {
  return chain.slice(1).map((end, i): Edge => [chain[i] ?? end, end]);
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** Of the plane through both and the middle of the earth, of length 1. */
function normalOf(a: Vector, b: Vector): Vector {
  const [x, y, z] = cross(a, b);
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}

function angle(a: Vector, b: Vector): number {
  return Math.atan2(Math.hypot(...cross(a, b)), dot(a, b));
}

function covers(shape: Sphere, place: Vector): boolean {
  return (
    shape.corners.some((corner) => angle(corner, place) < SAME) ||
    isOnEdges(shape, place) ||
    isInPolygons(shape, place)
  );
}

function isOnEdges({ edges }: Sphere, place: Vector): boolean {
  return edges.some((edge) => isOnEdge(edge, place));
}

/** The angles alone hardly show how far beside an edge a place is, the circle alone not how far beyond its ends. */
function isOnEdge([a, b]: Edge, place: Vector): boolean {
  const beyond = angle(a, place) + angle(place, b) - angle(a, b);
  return beyond < SAME && Math.abs(dot(normalOf(a, b), place)) < SAME;
}

function isInPolygons({ polygons }: Sphere, place: Vector): boolean {
  return polygons.some(([border = [], ...holes]) => {
    const isOnRing = (ring: Vector[]): boolean => edgesOf(ring).some((edge) => isOnEdge(edge, place));
    if (isOnRing(border)) return true;
    return isInRing(border, place) && !holes.some((hole) => isInRing(hole, place) && !isOnRing(hole));
  });
}

/** The border turns once around what is inside, and around the opposite of it on the earth's other side. */
function isInRing(ring: Vector[], place: Vector): boolean {
  const turned = edgesOf(ring).reduce((sum, [a, b]) => {
    const along = dot(a, b) - dot(a, place) * dot(b, place);
    return sum + Math.atan2(dot(place, cross(a, b)), along);
  }, 0);
  return Math.abs(turned) > Math.PI && ring.reduce((sum, corner) => sum + dot(corner, place), 0) > 0;
}

/** Infinity where an end of the edge is nearer than all between. */
function angleToMiddle([a, b]: Edge, place: Vector): number {
  const normal = normalOf(a, b);
  const isBetween = dot(cross(normal, a), place) > 0 && dot(cross(b, normal), place) > 0;
  return isBetween ? Math.abs(Math.asin(dot(normal, place))) : Infinity;
}

function crossesAny(a: Sphere, b: Sphere): boolean {
  return a.edges.some((edge) => b.edges.some((other) => isCrossing(edge, other)));
}

/** At a place that is an end of neither. */
function isCrossing([a, b]: Edge, [c, d]: Edge): boolean {
  const [ab, cd] = [normalOf(a, b), normalOf(c, d)];
  const sides = [-dot(ab, c), dot(ab, d), -dot(cd, b), dot(cd, a)];
  return sides.every((side) => side > SAME) || sides.every((side) => side < -SAME);
}
