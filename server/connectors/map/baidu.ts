import { z } from 'zod';
import type { MapFault } from '../../contract/map-service.ts';
import { degrees, pathOf, type MapDialect } from './dialect.ts';

const PAGE = 20;
/** What its geocoding takes, in bytes of UTF-8. */
const MAX_ADDRESS_BYTES = 84;
const point = z.object({ lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) });
const Status = z.object({ status: z.number(), message: z.string().default(''), msg: z.string().default('') });
const Result = z.object({
  result: z
    .object({
      location: point,
      precise: z.number().default(0),
      confidence: z.number().default(0),
      level: z.string().default(''),
    })
    .optional(),
});
const Results = z.object({
  total: z.int().min(0).optional(),
  results: z
    .array(
      z.object({
        uid: z.string().default(''),
        name: z.string(),
        address: z.string().default(''),
        location: point.optional(),
      }),
    )
    .default([]),
});

const FAULTS: Readonly<Record<number, MapFault>> = {
  1: 'refused',
  2: 'refused',
  3: 'not_allowed',
  4: 'quota',
  5: 'wrong_key',
  101: 'wrong_key',
  200: 'wrong_key',
  201: 'wrong_key',
  202: 'wrong_key',
  203: 'wrong_kind',
  210: 'wrong_ip',
  211: 'signature',
  220: 'wrong_kind',
  230: 'wrong_kind',
  240: 'not_allowed',
  301: 'quota',
  302: 'quota',
  401: 'throttled',
  402: 'throttled',
};

/** Metres within which a position is, by `confidence`, from the highest on. */
const ERRORS_M: readonly (readonly [confidence: number, errorM: number])[] = [
  [100, 20],
  [90, 50],
  [80, 100],
  [75, 200],
  [70, 300],
  [60, 500],
  [50, 1_000],
  [40, 2_000],
  [30, 5_000],
  [25, 8_000],
];
const WORST_M = 10_000;
const EXACT_M = 100;
const ROUGH_M = 500;

/** 百度 (Baidu): geocoding v3 and place search v2 around a point, both asked for GCJ-02 by name. */
export const BAIDU: MapDialect = {
  datum: 'gcj02',
  pageSize: PAGE,
  geocodePath: (ak, { address, city }) =>
    Buffer.byteLength(address) > MAX_ADDRESS_BYTES
      ? null
      : pathOf('/geocoding/v3/', {
          address,
          ...(city !== undefined && { city }),
          ret_coordtype: 'gcj02ll',
          output: 'json',
          ak,
        }),
  readGeocode: (json) => {
    const fault = faultIn(json);
    if (fault) return { fault };
    const parsed = Result.safeParse(json);
    if (!parsed.success) return { fault: 'strange' };
    if (!parsed.data.result) return { fault: 'no_result' };
    const { location: center, precise, confidence, level } = parsed.data.result;
    const errorM = ERRORS_M.find(([from]) => confidence >= from)?.[1] ?? WORST_M;
    const isExact = precise === 1 && errorM <= EXACT_M;
    const precision = isExact ? 'exact' : errorM <= ROUGH_M ? 'rough' : 'area';
    return { found: { center, datum: 'gcj02', level, precision, errorM } };
  },
  // coord_type 2 says that the centre is GCJ-02, ret_coordtype asks for the same back.
  aroundPath: (ak, { word, center, radiusM, page }) =>
    pathOf('/place/v2/search', {
      query: word,
      location: `${degrees(center.lat)},${degrees(center.lng)}`,
      radius: radiusM,
      radius_limit: 'true',
      coord_type: 2,
      ret_coordtype: 'gcj02ll',
      scope: 1,
      page_size: PAGE,
      page_num: page - 1,
      output: 'json',
      ak,
    }),
  readAround: (json) => {
    const fault = faultIn(json);
    if (fault) return fault === 'no_result' ? { found: { shops: [] } } : { fault };
    const parsed = Results.safeParse(json);
    if (!parsed.success) return { fault: 'strange' };
    const { results, total } = parsed.data;
    const shops = results.map(({ location, ...poi }) => (location ? { ...poi, center: location } : null));
    return { found: { shops, ...(total !== undefined && { all: total }) } };
  },
};

function faultIn(json: unknown): MapFault | null {
  const parsed = Status.safeParse(json);
  if (!parsed.success) return 'strange';
  const { status, message, msg } = parsed.data;
  if (status === 0) return null;
  // An address it does not know is told as an error of its own.
  if (status === 1 && /无相关结果/.test(message + msg)) return 'no_result';
  return FAULTS[status] ?? 'refused';
}
