import { z } from 'zod';
import { DaySchema as day } from './calendar.ts';
import { EvidenceKindSchema, ReasonSchema } from './case.ts';
import { LegalPathSchema } from './ladder.ts';
import { textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** Where a legal path stands. Each path has its own part of the table in `domain/sanction/paths.ts`; the union's part is shared. */
export const SanctionStateSchema = z.enum([
  'opened',
  'bound',
  'evidenced',
  'heard',
  'effect_shown',
  'demanded',
  'delivered',
  'refused',
  'complied',
  'union_notified',
  'union_answered',
  'union_considered',
]);
export type SanctionState = z.infer<typeof SanctionStateSchema>;

export const SanctionEventSchema = z.enum([
  'bind_rule',
  'list_evidence',
  'hear',
  'weigh_milder',
  'show_effect',
  'demand',
  'prove_delivery',
  'reply',
  'refuse',
  'comply',
  'notify_union',
  'union_reply',
  'union_silence',
  'consider_reply',
]);
export type SanctionEvent = z.infer<typeof SanctionEventSchema>;

/** How a letter reached the person (product section 4). A read mark in the chat is kept, and proves little. */
export const DeliveryChannelSchema = z.enum([
  'in_app_receipt',
  'ems',
  'signed_photo',
  'contract_address',
  'chat_read',
]);
export type DeliveryChannel = z.infer<typeof DeliveryChannelSchema>;

/** What an item of evidence is to show: independent of its kind. */
export const EvidencePointSchema = z.enum(['breach', 'second_employment', 'effect_on_work', 'continues']);
export type EvidencePoint = z.infer<typeof EvidencePointSchema>;

const note = z.string().trim().min(2).max(300);
const at = z.iso.datetime({ offset: true });
const id = textLike(/^[\w:-]{1,80}$/, rule.givenId);

export const SanctionEvidenceSchema = z.strictObject({
  kind: EvidenceKindSchema,
  shows: EvidencePointSchema,
  note,
  /** When what it shows happened. */
  at: at.optional(),
});

/** EMS: 13 digits, or two letters, nine digits, two letters (UPU S10). */
export const TrackingNoSchema = textLike(/^(\d{13}|[A-Z]{2}\d{9}[A-Z]{2})$/, rule.trackingNo);

/** Body of POST /api/v1/cases/:id/letters/:letterId/delivery. */
export const DeliveryBodySchema = z.discriminatedUnion('channel', [
  z.strictObject({
    channel: z.literal('ems'),
    trackingNo: TrackingNoSchema,
    outcome: z.enum(['signed', 'refused', 'returned']),
    at,
  }),
  z.strictObject({ channel: z.literal('signed_photo'), photoId: id, at }),
  z.strictObject({
    channel: z.literal('contract_address'),
    trackingNo: TrackingNoSchema,
    /** The clause of the contract that names the address. */
    clause: note,
    outcome: z.enum(['signed', 'refused', 'returned']),
    at,
  }),
]);
export type DeliveryBody = z.infer<typeof DeliveryBodySchema>;

const step = { path: LegalPathSchema, version: z.number().int().min(0) };
const evidence = z.array(SanctionEvidenceSchema).min(1).max(20);

/** Body of POST /api/v1/cases/:id/sanction/steps: one step of one path, at the version the actor saw. */
export const SanctionStepBodySchema = z.discriminatedUnion('event', [
  z.strictObject({ ...step, event: z.literal('bind_rule'), article: note }),
  z.strictObject({ ...step, event: z.literal('list_evidence'), evidence }),
  z.strictObject({ ...step, event: z.literal('hear'), interviewLetterId: id.optional() }),
  z.strictObject({ ...step, event: z.literal('weigh_milder'), note: ReasonSchema }),
  z.strictObject({ ...step, event: z.literal('show_effect'), note: ReasonSchema, evidence }),
  z.strictObject({ ...step, event: z.literal('demand'), letterId: id }),
  z.strictObject({ ...step, event: z.literal('prove_delivery') }),
  z.strictObject({ ...step, event: z.literal('refuse'), note: ReasonSchema, evidence: evidence.optional() }),
  z.strictObject({ ...step, event: z.literal('comply'), note: ReasonSchema }),
  z.strictObject({
    ...step,
    event: z.literal('notify_union'),
    letterId: id,
    to: z.enum(['company_union', 'higher_union']),
    handedOverAt: at,
  }),
  z.strictObject({ ...step, event: z.literal('union_reply'), text: z.string().trim().min(2).max(2000) }),
  z.strictObject({ ...step, event: z.literal('union_silence') }),
  z.strictObject({ ...step, event: z.literal('consider_reply'), answer: ReasonSchema }),
]);
export type SanctionStepBody = z.infer<typeof SanctionStepBodySchema>;

/** Body of POST /api/v1/cases/:id/sanction/reply: the person's own word on a demand to stop. */
export const DemandReplyBodySchema = z.strictObject({
  version: z.number().int().min(0),
  stopped: z.boolean(),
  text: z.string().trim().min(2).max(2000),
});
export type DemandReplyBody = z.infer<typeof DemandReplyBodySchema>;

export const LetterKindSchema = z.enum([
  'demand',
  'interview',
  'decision',
  'termination',
  'union_notice',
  'employer_notice',
  'revocation',
]);
export type LetterKind = z.infer<typeof LetterKindSchema>;

/** Who the letters come from, and what wages may never fall below; kept by the HR lead. */
export const CompanyProfileSchema = z.strictObject({
  name: z.string().trim().min(2).max(100),
  address: z.string().trim().min(2).max(200).optional(),
  contact: z.string().trim().min(2).max(100).optional(),
  union: z.strictObject({
    kind: z.enum(['company_union', 'higher_union']),
    name: z.string().trim().min(2).max(100),
  }),
  /** Local monthly minimum wage by region id, fen. */
  minimumWageFen: z.record(z.string().min(1).max(64), z.number().int().min(1).max(10_000_000)),
});
export type CompanyProfile = z.infer<typeof CompanyProfileSchema>;
/** Reply of GET /api/v1/company-profile: what letters are written with, and the regions a minimum wage is known for. */
export const CompanyProfileViewSchema = z.strictObject({
  profile: CompanyProfileSchema,
  regions: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  mayEdit: z.boolean(),
});
export type CompanyProfileView = z.infer<typeof CompanyProfileViewSchema>;

/** Body of POST /api/v1/cases/:id/letters: what a letter needs besides the facts of its case. */
export const LetterBodySchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('demand'), otherEmployer: note, deadlineDay: day }),
  z.strictObject({
    kind: z.literal('interview'),
    heldAt: at,
    place: note,
    people: note,
    record: z.string().trim().min(10).max(4000),
  }),
  z.strictObject({ kind: z.literal('decision') }),
  z.strictObject({ kind: z.literal('termination'), effectiveDay: day }),
  z.strictObject({
    kind: z.literal('union_notice'),
    path: LegalPathSchema,
    reason: ReasonSchema,
    replyDay: day,
  }),
  z.strictObject({ kind: z.literal('employer_notice'), receiver: note }),
]);
export type LetterBody = z.infer<typeof LetterBodySchema>;
