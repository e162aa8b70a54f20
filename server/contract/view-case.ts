import { z } from 'zod';
import {
  AppealResultSchema,
  CaseActionSchema,
  CaseLaneSchema,
  CaseOutcomeSchema,
  CaseStateSchema,
  ClockKindSchema,
  EvidenceKindSchema,
  PenaltySchema,
  QuickReasonSchema,
  SubjectActionSchema,
  VerificationResultSchema,
  WaitKindSchema,
} from './case.ts';
import { LeadSourceSchema } from './lead.ts';
import { BilingualSchema, FindingViewSchema } from './view-alert.ts';
import { NextSchema } from './page.ts';

const at = z.iso.datetime();

export const CaseHistoryRowSchema = z.strictObject({
  at,
  actor: z.string(),
  event: z.string(),
  from: CaseStateSchema.optional(),
  to: CaseStateSchema,
  reason: z.string().optional(),
});

/** Reply of GET /api/v1/cases/:id. */
export const CaseViewSchema = z.strictObject({
  id: z.string(),
  caseNo: z.string(),
  version: z.number().int(),
  state: CaseStateSchema,
  lane: CaseLaneSchema,
  outcome: CaseOutcomeSchema.optional(),
  /** Opened in a trial, or where the procedure is not in force: a talk is all that may follow. */
  isTalkOnly: z.literal(true).optional(),
  pseudonym: z.string(),
  /** Present for the person, or once unmasked. */
  personName: z.string().optional(),
  openedAt: at,
  clock: z
    .strictObject({
      kind: ClockKindSchema,
      dueAt: at,
      overdue: z.boolean(),
      /** False when it crosses a year whose holidays are not announced yet: the date may move. */
      certain: z.boolean(),
      /** Working days after today up to the deadline; on a single case only. */
      workingDaysLeft: z.number().int().optional(),
    })
    .optional(),
  finding: FindingViewSchema,
  /** What else was found of the same place or hours. */
  beside: z.array(FindingViewSchema),
  alertId: z.string(),
  /** Until when the person may explain, once HR has written. */
  explanationDueAt: at.optional(),
  /** Until when an ended case is kept; then it is deleted with its papers. */
  keptUntilAt: at.optional(),
  /** Set once the person said 已说明完毕 or the period is over. */
  explanationEndedAt: at.optional(),
  /** The lead it was opened for, in place of an alert. */
  lead: z.strictObject({ leadNo: z.string(), source: LeadSourceSchema }).optional(),
  explanation: z.strictObject({ at, quickReason: QuickReasonSchema, text: z.string() }).optional(),
  /** Everything HR and the person wrote to each other; `own` is the reader's side. */
  messages: z.array(
    z.strictObject({
      id: z.string(),
      at,
      from: z.enum(['hr', 'subject']),
      by: z.string(),
      own: z.boolean(),
      text: z.string(),
    }),
  ),
  /** HR on duty when the case went out, and who stands in. */
  duty: z.strictObject({ hr: z.string(), deputies: z.array(z.string()) }).optional(),
  contact: z
    .strictObject({ at, by: z.string(), queuedUntil: at.optional(), note: z.string().optional() })
    .optional(),
  extension: z.strictObject({ at, by: z.string(), reason: z.string() }).optional(),
  /** Wait states, the running one without an end; `workingDays` is what they held the case up so far. */
  waits: z.array(
    z.strictObject({
      kind: WaitKindSchema,
      startedAt: at,
      dueAt: at,
      endedAt: at.optional(),
      reason: z.string(),
      workingDays: z.number().int(),
    }),
  ),
  verification: z.strictObject({ at, result: VerificationResultSchema, reason: z.string() }).optional(),
  proposal: z
    .strictObject({
      at,
      by: z.string(),
      /** The gravest of `measures`. */
      penalty: z.string(),
      measures: z.array(z.string()),
      deductionFen: z.int().optional(),
      fineFen: z.int().optional(),
      reason: z.string(),
      legalBasis: z.string(),
      evidence: z.array(z.strictObject({ kind: EvidenceKindSchema, note: z.string() })),
    })
    .optional(),
  /** Who decides the proposal in the chat, for everybody but the person; `isYours`: the reader is asked, for it or for the name. */
  approvalAsk: z.strictObject({ approvers: z.array(z.string()), isYours: z.boolean() }).optional(),
  /** HR's request to open the name, while a second person has not answered. */
  unmaskAsk: z
    .strictObject({ at, by: z.string(), approvers: z.array(z.string()), purpose: z.string(), hours: z.int() })
    .optional(),
  /** How the name was opened last; over when `until` is past. */
  unmask: z
    .strictObject({ at, askedBy: z.string(), by: z.string(), purpose: z.string(), until: at })
    .optional(),
  decision: z
    .strictObject({
      at,
      by: z.string(),
      result: z.enum(['approved', 'rejected']),
      comment: z.string(),
      /** The approval was taken back after the penalty had been carried out. */
      revertedAt: at.optional(),
    })
    .optional(),
  /** The person may appeal until then; nothing is carried out before the first such date. */
  appealUntilAt: at.optional(),
  appeal: z
    .strictObject({
      at,
      text: z.string(),
      decision: z
        .strictObject({
          at,
          by: z.string(),
          result: AppealResultSchema,
          reason: z.string(),
          changedTo: z.string().optional(),
        })
        .optional(),
    })
    .optional(),
  execution: z
    .strictObject({ at, penalty: z.string(), revokedAt: at.optional(), note: z.string().optional() })
    .optional(),
  /** A person took the penalty back outside an appeal. */
  revocation: z.strictObject({ at, by: z.string(), reason: z.string() }).optional(),
  history: z.array(CaseHistoryRowSchema),
  /** For who may decide the appeal: what it may make of the penalty. */
  milder: z.array(z.union([PenaltySchema, z.literal('talk')])).optional(),
  /** Of a penalty that stands, for everybody but the person: who may take it back, and since when its ground is known to have fallen. */
  takeBack: z.strictObject({ groundFellAt: at.optional(), by: z.array(z.string()) }).optional(),
  /** The person has left, for everybody else: whether a link of the leaver's door opens; the number where the name is open. */
  departed: z.strictObject({ hasLink: z.boolean(), employeeNo: z.string().optional() }).optional(),
  /** What the reader may do now; the buttons follow from it. */
  actions: z.array(z.union([CaseActionSchema, SubjectActionSchema])),
});
export type CaseView = z.infer<typeof CaseViewSchema>;

export const CaseRowSchema = CaseViewSchema.pick({
  id: true,
  caseNo: true,
  state: true,
  lane: true,
  outcome: true,
  pseudonym: true,
  openedAt: true,
  clock: true,
}).extend({ sentence: BilingualSchema });
/** Reply of GET /api/v1/cases (HR) and GET /api/v1/my/cases. */
export const CaseListSchema = z.strictObject({
  cases: z.array(CaseRowSchema),
  /** HR's list holds what is under way before what has ended. */
  next: NextSchema,
});
export type CaseList = z.infer<typeof CaseListSchema>;
