import { CommandError, badValue } from '../command-error.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';
import { type Place, type Shape, isOnEarth, readPair, readShape } from './geo-shape.ts';
import {
  type Sphere,
  NOWHERE,
  angleBetween,
  distanceFrom,
  intersect,
  isWithin,
  onSphere,
} from './geo-sphere.ts';
import { keyValues } from './path.ts';

type ValueTest = (value: unknown) => boolean;

/** MongoDB's, in metres. */
const EARTH_RADIUS_M = 6_378_100;

export const GEO_OPERATORS: Record<string, (operand: unknown) => ValueTest> = {
  $geoWithin: within,
  $within: within,
  $geoIntersects: (operand) => {
    const wanted = onSphere(geometryOf(operand, '$geoIntersects'));
    return (value) => {
      const shape = sphereOf(value);
      return shape !== undefined && intersect(shape, wanted);
    };
  },
};

function within(operand: unknown): ValueTest {
  const [region, given] = Object.entries(isDoc(operand) ? operand : {})[0] ?? [''];
  const isInside = PLANE_REGIONS.get(region)?.(given);
  if (isInside)
    return (value) => {
      const place = placeOf(value);
      return place !== undefined && isInside(place);
    };
  if (region === '$centerSphere') {
    const [centre, radius] = circleOf(region, given);
    // A cap of the sphere holds the arc between any two of its places.
    return (value) => everyCorner(value, (place) => angleBetween(place, centre) <= radius);
  }
  const shape = geometryOf(operand, '$geoWithin');
  if (shape.polygons.length === 0 || shape.lines.length || shape.places.length)
    throw badValue('$geoWithin not supported with provided geometry');
  const outer = onSphere(shape);
  return (value) => {
    const inner = sphereOf(value);
    return inner !== undefined && isWithin(inner, outer);
  };
}

/** A plane knows single places. */
function placeOf(value: unknown): Place | undefined {
  const isPoint = isDoc(value) && value['type'] === 'Point';
  return isPoint ? readShape(value)?.places[0] : readPair(value);
}

function everyCorner(value: unknown, test: (place: Place) => boolean): boolean {
  const shape = readShape(value);
  const corners = shape ? [...shape.places, ...shape.lines.flat(), ...shape.polygons.flat(2)] : [];
  return corners.length > 0 && corners.every((corner) => isOnEarth(corner) && test(corner));
}

function sphereOf(value: unknown): Sphere | undefined {
  const shape = readShape(value);
  return shape?.places.every(isOnEarth) ? onSphere(shape) : undefined;
}

function geometryOf(operand: unknown, name: string): Shape {
  const given = isDoc(operand) ? operand['$geometry'] : undefined;
  const shape = isDoc(given) && 'type' in given ? readShape(given) : undefined;
  if (!shape) throw badValue(`unknown geo specifier or invalid GeoJSON of ${name}`);
  return shape;
}

const PLANE_REGIONS = new Map<string, (operand: unknown) => (place: Place) => boolean>([
  [
    '$box',
    (operand) => {
      const [a, b] = pairsOf('$box', operand, 2);
      const isBetween = (n: number, x: number, y: number): boolean =>
        Math.min(x, y) <= n && n <= Math.max(x, y);
      return ([x, y]) => isBetween(x, a[0], b[0]) && isBetween(y, a[1], b[1]);
    },
  ],
  [
    '$center',
    (operand) => {
      const [[cx, cy], radius] = circleOf('$center', operand);
      return ([x, y]) => Math.hypot(x - cx, y - cy) <= radius;
    },
  ],
  [
    '$polygon',
    (operand) => {
      const corners = pairsOf('$polygon', isDoc(operand) ? Object.values(operand) : operand, 3);
      return (place) => isInPolygon(corners, place);
    },
  ],
]);

type Pairs = [Place, Place, ...Place[]];

function pairsOf(name: string, operand: unknown, atLeast: number): Pairs {
  const pairs = (Array.isArray(operand) ? operand : []).map(readPair).filter((pair) => pair !== undefined);
  const [a, b, ...more] = pairs;
  if (!a || !b || pairs.length < atLeast) throw badValue(`Point must be an array or object in ${name}`);
  return [a, b, ...more];
}

function circleOf(name: string, operand: unknown): [centre: Place, radius: number] {
  const [centre, radius] = Array.isArray(operand) ? [readPair(operand[0]), toNumber(operand[1])] : [];
  if (!centre || radius === undefined || !(radius >= 0))
    throw badValue(`${name} needs a centre and a radius, 0 or more`);
  return [centre, radius];
}

/** On its border counts as in it. */
function isInPolygon(corners: Place[], [x, y]: Place): boolean {
  let isInside = false;
  for (const [i, [bx, by]] of corners.entries()) {
    const [ax, ay] = corners.at(i - 1) ?? [bx, by];
    const side = (bx - ax) * (y - ay) - (by - ay) * (x - ax);
    if (side === 0 && (x - ax) * (x - bx) <= 0 && (y - ay) * (y - by) <= 0) return true;
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isInside = !isInside;
  }
  return isInside;
}

