import { z } from 'zod';
import { DatumSchema, RecordPointSchema } from './geo.ts';
import { faultNamed } from './texts/record-faults.ts';
import { whenRight } from './when-right.ts';
import { textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** What a place is to the company; one place may be several things at once. */
export const PlaceRoleSchema = z.enum([
  'own_store',
  'customer',
  'competitor',
  'warehouse',
  'own_pickup',
  'competitor_pickup',
  'office',
  'other',
]);
export type PlaceRole = z.infer<typeof PlaceRoleSchema>;

export const RingSchema = z.array(RecordPointSchema).min(3).max(500);

export const BssidSchema = z
  .string()
  .toLowerCase()
  .refine((text) => /^([0-9a-f]{2}:){5}[0-9a-f]{2}$/.test(text), faultNamed('bssid'))
  .meta({ pattern: '^([0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}$' });

/** Body of PUT /api/v1/records/places/:externalId; coordinates in `datum`, radius in metres. */
export const PlaceRecordSchema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  roles: z.array(PlaceRoleSchema).min(1).max(6),
  center: RecordPointSchema,
  datum: DatumSchema,
  radiusM: z.number().min(5).max(2000).default(50),
  polygon: RingSchema.optional(),
  /** Of a building with several; spaces and case do not matter. */
  floor: z.string().trim().min(1).max(16).optional(),
  regionId: z.string().min(1).max(64).optional(),
  /** Addresses (BSSID) of the place's own access points: a phone that hangs on one is there. */
  wifiBssids: z.array(BssidSchema).max(50).optional(),
});
export type PlaceRecord = z.infer<typeof PlaceRecordSchema>;

const shape = {
  polygon: RingSchema.optional(),
  center: RecordPointSchema.optional(),
  radiusM: z.number().min(50).max(100_000).optional(),
};

/**
 * Body of PUT /api/v1/records/zones/:externalId: where people are expected to work, a ring or a circle. It is the zone of the people it
 * names; where it names none, of those who were put into it in the console, and of the region's staff without a zone of their own.
 */
export const ZoneRecordSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    datum: DatumSchema,
    ...shape,
    regionId: z.string().min(1).max(64).optional(),
    employeeNos: z.array(z.string().min(1).max(64)).max(500).optional(),
  })
  .refine(
    ({ polygon, center, radiusM }) => (polygon ? !center && !radiusM : center && radiusM !== undefined),
    { path: ['polygon'], ...faultNamed('ringOrCircle'), ...whenRight(z.object(shape)) },
  );
export type ZoneRecord = z.infer<typeof ZoneRecordSchema>;

export const ExternalIdSchema = textLike(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, rule.externalId);
