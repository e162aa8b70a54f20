import { z } from 'zod';
import {
  IneligibilitySchema,
  MatchBasisSchema,
  MatchVerdictSchema,
  MonitoringStateSchema,
  NonCompeteCaseStateSchema,
  NonCompeteEventSchema,
  NonCompeteOutcomeSchema,
  NonCompeteSourceSchema,
  RoleClassSchema,
} from './non-compete.ts';
import { NextSchema } from './page.ts';

const at = z.iso.datetime();
const day = z.iso.date();
const fen = z.number().int();
const answer = z.strictObject({ at, text: z.string() });

export const NonCompeteReasonSchema = z.strictObject({
  code: IneligibilitySchema,
  /** The rule it comes from. */
  source: z.string(),
});

export const AgreementRowSchema = z.strictObject({
  id: z.string(),
  agreementNo: z.string(),
  personName: z.string(),
  monitoring: MonitoringStateSchema,
  /** Absent while employment goes on; the last one is the first free day again. */
  fromDay: day.optional(),
  toDay: day.optional(),
  reasons: z.array(IneligibilitySchema),
  /** Cases under way. */
  openCases: z.number().int(),
});
export type AgreementRow = z.infer<typeof AgreementRowSchema>;

export const EmployerRecordViewSchema = z.strictObject({
  id: z.string(),
  source: NonCompeteSourceSchema,
  month: z.string(),
  employerName: z.string().optional(),
  creditCode: z.string().optional(),
  reference: z.string().optional(),
  receivedAt: at,
  verdict: MatchVerdictSchema,
  basis: MatchBasisSchema.optional(),
  doubt: z.enum(['other_code', 'other_region', 'not_reviewed', 'near']).optional(),
  likenessPct: z.number().int(),
  competitorName: z.string().optional(),
  settled: z.strictObject({ at, isSame: z.boolean(), reason: z.string() }).optional(),
});
export type EmployerRecordView = z.infer<typeof EmployerRecordViewSchema>;

export const NonCompeteCaseViewSchema = z.strictObject({
  id: z.string(),
  caseNo: z.string(),
  agreementId: z.string(),
  version: z.number().int(),
  state: NonCompeteCaseStateSchema,
  outcome: NonCompeteOutcomeSchema.optional(),
  month: z.string(),
  employerName: z.string().optional(),
  openedAt: at,
  answerDueAt: at.optional(),
  explanation: answer.optional(),
  objection: answer.optional(),
  verification: z
    .strictObject({ at, result: z.enum(['substantiated', 'unsubstantiated']), reason: z.string() })
    .optional(),
  demand: z.strictObject({ at, deadlineDay: day, reason: z.string() }).optional(),
  actions: z.array(NonCompeteEventSchema),
  history: z.array(
    z.strictObject({ at, event: z.string(), to: NonCompeteCaseStateSchema, reason: z.string().optional() }),
  ),
});
export type NonCompeteCaseView = z.infer<typeof NonCompeteCaseViewSchema>;

/** The agreement as the person and HR may both see it. */
const terms = {
  id: z.string(),
  agreementNo: z.string(),
  signedDay: day.optional(),
  endedDay: day.optional(),
  fromDay: day.optional(),
  toDay: day.optional(),
  roleClass: RoleClassSchema,
  secrets: z.array(
    z.strictObject({ name: z.string(), kind: z.enum(['technical', 'business']), basis: z.string() }),
  ),
  scope: z.string(),
  area: z.string(),
  termMonths: z.number().int(),
  monthlyFen: fen,
  floorFen: fen,
  payDay: z.number().int(),
  dues: z.array(z.strictObject({ dueDay: day, amountFen: fen, missed: z.boolean() })),
  dueFen: fen,
  paidFen: fen,
  payments: z.array(z.strictObject({ id: z.string(), amountFen: fen, paidDay: day, reference: z.string() })),
  release: z.strictObject({ day, reason: z.string() }).optional(),
  authorisations: z.array(
    z.strictObject({
      id: z.string(),
      signedDay: day,
      fromDay: day,
      toDay: day,
      withdrawnDay: day.optional(),
      inForce: z.boolean(),
    }),
  ),
  monitoring: z.strictObject({
    state: MonitoringStateSchema,
    sources: z.array(NonCompeteSourceSchema),
    startedAt: at.optional(),
    stoppedAt: at.optional(),
    purpose: z.string().optional(),
    stopReasons: z.array(z.union([IneligibilitySchema, z.literal('manual')])),
  }),
} as const;

/** The person's own view of the agreement, behind the leaver's door. */
export const OwnAgreementSchema = z.strictObject(terms);
export type OwnAgreement = z.infer<typeof OwnAgreementSchema>;

/** Reply of GET /api/v1/non-compete/agreements/:id. */
export const AgreementViewSchema = z.strictObject({
  ...terms,
  version: z.number().int(),
  personName: z.string(),
  employeeNo: z.string(),
  averageWageFen: fen,
  minimumWageFen: fen,
  review: z.strictObject({ at, result: z.enum(['proportionate', 'excessive']), note: z.string() }).optional(),
  /** What speaks against watching each source today; none = it may be watched. */
  eligibility: z.array(
    z.strictObject({ source: NonCompeteSourceSchema, reasons: z.array(NonCompeteReasonSchema) }),
  ),
  records: z.array(EmployerRecordViewSchema),
  cases: z.array(NonCompeteCaseViewSchema),
  /** Whether the person has a live link to answer through. */
  hasDoor: z.boolean(),
});
export type AgreementView = z.infer<typeof AgreementViewSchema>;

export const AgreementListSchema = z.strictObject({
  agreements: z.array(AgreementRowSchema),
  next: NextSchema,
});
export type AgreementList = z.infer<typeof AgreementListSchema>;

export const CompetitorListSchema = z.strictObject({
  competitors: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      creditCode: z.string().optional(),
      aliases: z.array(z.string()),
    }),
  ),
  matching: z.strictObject({ sameAt: z.number(), askAt: z.number(), reviewedBy: z.number().int() }),
});
export type CompetitorList = z.infer<typeof CompetitorListSchema>;
