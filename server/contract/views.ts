import { z } from 'zod';
import {
  CaseActionSchema,
  CaseLaneSchema,
  CaseOutcomeSchema,
  CaseStateSchema,
  EvidenceKindSchema,
  QuickReasonSchema,
  VerificationResultSchema,
} from './case.ts';
import { LngLatSchema } from './geo.ts';
import { PunchReasonSchema, PunchStatusSchema } from './ingest.ts';
import { StaffKindSchema, RoleSchema } from './person.ts';
import { PlaceRoleSchema } from './place.ts';

const at = z.iso.datetime();
const day = z.iso.date();
const bilingual = z.strictObject({ zh: z.string(), en: z.string() });

/** Reply of GET /api/v1/me. */
export const MeViewSchema = z.strictObject({
  personId: z.string(),
  name: z.string(),
  employeeNo: z.string(),
  roles: z.array(RoleSchema),
  staffKind: StaffKindSchema,
  timeZone: z.string(),
  regionName: z.string().optional(),
  storeName: z.string().optional(),
  demo: z.boolean(),
});
export type MeView = z.infer<typeof MeViewSchema>;

export const PunchViewSchema = z.strictObject({
  id: z.string(),
  kind: z.enum(['in', 'out']),
  at,
  status: PunchStatusSchema,
  reasons: z.array(PunchReasonSchema),
  placeName: z.string().optional(),
  distanceM: z.number().optional(),
  hasPhoto: z.boolean(),
});
export type PunchView = z.infer<typeof PunchViewSchema>;

export const ShiftViewSchema = z.strictObject({
  id: z.string(),
  startAt: at,
  endAt: at,
  breaks: z.array(z.strictObject({ startAt: at, endAt: at })),
  place: z.strictObject({ name: z.string(), center: LngLatSchema, radiusM: z.number() }).optional(),
});
export type ShiftView = z.infer<typeof ShiftViewSchema>;

/** Reply of GET /api/v1/today: all the first screen needs, times in UTC. */
export const TodayViewSchema = z.strictObject({
  serverTime: at,
  day,
  shifts: z.array(ShiftViewSchema),
  onLeave: z.boolean(),
  /** Fixes are accepted inside these only (R1). */
  collectionWindows: z.array(z.strictObject({ startAt: at, endAt: at })),
  punches: z.array(PunchViewSchema),
  /** Low power sampling plan for the foreground app. */
  sampling: z.strictObject({
    intervalS: z.number(),
    distanceM: z.number(),
    stationaryIntervalS: z.number(),
    batchSize: z.number(),
  }),
  locationConsent: z.boolean(),
  photoConsent: z.boolean(),
  policyAcknowledged: z.boolean(),
  /** Cases that wait for this person's answer. */
  waiting: z.array(z.strictObject({ caseId: z.string(), caseNo: z.string(), dueAt: at })),
  /** Punches of the own store that wait for this store manager's tap. */
  toConfirm: z.number().int(),
});
export type TodayView = z.infer<typeof TodayViewSchema>;

/** One row of GET /api/v1/punches/to-confirm, for store managers; POST /api/v1/punches/:id/confirm answers it. */
export const PunchToConfirmSchema = z.strictObject({
  id: z.string(),
  personName: z.string(),
  kind: z.enum(['in', 'out']),
  at,
  reasons: z.array(PunchReasonSchema),
});
export const PunchesToConfirmSchema = z.strictObject({ punches: z.array(PunchToConfirmSchema) });
export const ConfirmPunchBodySchema = z.strictObject({
  accept: z.boolean(),
  note: z.string().trim().max(200).optional(),
});

export const FindingViewSchema = z.strictObject({
  detector: z.string(),
  version: z.number(),
  startAt: at,
  endAt: at,
  verdict: z.enum(['supported', 'undecided', 'contradicted']),
  severity: z.enum(['low', 'medium', 'high']),
  numbers: z.record(z.string(), z.number()),
  thresholds: z.record(z.string(), z.number()),
  sentence: bilingual,
  whatWouldClear: bilingual,
});
export type FindingView = z.infer<typeof FindingViewSchema>;

/** Reply of GET /api/v1/alerts/:id: who may see it, and how much, is decided by the reader's role; every read is logged. */
export const AlertViewSchema = z.strictObject({
  id: z.string(),
  alertNo: z.string(),
  status: z.enum(['watching', 'open', 'handled', 'cleared', 'silenced']),
  pseudonym: z.string(),
  /** Only for the person and the responsible manager. */
  personName: z.string().optional(),
  day,
  finding: FindingViewSchema,
  caseNo: z.string().optional(),
  caseId: z.string().optional(),
});
export type AlertView = z.infer<typeof AlertViewSchema>;

