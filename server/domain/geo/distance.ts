import type { LngLat } from '../../contract/geo.ts';

/** Mean radius of the Earth, metres: the figure trackintel and scikit-mobility use, so that stays agree with theirs. */
export const EARTH_RADIUS_M = 6_371_000;
const RAD = Math.PI / 180;
/** Metres of one degree of latitude. */
export const DEGREE_M = EARTH_RADIUS_M * RAD;

/** Great-circle distance, metres. */
export function haversineM(a: LngLat, b: LngLat): number {
  return haversineDegM(a.lng, a.lat, b.lng, b.lat);
}

/** Great-circle distance of four plain degrees, metres: the form for loops over columns. */
export function haversineDegM(lngA: number, latA: number, lngB: number, latB: number): number {
  const sinLat = Math.sin(((latB - latA) * RAD) / 2);
  const sinLng = Math.sin(((lngB - lngA) * RAD) / 2);
  const h = sinLat * sinLat + Math.cos(latA * RAD) * Math.cos(latB * RAD) * sinLng * sinLng;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** A flat metric plane that touches the Earth at `origin`: x east and y north in metres, error < 0.1 % within 50 km. */
export type LocalPlane = Readonly<{
  xOf: (lng: number) => number;
  yOf: (lat: number) => number;
  lngOf: (x: number) => number;
  latOf: (y: number) => number;
}>;

/** The plane at `origin`; differences across the 180th meridian are taken the short way. */
export function localPlane(origin: LngLat): LocalPlane {
  const perLng = metresPerLng(origin.lat);
  const { lng, lat } = origin;
  return { xOf: eastOf(lng, perLng), yOf: northOf(lat), lngOf: lngAt(lng, perLng), latOf: latAt(lat) };
}

// Nameless: the TypeScript loader would name each function of each plane at run time, which takes longer than most planes are used.
const eastOf = (originLng: number, perLng: number) => (lng: number) => wrapDeg(lng - originLng) * perLng;
const northOf = (originLat: number) => (lat: number) => (lat - originLat) * DEGREE_M;
const lngAt = (originLng: number, perLng: number) => (x: number) => wrapDeg(originLng + x / perLng);
const latAt = (originLat: number) => (y: number) => originLat + y / DEGREE_M;

/** Metres of one degree of longitude at `lat`. */
export const metresPerLng = (lat: number): number => DEGREE_M * Math.cos(lat * RAD);

/** A difference of longitudes the short way round, -180 to 180. */
export function wrapDeg(deg: number): number {
  if (deg >= -180 && deg <= 180) return deg;
  return deg > 0 ? deg - 360 : deg + 360;
}
