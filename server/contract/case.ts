import { z } from 'zod';
import { ClientIdSchema } from './ingest.ts';
import { LegalPathSchema, MeasureSchema } from './ladder.ts';
import { ClockSchema, MonthSchema } from './calendar.ts';

/** Product section 4. `explaining` opens the case: the person has the facts before HR has the name. */
export const CaseStateSchema = z.enum([
  'open',
  'explaining',
  'contacted',
  'verified',
  'proposed',
  'approved',
  'rejected',
  'executed',
  'appealed',
  'closed',
  'withdrawn',
]);
export type CaseState = z.infer<typeof CaseStateSchema>;

/** A = talk (no penalty, no file entry), B = procedure. */
export const CaseLaneSchema = z.enum(['undecided', 'A', 'B']);
export type CaseLane = z.infer<typeof CaseLaneSchema>;

export const CaseOutcomeSchema = z.enum([
  'talk',
  ...MeasureSchema.options,
  'unsubstantiated',
  'permitted',
  'withdrawn',
  'rejected',
  'overturned',
  'revoked',
]);
export type CaseOutcome = z.infer<typeof CaseOutcomeSchema>;

export const VerificationResultSchema = z.enum(['substantiated', 'unsubstantiated', 'permitted']);
export type VerificationResult = z.infer<typeof VerificationResultSchema>;

/** What a proposal may ask for, from the mildest up; of several the hardest names the case. */
export const PenaltySchema = MeasureSchema;
export type Penalty = z.infer<typeof PenaltySchema>;

/** Wait states of product section 4: each has a clock of its own and stops the procedure's. */
export const WaitKindSchema = z.enum(['correction_deadline', 'delivery', 'union_reply', 'leave']);
export type WaitKind = z.infer<typeof WaitKindSchema>;

export const ClockKindSchema = z.enum([
  'contact',
  'explanation',
  'verification',
  'decision',
  'approval',
  'appeal_window',
  'execution',
  'closing',
  'appeal',
  ...WaitKindSchema.options,
]);
export type ClockKind = z.infer<typeof ClockKindSchema>;

/** Reminders of a clock: at 50 % and 80 % of its time, when it is due, and afterwards urgently to the HR lead. */
export const ReminderStepSchema = z.enum(['half', 'most', 'due', 'urgent']);
export type ReminderStep = z.infer<typeof ReminderStepSchema>;

export const AppealResultSchema = z.enum(['upheld', 'changed', 'overturned']);
export type AppealResult = z.infer<typeof AppealResultSchema>;

/** What HR may do with a case. */
export const CaseActionSchema = z.enum([
  'contact',
  'message',
  'verify',
  'extend',
  'propose',
  'talk',
  'wait',
  'resume',
  'execute',
  'close',
  'ask_unmask',
  'decide_appeal',
  'revoke',
]);
export type CaseAction = z.infer<typeof CaseActionSchema>;
/** What the person may do with the own case. */
export const SubjectActionSchema = z.enum(['explain', 'finish_explaining', 'reply', 'appeal']);
export type SubjectAction = z.infer<typeof SubjectActionSchema>;

/** Independent kinds of evidence; a penalty needs two, one of them not location (M15). */
export const EvidenceKindSchema = z.enum([
  'location',
  'photo',
  'explanation',
  'attendance_record',
  'customer_record',
  'sales_record',
  'witness',
  'document',
  'interview',
]);
export type EvidenceKind = z.infer<typeof EvidenceKindSchema>;

export const QuickReasonSchema = z.enum([
  'approved_errand',
  'traffic',
  'phone_problem',
  'declared_side_job',
  'wrong_place_data',
  'other',
]);
export type QuickReason = z.infer<typeof QuickReasonSchema>;

/** A decision's reason, in the decider's own words (R7). */
export const ReasonSchema = z.string().trim().min(20).max(1000);

const version = z.number().int().min(0);
const fen = z.number().int().min(0).max(100_000_000);

/** Bodies of POST /api/v1/cases/:id/…; `version` is the state version the actor saw, so that a stale page changes nothing. */
export const ContactBodySchema = z.strictObject({ version, note: z.string().trim().max(500).optional() });
export const ExplainBodySchema = z.strictObject({
  id: ClientIdSchema,
  version,
  quickReason: QuickReasonSchema,
  text: z.string().trim().min(1).max(2000),
  /** 已说明完毕: false when the person wants to say more within the period. */
  done: z.boolean().default(true),
});
export const VerifyBodySchema = z.strictObject({
  version,
  result: VerificationResultSchema,
  reason: ReasonSchema,
});
export const ProposeBodySchema = z.strictObject({
  version,
  /** On the path of a rule breach the steps up to the hearing are taken with the proposal. */
  path: LegalPathSchema.default('rule_breach'),
  penalty: PenaltySchema,
  /** What goes with it; the penalty itself may be left out. */
  measures: z.array(MeasureSchema).max(6).default([]),
  deductionFen: fen.optional(),
  fineFen: fen.optional(),
  /** The month's pay as payroll has it, for a deduction or a fine. */
  pay: z
    .strictObject({
      month: MonthSchema,
      grossFen: fen,
      performanceFen: fen,
    })
    .optional(),
  /** Number of the agreement the person signed, for a change of pay or post. */
  agreement: z.string().trim().min(2).max(100).optional(),
  reason: ReasonSchema,
  legalBasis: z.string().trim().min(2).max(300),
  evidence: z
    .array(z.strictObject({ kind: EvidenceKindSchema, note: z.string().trim().min(2).max(300) }))
    .min(2)
    .max(20),
});
export const TalkBodySchema = z.strictObject({ version, reason: ReasonSchema });
/** Longest time a name stays open for HR, hours. */
export const UNMASK_HOURS_MAX = 24;
/** HR asks a second person to open the name for `hours` from their consent on. */
export const UnmaskBodySchema = z.strictObject({
  version,
  purpose: ReasonSchema,
  hours: z.int().min(1).max(UNMASK_HOURS_MAX),
});
export const ExecuteBodySchema = z.strictObject({ version, note: z.string().trim().max(500).optional() });
export type ExplainBody = z.input<typeof ExplainBodySchema>;
export type VerifyBody = z.infer<typeof VerifyBodySchema>;
export type UnmaskBody = z.infer<typeof UnmaskBodySchema>;
export type ProposeBody = z.input<typeof ProposeBodySchema>;

/** What the manager says in the form 是我安排的. */
export const ArrangementSchema = z.strictObject({
  kind: z.enum(['support', 'survey', 'business_trip', 'customer_change']),
  startTime: ClockSchema,
  endTime: ClockSchema,
  note: z.string().trim().max(200).optional(),
});
export type Arrangement = z.infer<typeof ArrangementSchema>;

/** Body of POST /api/v1/alerts/:id/answer, by the region's manager: the same four answers as on the card, once. */
export const AnswerAlertBodySchema = z.discriminatedUnion('action', [
  ArrangementSchema.extend({ action: z.literal('arranged') }),
  ...(['data_error', 'ask', 'escalate'] as const).map((action) =>
    z.strictObject({ action: z.literal(action) }),
  ),
]);
export type AnswerAlertBody = z.infer<typeof AnswerAlertBodySchema>;
