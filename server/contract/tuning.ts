import { z } from 'zod';
import { ReasonSchema } from './case.ts';
import { ClientIdSchema } from './ingest.ts';
import { says } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** How an alert ended, in hindsight. */
export const AlertLabelSchema = z.enum([
  'confirmed',
  'talk',
  'worth_asking',
  'permitted',
  'unfounded',
  'cleared',
  'not_worth_asking',
]);
export type AlertLabel = z.infer<typeof AlertLabelSchema>;
/** What the person says of being asked. */
export const AlertFeedbackSchema = z.enum(['fair', 'wrong', 'unclear']);
export type AlertFeedback = z.infer<typeof AlertFeedbackSchema>;

/** Body of POST /api/v1/alerts/:id/label (HR) and …/feedback (the person). */
export const LabelBodySchema = z.strictObject({
  isWorthAsking: z.boolean(),
  note: z.string().trim().min(1).max(500).optional(),
});
export const FeedbackBodySchema = z.strictObject({
  feedback: AlertFeedbackSchema,
  note: z.string().trim().min(1).max(500).optional(),
});

/** Why thresholds were rolled back by the system: a signature was taken back in the chat. */
export const SIGNATURE_WITHDRAWN = 'signature_withdrawn';

const MAX_NAMES = 60;
const nameOf = z.string().min(1).max(60);
const isShort = (value: object): boolean => Object.keys(value).length <= MAX_NAMES;
/** Thresholds by detector and settings key; which exist and what they may be, the detectors' own schemas say. */
export const OverridesSchema = z
  .record(nameOf, z.record(nameOf, z.number()).refine(isShort, says(rule.mostThresholds(MAX_NAMES))))
  .refine(isShort, says(rule.mostDetectors(MAX_NAMES)));

/** Days a replay may reach back: positions are kept for 60 (R13), and each day is judged with the fortnight before it. */
export const MAX_REPLAY_DAYS = 45;
/** Body of POST /api/v1/tuning/replays. */
export const ReplayBodySchema = z.strictObject({
  id: ClientIdSchema,
  overrides: OverridesSchema,
  days: z.number().int().min(1).max(MAX_REPLAY_DAYS),
});
export type ReplayBody = z.infer<typeof ReplayBodySchema>;

/** Body of POST /api/v1/tuning/changes: the draft of a finished replay is put up for signing. */
export const ChangeBodySchema = z.strictObject({
  id: ClientIdSchema,
  replayId: ClientIdSchema,
  reason: ReasonSchema,
});
export type ChangeBody = z.infer<typeof ChangeBodySchema>;

/** The two who must both sign. */
export const SignerSchema = z.enum(['hr_lead', 'staff_rep']);
export type Signer = z.infer<typeof SignerSchema>;
/** Body of POST /api/v1/tuning/changes/:id/signatures. */
export const SignBodySchema = z.strictObject({
  as: SignerSchema,
  accept: z.boolean(),
  comment: z.string().trim().max(500).optional(),
});
export type SignBody = z.infer<typeof SignBodySchema>;

/** Body of POST /api/v1/tuning/rollback; `version` is the one the actor saw in force. */
export const RollbackBodySchema = z.strictObject({
  version: z.number().int().min(1),
  reason: ReasonSchema,
});
export type RollbackBody = z.infer<typeof RollbackBodySchema>;

/** Body of POST /api/v1/tuning/bias/:month/reviews. */
export const BiasReviewBodySchema = z.strictObject({ note: ReasonSchema });

/** Detectors that raise nothing, because too few of their labelled alerts were worth asking about; `at` = when that was worked out. */
export const SilencesSchema = z.strictObject({
  at: z.date(),
  silences: z.array(
    z.strictObject({
      detector: z.string(),
      version: z.number(),
      sinceAt: z.date(),
      hits: z.number(),
      of: z.number(),
    }),
  ),
});
/** How alerts of a detector ended, by its code and thresholds: `hits` of `of` were worth asking about. */
export const TrackRecordsSchema = z.array(
  z.strictObject({
    detector: z.string(),
    version: z.number(),
    thresholdsSince: z.number(),
    hits: z.number(),
    of: z.number(),
  }),
);
export type TrackRecords = z.infer<typeof TrackRecordsSchema>;
export type Silences = z.infer<typeof SilencesSchema>;
export type Silence = Silences['silences'][number];
