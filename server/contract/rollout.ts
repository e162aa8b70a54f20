import { z } from 'zod';
import { ReasonSchema } from './case.ts';

/** `off` = nothing is judged; `pilot` = HR alone is told, and a talk is all that may follow; `live` = the whole procedure. */
export const RolloutModeSchema = z.enum(['off', 'pilot', 'live']);
export type RolloutMode = z.infer<typeof RolloutModeSchema>;
/** The people that no region of the chart holds are one of their own. */
export const NO_REGION = '~none';

/** What has to be there before a region is tried out, and again before it goes live. */
export const CheckSchema = z.enum([
  'staff_known',
  'policy_in_force',
  'consultation_recorded',
  'assessment_current',
  'policy_acknowledged',
  'notice_answered',
  'duty_roster',
  'approver',
  'go_live_signer',
  'pilot_long_enough',
  'pilot_cases_ended',
]);
export type Check = z.infer<typeof CheckSchema>;
export const CheckedSchema = z.strictObject({
  check: CheckSchema,
  isMet: z.boolean(),
  /** Of `of` what is counted, `have` are there and `need` have to be; absent where there is nothing to count. */
  count: z.strictObject({ have: z.int(), of: z.int(), need: z.int() }).optional(),
});
export type Checked = z.infer<typeof CheckedSchema>;

/** What a pilot has shown so far. */
export const PilotFiguresSchema = z.strictObject({
  alerts: z.int(),
  open: z.int(),
  /** Of `of` that have ended, `hits` were worth asking about. */
  worth: z.strictObject({ hits: z.int(), of: z.int() }),
  /** Of `of` findings that say something, `undecided` could not tell. */
  undecided: z.strictObject({ undecided: z.int(), of: z.int() }),
  /** Alerts that the person called wrong, and requests about alerts. */
  objections: z.int(),
});
export type PilotFigures = z.infer<typeof PilotFiguresSchema>;

const version = z.int().min(0).max(1_000_000);
/** Body of POST /api/v1/rollouts/:regionId/pilot, /go-live and /stop; `version` is the one the actor saw. */
export const RolloutMoveBodySchema = z.strictObject({ version, reason: ReasonSchema });
/** Body of POST /api/v1/rollouts/:regionId/signature. */
export const GoLiveSignBodySchema = z.strictObject({
  version,
  accept: z.boolean(),
  comment: z.string().trim().max(500).optional(),
});
export type RolloutMoveBody = z.infer<typeof RolloutMoveBodySchema>;
export type GoLiveSignBody = z.infer<typeof GoLiveSignBodySchema>;

const at = z.iso.datetime();
export const RolloutActionSchema = z.enum(['start', 'ask_go_live', 'sign', 'stop']);
export const RolloutViewSchema = z.strictObject({
  regionId: z.string(),
  /** Empty for the people of no region. */
  regionName: z.string(),
  staff: z.int(),
  version: z.int(),
  mode: RolloutModeSchema,
  sinceAt: at.optional(),
  /** A pilot ended by itself: nobody asked for going live in time. */
  hasLapsed: z.boolean(),
  pilot: z
    .strictObject({ startedAt: at, startedBy: z.string(), earliestAt: at, endsAt: at, day: z.int() })
    .optional(),
  checklist: z.array(CheckedSchema),
  figures: PilotFiguresSchema.optional(),
  goLive: z
    .strictObject({
      at,
      by: z.string(),
      reason: z.string(),
      signers: z.array(z.string()),
      /** Whose answer the chat's approval waits for; the others may sign in the console. */
      askedInChat: z.array(z.string()),
      figures: PilotFiguresSchema,
    })
    .optional(),
  history: z.array(z.strictObject({ at, by: z.string(), move: z.string(), reason: z.string().optional() })),
  actions: z.array(RolloutActionSchema),
});
export type RolloutView = z.infer<typeof RolloutViewSchema>;
/** Reply of GET /api/v1/rollouts, and of every move. */
export const RolloutListSchema = z.strictObject({
  regions: z.array(RolloutViewSchema),
  rules: z.strictObject({ minDays: z.int(), maxDays: z.int(), noticePct: z.int() }),
});
export type RolloutList = z.infer<typeof RolloutListSchema>;
