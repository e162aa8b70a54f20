import { z } from 'zod';
import { DatumSchema, LngLatSchema } from './geo.ts';

export const MapServiceSchema = z.enum(['amap', 'baidu']);
export type MapService = z.infer<typeof MapServiceSchema>;
/** Where each of them answers; a company with a server of its own has another. */
export const MAP_ADDRESSES: Readonly<Record<MapService, string>> = {
  amap: 'https://restapi.amap.com',
  baidu: 'https://api.map.baidu.com',
};
/** Requests a day unless the company says otherwise: below what either gives away. */
export const MAP_PER_DAY = 2_000;

/** Body of PUT /api/v1/map-service. */
export const MapSettingsBodySchema = z.strictObject({
  service: MapServiceSchema,
  address: z.string().trim().min(8).max(200),
  /** Absent: the one that is kept, if the address is still the same. */
  key: z.string().trim().min(1).max(200).optional(),
  perDay: z.number().int().min(1).max(1_000_000),
});
export type MapSettingsBody = z.infer<typeof MapSettingsBodySchema>;

/** Reply of GET /api/v1/map-service; never the key. */
export const MapSettingsViewSchema = z.strictObject({
  /** Absent: no service is connected. */
  settings: MapSettingsBodySchema.omit({ key: true })
    .extend({ changedAt: z.string(), changedBy: z.string() })
    .optional(),
  usedToday: z.number().int(),
  mayEdit: z.boolean(),
});
export type MapSettingsView = z.infer<typeof MapSettingsViewSchema>;

/** Why a map service gave nothing. */
export const MapFaultSchema = z.enum([
  'not_connected',
  'wrong_key',
  'wrong_kind',
  'wrong_ip',
  'signature',
  'not_allowed',
  'quota',
  'own_quota',
  'throttled',
  'no_result',
  'long_address',
  'refused',
  'strange',
  'address_refused',
  'timeout',
  'tls',
  'network',
]);
export type MapFault = z.infer<typeof MapFaultSchema>;

/** Body of POST /api/v1/map-service/geocode: the address of a place of the company, never of a person. */
export const GeocodeBodySchema = z.strictObject({
  address: z.string().trim().min(4).max(80),
  city: z.string().trim().min(2).max(20).optional(),
});
export type GeocodeBody = z.infer<typeof GeocodeBodySchema>;

/** A position in the datum it was told in. */
const spot = { center: LngLatSchema, datum: DatumSchema } as const;

export const GeocodedSchema = z.strictObject({
  ...spot,
  /** What the service took the address for, where it says so. */
  label: z.string().optional(),
  /** Its own word for how exact that is. */
  level: z.string(),
  /** `exact`: a house or a shop; `rough`: a road or a crossing; `area`: a town, a district. */
  precision: z.enum(['exact', 'rough', 'area']),
  /** Metres by which it may be wrong, where the service says so. */
  errorM: z.number().optional(),
});
export type Geocoded = z.infer<typeof GeocodedSchema>;

/** Reply of POST /api/v1/map-service/geocode. */
export const GeocodeReplySchema = z.union([
  z.strictObject({ found: GeocodedSchema }),
  z.strictObject({ fault: MapFaultSchema }),
]);
export type GeocodeReply = z.infer<typeof GeocodeReplySchema>;

/** Body of POST /api/v1/map-service/rivals: one stretch of a search around the own stores. */
export const RivalBodySchema = z.strictObject({
  /** Names of brands. */
  words: z.array(z.string().trim().min(2).max(20)).min(1).max(5),
  radiusM: z.number().int().min(50).max(3_000),
  region: z.string().min(1).max(64).optional(),
  /** The `next` of the stretch before. */
  after: z.string().min(1).max(64).optional(),
});
export type RivalBody = z.infer<typeof RivalBodySchema>;

export const RivalSchema = z.strictObject({
  /** The id it would have as a place. */
  id: z.string(),
  name: z.string(),
  address: z.string(),
  spot: z.strictObject(spot),
  /** Of the store it was found by. */
  regionId: z.string().optional(),
  /** The own store it was found by, and how far it is from it. */
  near: z.strictObject({ id: z.string(), name: z.string(), distanceM: z.number().int() }),
  /** Whether its name has the brand in it; the service finds others too. */
  isNamed: z.boolean(),
});
export type Rival = z.infer<typeof RivalSchema>;

/** A search that found more shops than it reads: some further ones are missing. */
export const RivalCutSchema = z.strictObject({
  word: z.string(),
  store: z.strictObject({ id: z.string(), name: z.string() }),
  read: z.number().int(),
  /** Absent where the service does not say how many there are. */
  all: z.number().int().optional(),
});
export type RivalCut = z.infer<typeof RivalCutSchema>;

/** Reply of POST /api/v1/map-service/rivals: shops that are no place of the company's yet, and how far the search has come. */
export const RivalReplySchema = z.strictObject({
  rivals: z.array(RivalSchema),
  /** Where it stopped reading before the end: to be searched again in a smaller circle, or by a longer name. */
  cut: z.array(RivalCutSchema),
  stores: z.strictObject({ done: z.number().int(), all: z.number().int() }),
  /** Requests it took. */
  asked: z.number().int(),
  /** Absent: every store was looked around. */
  next: z.string().optional(),
  /** Why it stopped; what was found until then counts. */
  fault: MapFaultSchema.optional(),
});
export type RivalReply = z.infer<typeof RivalReplySchema>;
