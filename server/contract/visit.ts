import { z } from 'zod';
import { DatumSchema } from './geo.ts';
import { ClientIdSchema, DeviceTimeSchema, SeenSchema } from './ingest.ts';

const at = z.iso.datetime();

/** A survey of rivals is work like the others (M3). */
export const VisitPurposeSchema = z.enum(['sales', 'display', 'collection', 'service', 'survey']);
export type VisitPurpose = z.infer<typeof VisitPurposeSchema>;

const details = {
  purpose: VisitPurposeSchema,
  /** Whether the customer ordered; absent = not said. */
  ordered: z.boolean().optional(),
  note: z.string().trim().max(500).optional(),
};

/** One visit as the phone logs it: its start and place never change afterwards, its details may. */
export const VisitSchema = z.strictObject({
  id: ClientIdSchema,
  customerId: z.string().min(1).max(64),
  capturedAtMs: DeviceTimeSchema,
  /** Monotonic age when it is sent; absent after an app restart. */
  ageMs: z.number().min(0).max(31_536_000_000).optional(),
  seen: SeenSchema.optional(),
  location: z
    .strictObject({
      lng: z.number().min(-180).max(180),
      lat: z.number().min(-90).max(90),
      accuracyM: z.number().min(0).max(20_000),
      datum: DatumSchema,
    })
    .optional(),
  ...details,
});
export type Visit = z.infer<typeof VisitSchema>;

export const MAX_VISITS_PER_BATCH = 50;

/** Body of POST /api/v1/visits; visits are answered one by one with receipts. */
export const VisitBatchSchema = z.strictObject({
  sentAtMs: DeviceTimeSchema,
  serverOffsetMs: z.number().int().min(-31_536_000_000).max(31_536_000_000).optional(),
  visits: z.array(z.unknown()).min(1).max(MAX_VISITS_PER_BATCH),
});
export type VisitBatch = z.infer<typeof VisitBatchSchema>;

/** Text fields of the multipart POST /api/v1/visits/:visitId/photo; the file itself is the part `photo`. */
export const VisitPhotoFieldsSchema = z.strictObject({
  id: ClientIdSchema,
  capturedAtMs: z.coerce.number().pipe(DeviceTimeSchema),
});

/** Body of PUT /api/v1/visits/:visitId/details; `editedAtMs` (the phone's time, corrected by the last known offset) orders edits, the newest stays. */
export const VisitDetailsSchema = z.strictObject({
  ...details,
  editedAtMs: DeviceTimeSchema,
  /** The person ends the visit now instead of with the next one. */
  ended: z.boolean().optional(),
});
export type VisitDetails = z.infer<typeof VisitDetailsSchema>;

/** Body of POST /api/v1/visits/suggestions/:key: what the person says to a visit the own track suggests. */
export const SuggestionAnswerSchema = z.discriminatedUnion('answer', [
  z.strictObject({
    answer: z.literal('confirm'),
    id: ClientIdSchema,
    /** Whom the person says they visited; absent = the suggested one. */
    customerId: z.string().min(1).max(64).optional(),
    ...details,
  }),
  z.strictObject({ answer: z.literal('decline') }),
]);
export type SuggestionAnswer = z.infer<typeof SuggestionAnswerSchema>;

export const VisitViewSchema = z.strictObject({
  id: z.string(),
  customerId: z.string(),
  customerName: z.string(),
  startAt: at,
  endAt: at,
  /** What ended it: the next visit, the person, the shift's end, or the longest time a visit is taken to last. */
  endedBy: z.enum(['next', 'person', 'shift', 'limit', 'now']),
  source: z.enum(['phone', 'suggestion']),
  ...details,
  hasPhoto: z.boolean(),
  /** Metres from the customer when it began; absent without a position. */
  distanceM: z.number().optional(),
  /** When it came, where that was late and nothing but the phone's clock says when it began. */
  arrivedAt: at.optional(),
  /** The phone named a time that cannot be; `startAt` is the earliest it can have been. */
  clockWasOff: z.boolean().optional(),
});
export type VisitView = z.infer<typeof VisitViewSchema>;

export const CustomerViewSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  lng: z.number(),
  lat: z.number(),
  radiusM: z.number(),
  /** Planned for today by the company's plan, with its place in the plan. */
  plannedNo: z.number().int().optional(),
  visitedToday: z.boolean(),
});
export type CustomerView = z.infer<typeof CustomerViewSchema>;

/** Reply of GET /api/v1/visits/today. Coordinates of customers are the company's own records, WGS-84. */
export const VisitsTodaySchema = z.strictObject({
  day: z.iso.date(),
  /** What the company asks for at each visit; a list that a phone kept may be older. */
  asks: z.strictObject({ note: z.boolean(), photo: z.boolean() }).optional(),
  visits: z.array(VisitViewSchema),
  /** Planned ones first, in their order, then the others of the region. */
  customers: z.array(CustomerViewSchema),
  suggestions: z.array(
    z.strictObject({
      key: z.string(),
      customerId: z.string(),
      customerName: z.string(),
      startAt: at,
      endAt: at,
      /** Other customers that the same stay fits as well. */
      others: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    }),
  ),
});
export type VisitsToday = z.infer<typeof VisitsTodaySchema>;
