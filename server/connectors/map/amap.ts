import { z } from 'zod';
import type { LngLat } from '../../contract/geo.ts';
import type { Geocoded, MapFault } from '../../contract/map-service.ts';
import { degrees, pathOf, type MapDialect } from './dialect.ts';

const PAGE = 25;
/** What is empty comes as an empty list. */
const text = z.union([z.string(), z.array(z.unknown()).transform(() => '')]).default('');
const Status = z.object({ status: z.string(), infocode: z.string().default('') });
const Geocodes = z.object({
  geocodes: z.array(z.object({ formatted_address: text, location: z.string(), level: text })).default([]),
});
const Pois = z.object({
  pois: z
    .array(z.object({ id: z.string(), name: z.string(), address: text, location: z.string() }))
    .default([]),
});

const EXACT: ReadonlySet<string> = new Set([
  '门牌号',
  '门址',
  '单元号',
  '楼栋号',
  '兴趣点',
  '公交地铁站点',
  '公交站台、地铁站',
]);
const ROUGH: ReadonlySet<string> = new Set(['道路', '道路交叉路口', '热点商圈', '村庄', '住宅区']);

const FAULTS: Readonly<Record<string, MapFault>> = {
  10001: 'wrong_key',
  10002: 'not_allowed',
  10003: 'quota',
  10004: 'throttled',
  10005: 'wrong_ip',
  10006: 'wrong_kind',
  10007: 'signature',
  10008: 'wrong_kind',
  10009: 'wrong_kind',
  10010: 'quota',
  10012: 'not_allowed',
  10013: 'wrong_key',
  10014: 'throttled',
  10015: 'throttled',
  10019: 'throttled',
  10020: 'throttled',
  10021: 'throttled',
  10029: 'throttled',
  10044: 'quota',
  10045: 'quota',
  20000: 'refused',
  20001: 'refused',
  30000: 'no_result',
  30001: 'no_result',
};

/** 高德 (AMap) Web service: geocoding v3 and POI search 2.0 around a point; both in GCJ-02 by its documentation. */
export const AMAP: MapDialect = {
  datum: 'gcj02',
  pageSize: PAGE,
  geocodePath: (key, { address, city }) =>
    pathOf('/v3/geocode/geo', { key, address, ...(city !== undefined && { city }), output: 'JSON' }),
  readGeocode: (json) => {
    const fault = faultIn(json);
    if (fault) return { fault };
    const parsed = Geocodes.safeParse(json);
    if (!parsed.success) return { fault: 'strange' };
    const [first] = parsed.data.geocodes;
    if (!first) return { fault: 'no_result' };
    const center = pointIn(first.location);
    if (!center) return { fault: 'strange' };
    const { formatted_address: label, level } = first;
    return {
      found: { center, datum: 'gcj02', level, precision: precisionOf(level), ...(label !== '' && { label }) },
    };
  },
  aroundPath: (key, { word, center, radiusM, page }) =>
    pathOf('/v5/place/around', {
      key,
      keywords: word,
      location: `${degrees(center.lng)},${degrees(center.lat)}`,
      radius: radiusM,
      sortrule: 'distance',
      page_size: PAGE,
      page_num: page,
    }),
  readAround: (json) => {
    const fault = faultIn(json);
    if (fault) return fault === 'no_result' ? { found: { shops: [] } } : { fault };
    const parsed = Pois.safeParse(json);
    if (!parsed.success) return { fault: 'strange' };
    return {
      // Its count is that of the page.
      found: {
        shops: parsed.data.pois.map(({ id, name, address, location }) => {
          const center = pointIn(location);
          return center && { uid: id, name, address, center };
        }),
      },
    };
  },
};

function faultIn(json: unknown): MapFault | null {
  const parsed = Status.safeParse(json);
  if (!parsed.success) return 'strange';
  return parsed.data.status === '1' ? null : (FAULTS[parsed.data.infocode] ?? 'refused');
}

function pointIn(location: string): LngLat | null {
  const [lng, lat] = location.split(',').map(Number);
  return lng !== undefined && lat !== undefined && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
    ? { lng, lat }
    : null;
}

function precisionOf(level: string): Geocoded['precision'] {
  if (EXACT.has(level)) return 'exact';
  return ROUGH.has(level) ? 'rough' : 'area';
}
