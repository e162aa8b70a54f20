import { type Doc, isDoc, toNumber } from '../wire/bson.ts';

/** Degrees east and north, or x and y on a plane. */
export type Place = readonly [number, number];
/** What a GeoJSON object is made of. The first ring of a polygon is its border, the others are holes. */
export type Shape = { places: Place[]; lines: Place[][]; polygons: Place[][][] };

/** GeoJSON, or a pair of numbers as an array or as the first fields of a document; undefined for all else. */
export function readShape(value: unknown): Shape | undefined {
  const place = readPair(value);
  if (place) return { places: [place], lines: [], polygons: [] };
  return isDoc(value) ? readGeoJson(value) : undefined;
}

export function readPair(value: unknown): Place | undefined {
  const values: unknown[] = Array.isArray(value) ? value : isDoc(value) ? Object.values(value) : [];
  const [x = Number.NaN, y = Number.NaN] = values.slice(0, 2).map(toNumber);
  return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
}

export function isOnEarth([lng, lat]: Place): boolean {
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90;
}

type Read<T> = (value: unknown) => T | undefined;

/** undefined when one of them cannot be read or there are too few. */
function each<T>(values: unknown, read: Read<T>, atLeast = 1): T[] | undefined {
  const found = Array.isArray(values) ? values.map(read) : [];
  return found.length >= atLeast && found.every((one) => one !== undefined) ? found : undefined;
}

function readPosition(value: unknown): Place | undefined {
  const place = Array.isArray(value) ? readPair(value) : undefined;
  return place && isOnEarth(place) ? place : undefined;
}

/** A place that follows itself says nothing. */
function readChain(value: unknown, atLeast: number): Place[] | undefined {
  const chain = each(value, readPosition)?.filter((place, i, all) => i === 0 || !isSame(place, all[i - 1]));
  return chain && chain.length >= atLeast ? chain : undefined;
}

function isSame([lng, lat]: Place, other: Place | undefined): boolean {
  return lng === other?.[0] && lat === other[1];
}

const readLine: Read<Place[]> = (value) => readChain(value, 2);

/** Closed: its last place is its first. */
function readRing(value: unknown): Place[] | undefined {
  const ring = readChain(value, 4);
  return ring?.[0] && isSame(ring[0], ring.at(-1)) ? ring : undefined;
}

const readPolygon: Read<Place[][]> = (value) => each(value, readRing);

const PARTS = new Map<unknown, (coordinates: unknown) => [keyof Shape, unknown[] | undefined]>([
  ['Point', (coordinates) => ['places', each([coordinates], readPosition)]],
  ['MultiPoint', (coordinates) => ['places', each(coordinates, readPosition)]],
  ['LineString', (coordinates) => ['lines', each([coordinates], readLine)]],
  ['MultiLineString', (coordinates) => ['lines', each(coordinates, readLine)]],
  ['Polygon', (coordinates) => ['polygons', each([coordinates], readPolygon)]],
  ['MultiPolygon', (coordinates) => ['polygons', each(coordinates, readPolygon)]],
]);

function readGeoJson({ type, coordinates, geometries }: Doc): Shape | undefined {
  const none: Shape = { places: [], lines: [], polygons: [] };
  if (type === 'GeometryCollection') {
    const shapes = each(geometries, (one) => (isDoc(one) ? readGeoJson(one) : undefined));
    return shapes?.reduce((all, one) => ({
      places: [...all.places, ...one.places],
      lines: [...all.lines, ...one.lines],
      polygons: [...all.polygons, ...one.polygons],
    }));
  }
  const [name, parts] = PARTS.get(type)?.(coordinates) ?? [];
  return name && parts && { ...none, [name]: parts };
}
