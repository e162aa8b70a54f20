import { z } from 'zod';
import { DatumSchema } from './geo.ts';
import { isTimeZone } from './time-zone.ts';
import { PeriodFixesSchema } from './period-fixes.ts';
import { EngagementSchema } from './person.ts';

const MAX_ROWS = 20_000;
const id = z.string().min(1).max(128);
const iso = z.iso.datetime({ offset: true });
const span = { start: iso, end: iso };
const spot = { lng: z.number().min(-180).max(180), lat: z.number().min(-90).max(90) };
const radiusM = z.number().min(0).max(100_000);
const polygon = z
  .array(z.tuple([spot.lng, spot.lat]))
  .min(4)
  .max(2000);
const count = z.number().int().min(0).max(1_000_000);
/** Averages and shares come with a fraction. */
const fen = z
  .number()
  .min(-1_000_000_000_000)
  .max(1_000_000_000_000)
  .transform((amount) => Math.round(amount));
const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'must be HH:mm from 00:00 to 24:00');
const rows = <Row extends z.ZodType>(row: Row) => z.array(row).max(MAX_ROWS);

const PlaceKindSchema = z.enum([
  'own_store',
  'warehouse',
  'customer',
  'competitor',
  'competitor_pickup',
  'own_pickup',
  'other',
]);

/**
 * One employee-period as `judge` reads it, one JSON line each. Instants are ISO 8601 with an offset; `polygon` is a closed ring of
 * [lng, lat]; weekday 1 = Monday; everything before `judge.from` is history. Fields that are absent conclude nothing; unknown fields
 * are ignored.
 */
export const PeriodSchema = z.object({
  id,
  person: z.object({
    id,
    kind: z.enum(['rep', 'promoter', 'rider']),
    timeZone: z
      .string()
      .max(64)
      .refine(isTimeZone, { error: 'must be an IANA time zone' })
      .default('Asia/Shanghai'),
    engagement: EngagementSchema.optional(),
    regional: z.boolean().optional(),
    salesByMonthFen: rows(fen).optional(),
    phone: z
      .object({ model: z.string().max(128).default(''), os: z.string().max(128).default('') })
      .optional(),
  }),
  judge: z.object({ from: iso, to: iso }).refine(({ from, to }) => Date.parse(from) < Date.parse(to), {
    error: 'from must be before to',
  }),
  shifts: rows(
    z.object({ ...span, breaks: rows(z.object(span)).default([]), placeId: id.optional() }),
  ).default([]),
  leaves: rows(z.object({ ...span, kind: z.enum(['leave', 'trip', 'overtime']) })).default([]),
  fixes: PeriodFixesSchema.optional(),
  gaps: rows(
    z.object({
      ...span,
      cause: z.enum(['hidden', 'killed', 'permission', 'no_fix', 'battery_saver', 'offline']),
    }),
  ).optional(),
  punches: rows(
    z.object({
      id,
      kind: z.enum(['in', 'out', 'visit']),
      t: iso,
      lng: spot.lng.optional(),
      lat: spot.lat.optional(),
      accuracyM: z.number().min(0).max(1e7).optional(),
      datum: DatumSchema.optional(),
      deviceId: id.optional(),
      placeId: id.optional(),
      photoHash: z.string().max(256).optional(),
      riskFlag: z.number().optional(),
    }),
  ).optional(),
  places: rows(
    z.object({
      id,
      kind: PlaceKindSchema,
      roles: z.array(PlaceKindSchema).max(8).optional(),
      name: z.string().max(200).default(''),
      ...spot,
      radiusM,
      polygon: polygon.optional(),
      floor: z.union([z.string().max(16), z.number()]).optional(),
      datum: DatumSchema,
    }),
  ).default([]),
  zones: rows(z.object({ id, ...spot, radiusM, polygon: polygon.optional(), datum: DatumSchema })).optional(),
  visits: rows(
    z.object({
      id,
      customerId: id,
      ...span,
      purpose: z.enum(['sales', 'display', 'collection', 'service', 'survey']).optional(),
    }),
  ).optional(),
  orders: rows(
    z.object({
      id,
      customerId: id,
      bookedTo: id,
      t: iso,
      amountFen: fen,
      channel: z.enum(['rep', 'self', 'distributor', 'key_account']).optional(),
    }),
  ).optional(),
  tasks: rows(
    z.object({
      id,
      kind: z.enum(['pickup', 'drop', 'wait']),
      ...spot,
      datum: DatumSchema,
      from: iso,
      to: iso,
    }),
  ).optional(),
  anchors: rows(
    z.object({
      kind: z.enum(['qr', 'wifi', 'pos', 'scan', 'signoff', 'prompt']),
      t: iso,
      placeId: id.optional(),
      ok: z.boolean(),
    }),
  ).optional(),
  arrangements: rows(
    z.object({
      placeId: id.optional(),
      from: iso,
      to: iso,
      reason: z.enum(['support', 'survey', 'trip', 'customer_change']),
    }),
  ).optional(),
  declarations: rows(
    z.object({
      id,
      status: z.string().max(32),
      placeId: id.optional(),
      employer: z.string().max(200).optional(),
      hours: z
        .array(
          z.object({
            weekday: z.number().int().min(1).max(7),
            from: clock,
            to: clock,
          }),
        )
        .max(100)
        .default([]),
      until: iso.optional(),
    }),
  ).optional(),
  targets: z.object({ salesByMonthFen: rows(fen) }).optional(),
  team: z
    .object({
      conversion: z.object({ visits: count, orders: count }).optional(),
      salesByMonthFen: rows(fen).optional(),
    })
    .optional(),
  peers: rows(
    z.object({
      personId: id,
      deviceIds: rows(id).default([]),
      photoHashes: rows(z.string().max(256)).default([]),
      fixes: PeriodFixesSchema.optional(),
    }),
  ).optional(),
  placeDoubt: rows(z.object({ placeId: id, people: count, misses: count })).optional(),
  /** Usual silence of the same phone model. No detector takes silence for evidence, so there is nothing it could excuse: checked, not read. */
  phoneNorm: z.object({ gapShare: z.number().min(0).max(1), n: count }).optional(),
});
export type Period = z.infer<typeof PeriodSchema>;