/** Map of one alert: only for the person, and for a case's HR within its window; never for groups. */
export const TrackViewSchema = z.strictObject({
  startAt: at,
  endAt: at,
  points: z.array(z.strictObject({ at, lng: z.number(), lat: z.number(), accuracyM: z.number() })),
  stays: z.array(
    z.strictObject({
      startAt: at,
      endAt: at,
      lng: z.number(),
      lat: z.number(),
      accuracyM: z.number(),
      fixes: z.number(),
    }),
  ),
  gaps: z.array(z.strictObject({ startAt: at, endAt: at })),
  places: z.array(
    z.strictObject({
      name: z.string(),
      roles: z.array(PlaceRoleSchema),
      center: LngLatSchema,
      radiusM: z.number(),
    }),
  ),
});
export type TrackView = z.infer<typeof TrackViewSchema>;

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
  pseudonym: z.string(),
  /** Present for the person, or once unmasked. */
  personName: z.string().optional(),
  openedAt: at,
  clock: z
    .strictObject({
      kind: z.enum(['contact', 'explanation', 'verification', 'decision', 'approval', 'execution']),
      dueAt: at,
      overdue: z.boolean(),
    })
    .optional(),
  finding: FindingViewSchema,
  alertId: z.string(),
  explanation: z.strictObject({ at, quickReason: QuickReasonSchema, text: z.string() }).optional(),
  verification: z.strictObject({ at, result: VerificationResultSchema, reason: z.string() }).optional(),
  proposal: z
    .strictObject({
      at,
      by: z.string(),
      penalty: z.string(),
      reason: z.string(),
      legalBasis: z.string(),
      evidence: z.array(z.strictObject({ kind: EvidenceKindSchema, note: z.string() })),
    })
    .optional(),
  decision: z
    .strictObject({ at, by: z.string(), result: z.enum(['approved', 'rejected']), comment: z.string() })
    .optional(),
  history: z.array(CaseHistoryRowSchema),
  /** What the reader may do now; the buttons follow from it. */
  actions: z.array(z.union([CaseActionSchema, z.literal('explain')])),
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
}).extend({ sentence: bilingual });
/** Reply of GET /api/v1/cases (HR) and GET /api/v1/my/cases. */
export const CaseListSchema = z.strictObject({ cases: z.array(CaseRowSchema) });
export type CaseList = z.infer<typeof CaseListSchema>;

/** Reply of GET /api/v1/my/reports/:month (YYYY-MM): the employee's own month; null = no data, never zero. */
export const MonthlyReportSchema = z.strictObject({
  month: z.string(),
  workedDays: z.number().int(),
  punches: z.strictObject({
    total: z.number().int(),
    confirmed: z.number().int(),
    waiting: z.number().int(),
  }),
  onTimePct: z.number().nullable(),
  distanceKm: z.number().nullable(),
  coveragePct: z.number().nullable(),
  days: z.array(
    z.strictObject({
      day,
      workedMin: z.number(),
      distanceKm: z.number().nullable(),
      coveragePct: z.number().nullable(),
      stays: z.number().int(),
    }),
  ),
  previous: z
    .strictObject({
      workedDays: z.number().int(),
      distanceKm: z.number().nullable(),
      coveragePct: z.number().nullable(),
    })
    .optional(),
  alerts: z.array(
    z.strictObject({ id: z.string(), alertNo: z.string(), day, status: z.string(), sentence: bilingual }),
  ),
  cases: z.array(
    z.strictObject({
      caseNo: z.string(),
      id: z.string(),
      openedAt: at,
      state: CaseStateSchema,
      outcome: CaseOutcomeSchema.optional(),
    }),
  ),
});
export type MonthlyReport = z.infer<typeof MonthlyReportSchema>;

/** Reply of GET /api/v1/my/reads: who looked at my data, when, why (R16). */
export const ReadLedgerSchema = z.strictObject({
  reads: z.array(z.strictObject({ at, reader: z.string(), what: z.string(), purpose: z.string() })),
});
export type ReadLedger = z.infer<typeof ReadLedgerSchema>;

/** Reply of GET /api/v1/my/declarations. */
export const DeclarationListSchema = z.strictObject({
  declarations: z.array(
    z.strictObject({
      id: z.string(),
      kind: z.string(),
      employer: z.string().optional(),
      placeName: z.string().optional(),
      weekdays: z.array(z.number()),
      startTime: z.string(),
      endTime: z.string(),
      fromDay: day,
      toDay: day,
      status: z.enum(['pending', 'approved', 'rejected', 'withdrawn']),
    }),
  ),
});
export type DeclarationList = z.infer<typeof DeclarationListSchema>;

/** Every error reply of the API. */
export const ErrorReplySchema = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    fields: z.array(z.strictObject({ field: z.string(), reason: z.string() })).optional(),
    requestId: z.string(),
  }),
});
export type ErrorReply = z.infer<typeof ErrorReplySchema>;
