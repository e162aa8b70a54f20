import { z } from 'zod';
import { DatumSchema } from './geo.ts';

/** Milliseconds since 1970 UTC on the device's own wall clock; 2020-01-01 … 2100-01-01. */
export const DeviceTimeSchema = z.number().int().min(1_577_836_800_000).max(4_102_444_800_000);

/** UUIDv7 made by the client: names one punch, photo or explanation for ever. */
export const ClientIdSchema = z.uuidv7();

/** Random id of one installation of the app; never a hardware id. */
export const InstallIdSchema = z.uuid();

const lng = z.number().min(-180).max(180);
const lat = z.number().min(-90).max(90);
/** 68 % radius in metres. */
const accuracyM = z.number().min(0).max(20_000);
export const LOCATION = { lng, lat, accuracyM };

/** What clocks had already shown when a punch or visit was kept, ms: the server's by its own count, and the phone's by the phone's. */
export const SeenSchema = z.strictObject({
  serverMs: DeviceTimeSchema.optional(),
  phoneMs: DeviceTimeSchema.optional(),
});
export type Seen = z.infer<typeof SeenSchema>;

/**
 * One position fix. `ageMs` is the monotonic age when the batch is sent (absent after an app restart); the server corrects the
 * time by it, else by the batch's `serverOffsetMs`.
 */
export const FixSchema = z.strictObject({
  seq: z.number().int().min(0).max(2_000_000_000),
  capturedAtMs: DeviceTimeSchema,
  ageMs: z.number().min(0).max(31_536_000_000).optional(),
  lng,
  lat,
  accuracyM,
  speedMps: z.number().min(0).max(400).optional(),
  headingDeg: z.number().min(0).max(360).optional(),
  altitudeM: z.number().min(-500).max(9_000).optional(),
});
export type Fix = z.infer<typeof FixSchema>;

export const MAX_FIXES_PER_BATCH = 1000;
export const MAX_PUNCHES_PER_BATCH = 50;

/** What phone sent it: shown in evidence, used for fairness between phone models, never as an identity. */
export const DeviceSchema = z.strictObject({
  model: z.string().max(80).optional(),
  os: z.string().max(40).optional(),
  appVersion: z.string().max(20).optional(),
});

/** Who sends and when, the same for every batch of a phone. */
export const SENDER = {
  installId: InstallIdSchema,
  sentAtMs: DeviceTimeSchema,
  /** Server time minus device time as last seen in an `x-server-time` reply header. */
  serverOffsetMs: z.number().int().min(-31_536_000_000).max(31_536_000_000).optional(),
};
const envelope = { ...SENDER, device: DeviceSchema.optional() };

/** Body of POST /api/v1/fixes. Items are parsed one by one, so that one bad fix loses nothing else. */
export const FixBatchSchema = z.strictObject({
  ...envelope,
  datum: DatumSchema,
  fixes: z.array(z.unknown()).min(1).max(MAX_FIXES_PER_BATCH),
});
export type FixBatch = z.infer<typeof FixBatchSchema>;

export const PunchSchema = z.strictObject({
  id: ClientIdSchema,
  kind: z.enum(['in', 'out']),
  capturedAtMs: DeviceTimeSchema,
  ageMs: z.number().min(0).max(31_536_000_000).optional(),
  seen: SeenSchema.optional(),
  location: z.strictObject({ ...LOCATION, datum: DatumSchema }).optional(),
  /** A photo with this id follows in its own request. */
  photoId: ClientIdSchema.optional(),
  note: z.string().trim().max(200).optional(),
});
export type Punch = z.infer<typeof PunchSchema>;

/** Body of POST /api/v1/punches. */
export const PunchBatchSchema = z.strictObject({
  ...envelope,
  punches: z.array(z.unknown()).min(1).max(MAX_PUNCHES_PER_BATCH),
});
export type PunchBatch = z.infer<typeof PunchBatchSchema>;

/** Text fields of the multipart POST /api/v1/photos; the file itself is the part `photo` (JPEG, PNG or WebP, at most 10 MB). */
export const PhotoFieldsSchema = z.strictObject({
  id: ClientIdSchema,
  punchId: ClientIdSchema,
  capturedAtMs: z.coerce.number().pipe(DeviceTimeSchema),
});
export type PhotoFields = z.infer<typeof PhotoFieldsSchema>;

export const ReceiptStatusSchema = z.enum(['created', 'duplicate', 'conflict', 'rejected']);
export type ReceiptStatus = z.infer<typeof ReceiptStatusSchema>;

/** Why an item was not stored; permanent codes. */
export const RejectCodeSchema = z.enum([
  'invalid',
  'no_shift',
  'on_break',
  'on_leave',
  'off_hours',
  'in_future',
  'too_old',
  'no_consent',
  'erased',
]);
export type RejectCode = z.infer<typeof RejectCodeSchema>;

/** One answer per run of fixes with the same fate; `index` is the place in the request when a seq could not be read. */
export const FixReceiptSchema = z.strictObject({
  fromSeq: z.number().int().optional(),
  toSeq: z.number().int().optional(),
  index: z.number().int().optional(),
  count: z.number().int(),
  status: ReceiptStatusSchema,
  code: RejectCodeSchema.optional(),
  field: z.string().optional(),
  reason: z.string().optional(),
});
export type FixReceipt = z.infer<typeof FixReceiptSchema>;

/** Reply of POST /api/v1/fixes. */
export const FixReceiptsSchema = z.strictObject({
  receipts: z.array(FixReceiptSchema),
  /** Highest seq stored for this install, so that a phone that lost its counter goes on above it. */
  maxSeq: z.number().int(),
});
export type FixReceipts = z.infer<typeof FixReceiptsSchema>;
/** A receipt before it is answered: what is wrong in both languages. */
export type Said<Receipt> = Receipt & Readonly<{ zh?: string }>;

export const PunchStatusSchema = z.enum(['confirmed', 'needs_confirmation', 'declined']);
/** Why a punch waits for a person: it is never refused (M1). */
export const PunchReasonSchema = z.enum([
  'no_location_consent',
  'no_location',
  'poor_accuracy',
  'too_far',
  'off_hours',
  'on_leave',
  'clock_skew',
]);
export type PunchReason = z.infer<typeof PunchReasonSchema>;

export const ItemReceiptSchema = z.strictObject({
  /** Absent when the item carried no readable id; then `index` says which one it was. */
  id: z.string().optional(),
  index: z.number().int(),
  status: ReceiptStatusSchema,
  code: z.string().optional(),
  field: z.string().optional(),
  reason: z.string().optional(),
  punch: z
    .strictObject({ status: PunchStatusSchema, reasons: z.array(PunchReasonSchema), at: z.iso.datetime() })
    .optional(),
});
export type ItemReceipt = z.infer<typeof ItemReceiptSchema>;

/** Reply of POST /api/v1/punches and POST /api/v1/photos. */
export const ItemReceiptsSchema = z.strictObject({ receipts: z.array(ItemReceiptSchema) });
export type ItemReceipts = z.infer<typeof ItemReceiptsSchema>;
