import { z } from 'zod';
import { DatumSchema, LngLatSchema } from './geo.ts';
import { NextSchema } from './page.ts';
import { PlaceRecordSchema, PlaceRoleSchema } from './place.ts';
import { PuttingSchema } from './putting.ts';
import { RegionChoiceSchema } from './zones.ts';

/** Why a place is changed by hand; the next one who looks at it reads it. 「拆了」 is a whole reason. */
export const PLACE_REASON_MIN = 2;
const reason = z.string().trim().min(PLACE_REASON_MIN).max(200);

/** Names what somebody saw of a place: a change of something else is refused. */
const seen = z.string().min(1).max(64);

const { name, roles, floor, regionId, wifiBssids, center, datum, radiusM, polygon } = PlaceRecordSchema.shape;

/** Body of PUT /api/v1/places/:id: a new place, or the whole of what a known one is to be. */
export const PlaceDeskBodySchema = z.strictObject({
  name,
  roles,
  floor,
  regionId,
  wifiBssids,
  /** Where it is and how far it reaches; absent: as it was. */
  spot: z.strictObject({ center, datum, radiusM, polygon }).optional(),
  /** Absent: a new place. */
  seen: seen.optional(),
  /** Needed of a known place. */
  why: reason.optional(),
});
export type PlaceDeskBody = z.infer<typeof PlaceDeskBodySchema>;

/** Body of POST /api/v1/places/:id/withdraw and /restore. */
export const PlaceMoveBodySchema = z.strictObject({ seen, why: reason });
export type PlaceMoveBody = z.infer<typeof PlaceMoveBodySchema>;

export const PlaceStateSchema = z.enum(['standing', 'withdrawn']);
export type PlaceState = z.infer<typeof PlaceStateSchema>;

const listed = {
  id: z.string(),
  name: z.string(),
  roles: z.array(PlaceRoleSchema),
  floor: z.string().optional(),
  /** Absent: of no region. */
  regionName: z.string().optional(),
} as const;

/** Reply of GET /api/v1/places: places the reader may see, by id. */
export const PlaceListSchema = z.strictObject({
  /** Regions to choose from. */
  regions: z.array(RegionChoiceSchema),
  /** Whether the reader may look at all of them at once, and at places of none. */
  seesAll: z.boolean(),
  mayChange: z.boolean(),
  places: z.array(z.strictObject(listed)),
  /** How many there are of what was asked for. */
  found: z.number().int(),
  next: NextSchema,
});
export type PlaceList = z.infer<typeof PlaceListSchema>;

const shape = {
  center: LngLatSchema,
  radiusM: z.number(),
  polygon: z.array(LngLatSchema).optional(),
} as const;

/** Reply of GET /api/v1/places/:id/uses: what points at it from today on. */
export const PlaceUsesSchema = z.strictObject({
  /** Planned visits. */
  plans: z.number().int(),
  /** Days of people with a shift there. */
  shifts: z.number().int(),
  /** People whose store it is. */
  staff: z.number().int(),
  hasScreen: z.boolean(),
  /** Side jobs that were declared there and hold, or wait. */
  declarations: z.number().int(),
  /** Alerts raised by it that have not ended. */
  alerts: z.number().int(),
});
export type PlaceUses = z.infer<typeof PlaceUsesSchema>;

/** Reply of GET /api/v1/places/:id; positions in WGS-84. */
export const PlaceDetailSchema = z.strictObject({
  ...listed,
  ...shape,
  regionId: z.string().optional(),
  wifiBssids: z.array(z.string()).optional(),
  /** In which its position came. */
  sourceDatum: DatumSchema,
  seen: z.string(),
  /** Who changed it last, and why where it was by hand. */
  last: PuttingSchema,
  why: z.string().optional(),
  /** What another system or a file had said of it, where somebody changed it by hand since. */
  record: PuttingSchema.optional(),
  withdrawnAt: z.string().optional(),
  /** Others near it, nearest first; `edgeM`: from its centre to their edge, metres, negative inside. */
  neighbours: z.array(z.strictObject({ ...listed, ...shape, edgeM: z.number() })),
  mayChange: z.boolean(),
  /** Regions it may be put into by who may change it. */
  regions: z.array(RegionChoiceSchema),
});
export type PlaceDetail = z.infer<typeof PlaceDetailSchema>;
