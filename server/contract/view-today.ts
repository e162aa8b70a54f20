import { z } from 'zod';
import { LngLatSchema } from './geo.ts';
import { PunchReasonSchema, PunchStatusSchema } from './ingest.ts';
import { PlannedVisitViewSchema, PresenceViewSchema } from './view-store.ts';
import { RoleSchema, StaffKindSchema } from './person.ts';
import { says } from './says.ts';
import * as rule from './texts/request-rules.ts';

const at = z.iso.datetime();
const day = z.iso.date();

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
  /** Who confirms a punch of theirs that needs it; absent where nobody is named. */
  confirmer: z.enum(['store_manager', 'area_manager']).optional(),
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
  /** What settled it: a person, or the store's own code or access point. */
  settledBy: z.enum(['manager', 'qr', 'wifi']).optional(),
  /** Punched in the chat app's own attendance: shown, and not asked for again. */
  isPlatform: z.boolean().optional(),
  /** When it came, where that was late and nothing but the phone's clock says when it was. */
  arrivedAt: at.optional(),
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

const PACE = { intervalS: z.number(), distanceM: z.number(), stationaryIntervalS: z.number() };

/** Reply of GET /api/v1/today: all the first screen needs, times in UTC. */
export const TodayViewSchema = z.strictObject({
  serverTime: at,
  day,
  shifts: z.array(ShiftViewSchema),
  /** No working time is left of today. */
  onLeave: z.boolean(),
  /** Of a day that is partly leave: these parts of its shifts. */
  leaves: z.array(z.strictObject({ startAt: at, endAt: at })).optional(),
  /** Fixes are accepted inside these only (R1). */
  collectionWindows: z.array(z.strictObject({ startAt: at, endAt: at })),
  punches: z.array(PunchViewSchema),
  /** Low power sampling plan for the foreground app. */
  sampling: z.strictObject({
    ...PACE,
    /** The pace in the first and last minutes of a shift. */
    edge: z.strictObject(PACE),
    edgeMin: z.number(),
    batchSize: z.number(),
    uploadEveryS: z.number(),
    keepScreenOn: z.boolean(),
  }),
  locationConsent: z.boolean(),
  photoConsent: z.boolean(),
  policyAcknowledged: z.boolean(),
  /** Questions about the policy that was read wait until then; they hold up nothing, and later may be answered without a notice. */
  quizDueAt: at.optional(),
  /** Cases that wait for this person's answer; the time to answer begins with HR's contact and has no end before it. */
  waiting: z.array(z.strictObject({ caseId: z.string(), caseNo: z.string(), dueAt: at.optional() })),
  /** Decisions the person may still appeal from; past its date as long as nothing was carried out. Absent where there are none. */
  appealable: z
    .array(z.strictObject({ caseId: z.string(), caseNo: z.string(), untilAt: at.optional() }))
    .optional(),
  /** Punches of the own store that wait for this store manager's tap. */
  toConfirm: z.number().int(),
  /** The work session that runs, or the window in which one may be started; absent where a shift is planned. */
  session: z.strictObject({ runningSince: at.optional(), fromAt: at, untilAt: at }).optional(),
  /** A 小休 that runs, until it is ended or the shift is over. */
  rest: z.strictObject({ since: at, untilAt: at }).optional(),
  /** A 在岗确认 that waits. */
  presence: PresenceViewSchema.optional(),
  /** Planned customers not visited yet, the next one first. */
  planned: z.array(PlannedVisitViewSchema),
  /** Kilometres of today's track; null without one. */
  distanceKm: z.number().nullable(),
  /** Approved overtime of this month. */
  overtimeMin: z.number().int(),
});
export type TodayView = z.infer<typeof TodayViewSchema>;

/** One row of GET /api/v1/punches/to-confirm, for store managers; POST /api/v1/punches/:id/confirm answers it. */
export const PunchToConfirmSchema = z.strictObject({
  id: z.string(),
  personName: z.string(),
  kind: z.enum(['in', 'out']),
  at,
  reasons: z.array(PunchReasonSchema),
  /** Its photo is at GET /api/v1/punches/:id/photo while the punch waits; each look is entered where the person sees it. */
  hasPhoto: z.boolean(),
  /** When it came, where that was late and nothing but the phone's clock says when it was. */
  arrivedAt: at.optional(),
});
export const PunchesToConfirmSchema = z.strictObject({ punches: z.array(PunchToConfirmSchema) });
/** Saying no to somebody's punch takes a reason of this many letters. */
const DECLINE_NOTE_MIN = 5;
export const ConfirmPunchBodySchema = z
  .strictObject({ accept: z.boolean(), note: z.string().trim().max(200).optional() })
  .refine(({ accept, note = '' }) => accept || note.length >= DECLINE_NOTE_MIN, {
    path: ['note'],
    ...says(rule.declineNote(DECLINE_NOTE_MIN)),
  });