/** A `$near` of a query: how far a document is, undefined where it has no place within the wanted distances. */
export type Near = {
  path: string;
  isPlane: boolean;
  /** The centre is a pair and not GeoJSON. */
  isPair: boolean;
  distanceOf: (doc: Doc) => number | undefined;
};

/** The query without its `$near`, which stands at its top or in an `$and` there, and that. */
export function splitNear(filter: Doc): { filter: Doc; near: Near | undefined } {
  const found: Near[] = [];
  const rest = withoutNear(filter, found);
  if (found.length > 1) throw badValue('Too many geoNear expressions');
  return { filter: found.length ? rest : filter, near: found[0] };
}

function withoutNear(filter: Doc, found: Near[]): Doc {
  const kept = Object.entries(filter).flatMap(([path, condition]): [string, unknown][] => {
    if (path === '$and' && Array.isArray(condition) && condition.every(isDoc)) {
      const branches = condition.map((branch) => withoutNear(branch, found));
      return [[path, branches]];
    }
    const name = isDoc(condition) ? ['$near', '$nearSphere'].find((one) => one in condition) : undefined;
    if (!isDoc(condition) || !name || path.startsWith('$')) return [[path, condition]];
    const { [name]: centre, $minDistance, $maxDistance, ...others } = condition;
    found.push(readNear(path, { name, centre, $minDistance, $maxDistance }));
    return Object.keys(others).length ? [[path, others]] : [];
  });
  return Object.fromEntries(kept);
}

type NearSpec = { name: string; centre: unknown; $minDistance: unknown; $maxDistance: unknown };

/** Of GeoJSON in metres, of a pair in its own units, or in radians on the sphere. */
function readNear(path: string, { name, centre: given, ...beside }: NearSpec): Near {
  const geometry = isDoc(given) ? given['$geometry'] : undefined;
  const isPair = geometry === undefined;
  const centre = isPair ? readPair(given) : readShape(geometry)?.places[0];
  const isPlane = isPair && name === '$near';
  const isLong = isPair && Object.values(given ?? {}).length > 2;
  if (!centre || isLong || !(isPlane || isOnEarth(centre))) throw badValue(`invalid point in ${name}`);
  const limits = !isPair && isDoc(given) ? { ...beside, ...given } : beside;
  const [nearest, farthest] = [limit(limits.$minDistance, 0), limit(limits.$maxDistance, Infinity)];
  const unit = isPair ? 1 : EARTH_RADIUS_M;
  const distanceTo = (value: unknown): number => {
    if (!isPlane) return distanceFrom(centre, sphereOf(value) ?? NOWHERE) * unit;
    const [x, y] = placeOf(value) ?? [Infinity, 0];
    return Math.hypot(x - centre[0], y - centre[1]);
  };
  const distanceOf = (doc: Doc): number | undefined => {
    const distance = Math.min(...geoValues(doc, path.split('.')).map(distanceTo));
    return distance !== Infinity && nearest <= distance && distance <= farthest ? distance : undefined;
  };
  return { path, isPlane, isPair, distanceOf };
}

function limit(value: unknown, otherwise: number): number {
  if (value === undefined) return otherwise;
  const distance = toNumber(value);
  if (distance === undefined || !(distance >= 0)) throw badValue('a distance must be a number, 0 or more');
  return distance;
}

/** What stands at the path as `$near` and indexes see it, without what is empty. An array of places is several. */
function geoValues(doc: Doc, parts: string[], isSplit = true): unknown[] {
  const last = parts.at(-1) ?? '';
  const holders = parts.length === 1 ? [doc] : keyValues(doc, parts.slice(0, -1)).filter(isDoc);
  const values = holders.map((holder) => holder[last]).filter((value) => !isEmpty(value));
  return values.flatMap((value): unknown[] =>
    isSplit && Array.isArray(value) && typeof value[0] === 'object' && !readPair(value) ? value : [value],
  );
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (canHold(value) && Object.keys(value).length === 0);
}

function canHold(value: unknown): value is object {
  return isDoc(value) || Array.isArray(value);
}

/** An index of places takes only documents whose places it could find. A plane one passes by what cannot be one. */
export function assertPlaces(doc: Doc, { parts, type }: { parts: string[]; type: string }): void {
  const isFlat = type === '2d';
  const isGood: ValueTest = isFlat
    ? (value) => !canHold(value) || (readPair(value)?.every((side) => Math.abs(side) <= 180) ?? false)
    : (value) => sphereOf(value) !== undefined;
  if (geoValues(doc, parts, isFlat).every(isGood)) return;
  const message = `Can't extract geo keys: ${parts.join('.')} holds no place for a ${type} index`;
  throw new CommandError(isFlat ? 16804 : 16755, message);
}
