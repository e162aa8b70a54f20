import gcoordModule from 'gcoord';
import type { Datum, LngLat } from '../../contract/geo.ts';
import { SHIFTED_RINGS, UNSHIFTED_RINGS } from './mainland-outline.ts';
import { isInsideRing } from './ring.ts';

// The package's types describe its ES build, where everything hangs on a default export; Node loads the CommonJS one.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
const gcoord = gcoordModule as unknown as typeof gcoordModule.default;

/** Baidu serves BD-09 on the mainland, in Hong Kong, Macau and this box, and plain WGS-84 abroad; degrees. */
const TAIWAN_BOX = { west: 119, east: 122.6, south: 21.5, north: 25.7 };
/** 1e-9 degrees is 0.1 mm; the shift is so smooth that four rounds reach it. */
const TOLERANCE_DEG = 1e-9;
const MAX_ROUNDS = 12;

/**
 * A point of any accepted datum in WGS-84. gcoord shifts everything in a box from Kazakhstan to Japan; here only the mainland is
 * shifted (GCJ-02), and Baidu's own offset (BD-09) is undone only where Baidu applies it.
 */
export function toWgs84(point: LngLat, datum: Datum): LngLat {
  if (datum === 'wgs84') return point;
  if (datum === 'gcj02') return unshift(point);
  const inner = invert(point, bd09OfGcj02);
  return servesBd09(inner) ? unshift(inner) : point;
}

/** The inverse of toWgs84: what a map of `datum` shows for a WGS-84 point. */
export function fromWgs84(point: LngLat, datum: Datum): LngLat {
  if (datum === 'wgs84') return point;
  const shifted = isShifted(point) ? gcj02OfWgs84(point) : point;
  return datum === 'bd09' && servesBd09(shifted) ? bd09OfGcj02(shifted) : shifted;
}

/** Whether public maps shift this WGS-84 point: the mainland without Hong Kong, Macau and the islands of Taiwan. */
export function isShifted({ lng, lat }: LngLat): boolean {
  const contains = (ring: readonly number[]) => isInsideRing(lng, lat, ring);
  return SHIFTED_RINGS.some(contains) && !UNSHIFTED_RINGS.some(contains);
}

function unshift(point: LngLat): LngLat {
  const original = invert(point, gcj02OfWgs84);
  return isShifted(original) ? original : point;
}

function servesBd09({ lng, lat }: LngLat): boolean {
  const { west, east, south, north } = TAIWAN_BOX;
  const contains = (ring: readonly number[]) => isInsideRing(lng, lat, ring);
  const inTaiwan = lng > west && lng < east && lat > south && lat < north;
  return inTaiwan || SHIFTED_RINGS.some(contains) || UNSHIFTED_RINGS.some(contains);
}

function invert(target: LngLat, forward: (point: LngLat) => LngLat): LngLat {
  let { lng, lat } = target;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const reached = forward({ lng, lat });
    const lngError = reached.lng - target.lng;
    const latError = reached.lat - target.lat;
    if (Math.abs(lngError) < TOLERANCE_DEG && Math.abs(latError) < TOLERANCE_DEG) break;
    lng -= lngError;
    lat -= latError;
  }
  return { lng, lat };
}

function gcj02OfWgs84({ lng, lat }: LngLat): LngLat {
  const [shiftedLng, shiftedLat] = gcoord.transform([lng, lat], gcoord.WGS84, gcoord.GCJ02);
  return { lng: shiftedLng, lat: shiftedLat };
}

function bd09OfGcj02({ lng, lat }: LngLat): LngLat {
  const [shiftedLng, shiftedLat] = gcoord.transform([lng, lat], gcoord.GCJ02, gcoord.BD09);
  return { lng: shiftedLng, lat: shiftedLat };
}
