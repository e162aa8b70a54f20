import { z } from 'zod';
import { AnswerStepSchema, askedView, WhoseSchema } from './asked.ts';
import { ClientIdSchema } from './ingest.ts';
import { NextSchema } from './page.ts';
import { ClockSchema as clock, DaySchema as day } from './calendar.ts';

const at = z.iso.datetime();

export const DeclarationKindSchema = z.enum(['employed', 'platform_gig', 'self_employed', 'family_help']);
export type DeclarationKind = z.infer<typeof DeclarationKindSchema>;

/** `ended`: was approved, and the person withdrew it or HR ended it; what it allowed until then stays allowed. */
export const DeclarationStatusSchema = z.enum(['pending', 'approved', 'rejected', 'withdrawn', 'ended']);
export type DeclarationStatus = z.infer<typeof DeclarationStatusSchema>;

const hours = {
  /** 1 = Monday. */
  weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7),
  startTime: clock,
  /** Not after the start = on the next day. */
  endTime: clock,
  fromDay: day,
  toDay: day,
};
const terms = {
  kind: DeclarationKindSchema,
  employer: z.string().trim().min(1).max(80).optional(),
  placeExternalId: z.string().max(64).optional(),
  ...hours,
  note: z.string().trim().max(500).optional(),
};

/** Body of POST /api/v1/declarations: a side job the person declares. The same id again is the same declaration. */
export const DeclarationBodySchema = z.strictObject({ id: ClientIdSchema, ...terms });
export type DeclarationBody = z.infer<typeof DeclarationBodySchema>;

const span = { startTime: z.string(), endTime: z.string() };
/** Declared hours that lie in a planned shift of the person's own, with the weekdays on which they do. */
export const ShiftOverlapSchema = z.strictObject({
  weekdays: z.array(z.number().int()),
  ...span,
  shift: z.strictObject(span),
});
export type ShiftOverlap = z.infer<typeof ShiftOverlapSchema>;

/** Body of POST /api/v1/declarations/preview: what the person should know before sending. */
export const DeclaredHoursBodySchema = z.strictObject(hours);
export type DeclaredHoursBody = z.infer<typeof DeclaredHoursBodySchema>;
export const DeclarationPreviewSchema = z.strictObject({ shiftOverlaps: z.array(ShiftOverlapSchema) });
export type DeclarationPreview = z.infer<typeof DeclarationPreviewSchema>;

/** Body of POST /api/v1/declarations/:id/renew: the same side job for a further period, as a new declaration. */
export const RenewBodySchema = z.strictObject({ id: ClientIdSchema, toDay: day, note: terms.note });
export type RenewBody = z.infer<typeof RenewBodySchema>;

/** Body of POST /api/v1/declarations/:id/withdraw, by the person; one that was approved ends with it. */
export const WithdrawBodySchema = z.strictObject({ version: z.number().int().min(0) });

/** Body of POST /api/v1/declarations/:id/review, by the person: somebody else shall look again; the same `id` twice is one request. */
export const ReviewBodySchema = z.strictObject({
  id: ClientIdSchema,
  version: z.number().int().min(0),
  text: z.string().trim().min(5).max(1000),
});
export type ReviewBody = z.infer<typeof ReviewBodySchema>;

/** Body of POST /api/v1/declarations/:id/end, by HR: an approved one no longer holds. */
export const EndBodySchema = z.strictObject({
  version: z.number().int().min(0),
  reason: z.string().trim().min(10).max(500),
});

/** Fields of the multipart POST /api/v1/declarations/:id/documents; the file itself is named `file`. */
export const DocumentFieldsSchema = z.strictObject({
  id: ClientIdSchema,
  name: z.string().trim().min(1).max(120),
});
export const MAX_DOCUMENT_BYTES = 5 * 1024 * 1024;

/** What may be done with it by whoever reads it. */
export const DeclarationActionSchema = z.enum(['withdraw', 'renew', 'attach', 'ask_review', 'end']);
export type DeclarationAction = z.infer<typeof DeclarationActionSchema>;

export const DeclarationViewSchema = z.strictObject({
  id: z.string(),
  version: z.number().int(),
  kind: DeclarationKindSchema,
  employer: z.string().optional(),
  placeName: z.string().optional(),
  weekdays: z.array(z.number()),
  startTime: z.string(),
  endTime: z.string(),
  fromDay: day,
  toDay: day,
  note: z.string().optional(),
  status: DeclarationStatusSchema,
  /** Approved, and its last day is over. */
  isExpired: z.boolean(),
  /** Registered without an approval: non-rival, off shift, light. */
  isNoticeOnly: z.boolean(),
  /** Declared in the amnesty: nothing before the answer is held against the person, whatever the answer. */
  isAmnesty: z.boolean(),
  ...askedView,
  step: AnswerStepSchema.optional(),
  /** Refused, and the person may still ask for a second look: until then. */
  reviewUntilAt: at.optional(),
  /** The second look the person asked for. */
  review: z.strictObject({ at, text: z.string() }).optional(),
  escalatedAt: at.optional(),
  /** While an answer is waited for, in the reply of one declaration: where its hours meet the planned shifts. */
  shiftOverlaps: z.array(ShiftOverlapSchema).optional(),
  renewsId: z.string().optional(),
  /** Its live renewal, for the person; there is one at most. */
  renewedById: z.string().optional(),
  documents: z.array(
    z.strictObject({ id: z.string(), name: z.string(), mime: z.string(), bytes: z.number().int(), at }),
  ),
  actions: z.array(DeclarationActionSchema),
});
export type DeclarationView = z.infer<typeof DeclarationViewSchema>;

/** Reply of GET /api/v1/my/declarations, newest first. */
export const DeclarationListSchema = z.strictObject({ declarations: z.array(DeclarationViewSchema) });
export type DeclarationList = z.infer<typeof DeclarationListSchema>;

/** Reply of GET /api/v1/declarations, for HR and the managers of a region: the register. */
export const DeclarationRegisterSchema = z.strictObject({
  rows: z.array(DeclarationViewSchema.extend({ person: WhoseSchema })),
  next: NextSchema,
});
export type DeclarationRegister = z.infer<typeof DeclarationRegisterSchema>;

/** How declarations are handled; HR lead may change each (GET and PUT /api/v1/declarations/settings). */
export const DeclarationSettingsSchema = z.strictObject({
  /** Days from the first policy's effect in which declaring has no consequence (product M12). */
  amnestyDays: z.number().int().min(0).max(180).default(30),
  /** Working days until an answer is due; then it goes to HR lead (product M12). */
  answerDays: z.number().int().min(1).max(10).default(3),
  /** Kinds for which a notice is enough when non-rival, off shift and light. */
  noticeOnlyKinds: z.array(DeclarationKindSchema).max(4).default(['family_help']),
  /** Hours a week up to which a side job is light: half of what non-full-time work may be (Labour Contract Law art. 68: 24 h). */
  lightWeekHours: z.number().min(1).max(24).default(12),
  /** Longest period of one declaration, days: a year, then it is renewed. */
  longestDays: z.number().int().min(30).max(732).default(366),
  /** Days before its end at which the person is reminded. */
  renewDays: z.number().int().min(1).max(60).default(14),
});
export type DeclarationSettings = z.infer<typeof DeclarationSettingsSchema>;
