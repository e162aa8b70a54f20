import { z } from 'zod';
import { ReasonSchema } from './case.ts';
import { ClientIdSchema } from './ingest.ts';
import { DaySchema as day, MonthSchema } from './calendar.ts';
import { says, textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** Where news of a new employer may come from (trust R18). Nothing else is accepted, and never a position. */
export const NonCompeteSourceSchema = z.enum(['self_declaration', 'public_registry', 'insurance_feed']);
export type NonCompeteSource = z.infer<typeof NonCompeteSourceSchema>;

/** Labour Contract Law art. 24 names the first three; an ordinary post cannot be bound. */
export const RoleClassSchema = z.enum([
  'senior_manager',
  'senior_technical',
  'confidentiality_duty',
  'ordinary',
]);
export type RoleClass = z.infer<typeof RoleClassSchema>;

/** Why an agreement is not monitored now; permanent codes. */
export const IneligibilitySchema = z.enum([
  'not_signed',
  'role_not_covered',
  'no_trade_secret',
  'not_reviewed',
  'scope_excessive',
  'term_too_long',
  'compensation_too_low',
  'still_employed',
  'not_begun',
  'term_ended',
  'released',
  'nothing_paid',
  'unpaid',
  'authorisation_missing',
  'authorisation_not_in_force',
  'authorisation_withdrawn',
]);
export type Ineligibility = z.infer<typeof IneligibilitySchema>;

export const MonitoringStateSchema = z.enum(['off', 'running', 'stopped']);
export type MonitoringState = z.infer<typeof MonitoringStateSchema>;

export const MatchVerdictSchema = z.enum(['supported', 'undecided', 'none']);
export const MatchBasisSchema = z.enum(['credit_code', 'name', 'similarity']);
export type MatchVerdict = z.infer<typeof MatchVerdictSchema>;
export type MatchBasis = z.infer<typeof MatchBasisSchema>;

/** The own path of a matched employer; none of the steps towards a dismissal. */
export const NonCompeteCaseStateSchema = z.enum([
  'open',
  'notified',
  'verified',
  'demanded',
  'objected',
  'closed',
  'withdrawn',
]);
export type NonCompeteCaseState = z.infer<typeof NonCompeteCaseStateSchema>;
export const NonCompeteOutcomeSchema = z.enum([
  'unsubstantiated',
  'dropped',
  'complied',
  'referred',
  'withdrawn',
]);
export type NonCompeteOutcome = z.infer<typeof NonCompeteOutcomeSchema>;
export const NonCompeteEventSchema = z.enum([
  'notify',
  'explain',
  'verify',
  'demand',
  'object',
  'uphold',
  'drop',
  'comply',
  'refer',
  'withdraw',
]);
export type NonCompeteEvent = z.infer<typeof NonCompeteEventSchema>;

const line = (max: number) => z.string().trim().min(1).max(max);
/** Money in fen (1/100 CNY), at most ten million yuan. */
const fen = z.number().int().min(0).max(1_000_000_000);
const version = z.number().int().min(0);
/** 18 characters of GB 32100-2015 without I, O, S, V, Z; the check digit is judged by the domain. */
export const CreditCodeSchema = z
  .string()
  .trim()
  .toUpperCase()
  .refine((text) => /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(text), says(rule.creditCode));

/** Body of PUT /api/v1/non-compete/competitors/:id: a company on the list that agreements are compared with. */
export const CompetitorBodySchema = z.strictObject({
  name: line(120),
  creditCode: CreditCodeSchema.optional(),
  aliases: z.array(line(120)).max(20).default([]),
});
export type CompetitorBody = z.infer<typeof CompetitorBodySchema>;

/** Body of POST /api/v1/non-compete/agreements. A longer term than the law allows can be put on record; it is never monitored. */
export const AgreementBodySchema = z.strictObject({
  id: ClientIdSchema,
  employeeNo: line(64),
  signedDay: day.optional(),
  /** The last day of employment; absent while it goes on. */
  endedDay: day.optional(),
  roleClass: RoleClassSchema,
  /** What the person really came to know (SPC Fashi [2025] 12 art. 13). */
  secrets: z
    .array(z.strictObject({ name: line(120), kind: z.enum(['technical', 'business']), basis: line(300) }))
    .max(20),
  scope: line(500),
  area: line(200),
  termMonths: z.number().int().min(1).max(120),
  monthlyFen: fen,
  /** Mean monthly wage of the last twelve months before the end. */
  averageWageFen: fen,
  /** Minimum wage of the place, per month. */
  minimumWageFen: fen,
  /** Day of the month by which a month is paid. */
  payDay: z.number().int().min(1).max(28),
});
export type AgreementBody = z.infer<typeof AgreementBodySchema>;

/** Body of PUT …/agreements/:id/end: when employment ended. */
export const EndBodySchema = z.strictObject({ version, endedDay: day });
/** Body of POST …/agreements/:id/payments. */
export const PaymentBodySchema = z.strictObject({
  id: ClientIdSchema,
  amountFen: fen.min(1),
  paidDay: day,
  reference: line(120),
});
export type PaymentBody = z.infer<typeof PaymentBodySchema>;
/** Body of POST …/agreements/:id/review: legal says whether scope, area and term fit what the person came to know. */
export const ReviewBodySchema = z.strictObject({
  version,
  result: z.enum(['proportionate', 'excessive']),
  note: ReasonSchema,
});
/** Body of POST …/agreements/:id/authorisations: the person's own signature for the insurance feed, with its term. */
export const AuthorisationBodySchema = z.strictObject({
  id: ClientIdSchema,
  signedDay: day,
  fromDay: day,
  toDay: day,
  /** SHA-256 of the signed paper or file. */
  documentSha256: textLike(/^[0-9a-f]{64}$/, rule.sha256),
});
export type AuthorisationBody = z.infer<typeof AuthorisationBodySchema>;
export const ReleaseBodySchema = z.strictObject({ version, day, reason: ReasonSchema });
export const MonitorBodySchema = z.strictObject({
  version,
  sources: z.array(NonCompeteSourceSchema).min(1).max(3),
  purpose: ReasonSchema,
});
export const StopBodySchema = z.strictObject({ version, reason: ReasonSchema });

/** Body of PUT /api/v1/insurance-payments/:externalId, by key: one month of one person as the paying office reports it. */
export const InsurancePaymentSchema = z.strictObject({
  agreementNo: line(40),
  employerName: line(120),
  creditCode: CreditCodeSchema.optional(),
  month: MonthSchema,
});
export type InsurancePayment = z.infer<typeof InsurancePaymentSchema>;

/** Body of POST …/agreements/:id/records: what HR read in a public registry, or the person declared. */
export const EmployerRecordBodySchema = z.strictObject({
  id: ClientIdSchema,
  source: z.enum(['self_declaration', 'public_registry']),
  employerName: line(120),
  creditCode: CreditCodeSchema.optional(),
  month: MonthSchema,
  reference: line(300),
});
export type EmployerRecordBody = z.infer<typeof EmployerRecordBodySchema>;

/** Body of POST /api/v1/non-compete/records/:id/settle: a human says whether an undecided employer is the competitor. */
export const SettleBodySchema = z.strictObject({ isSame: z.boolean(), reason: ReasonSchema });

/** The thresholds of name matching, as two people have reviewed them; without a review a likeness never decides. */
export const MatchReviewBodySchema = z.strictObject({
  sameAt: z.number().min(0.8).max(1),
  askAt: z.number().min(0.3).max(0.95),
  note: ReasonSchema,
});
