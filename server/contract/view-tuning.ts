import { z } from 'zod';
import { AlertFeedbackSchema, AlertLabelSchema, SignerSchema } from './tuning.ts';
import { NextSchema } from './page.ts';

const at = z.iso.datetime();
const count = z.number().int();
const share = z
  .strictObject({ hits: count, of: count, share: z.number(), low: z.number(), high: z.number() })
  .nullable();
const overrides = z.record(z.string(), z.record(z.string(), z.number()));

/** Reply of GET /api/v1/tuning/quality. */
export const QualityViewSchema = z.strictObject({
  days: count,
  minLabels: count,
  minShare: z.number(),
  detectors: z.array(
    z.strictObject({
      detector: z.string(),
      version: count,
      thresholdsSince: count,
      /** Its present version under its present thresholds. */
      isPresent: z.boolean(),
      alerts: count,
      precision: share,
      labels: z.partialRecord(AlertLabelSchema, count),
      feedback: z.record(AlertFeedbackSchema, count),
      medianHours: z.number().nullable(),
    }),
  ),
  silent: z.array(z.strictObject({ detector: z.string(), sinceAt: at, hits: count, of: count })),
});
export type QualityView = z.infer<typeof QualityViewSchema>;

const VersionViewSchema = z.strictObject({
  version: count,
  fromDay: z.iso.date(),
  at,
  by: z.array(z.string()),
  reason: z.string(),
  /** The version whose thresholds it brought back; absent of a change. */
  backTo: count.optional(),
  changes: z.array(z.strictObject({ name: z.string(), key: z.string(), from: z.number(), to: z.number() })),
});
/** Reply of GET /api/v1/tuning/thresholds: what there is to change, what is in force, and how it came to be. */
export const ThresholdsViewSchema = z.strictObject({
  detectors: z.array(
    z.strictObject({
      name: z.string(),
      version: count,
      fields: z.array(
        z.strictObject({
          key: z.string(),
          usual: z.number(),
          min: z.number(),
          max: z.number(),
          isWhole: z.boolean(),
        }),
      ),
    }),
  ),
  version: count,
  overrides,
  versions: z.array(VersionViewSchema),
  mayRollBack: z.boolean(),
});
export type ThresholdsView = z.infer<typeof ThresholdsViewSchema>;

const counts = {
  live: count,
  draft: count,
  liveOpen: count,
  draftOpen: count,
  added: count,
  removed: count,
  raised: count,
  lowered: count,
};
export const ReplayResultViewSchema = z.strictObject({
  people: count,
  shifts: count,
  total: z.strictObject(counts),
  byDetector: z.array(z.strictObject({ detector: z.string(), ...counts })),
  byRegion: z.array(z.strictObject({ region: z.string(), people: count, shifts: count, ...counts })),
  newlyHit: z.array(z.strictObject({ pseudonym: z.string(), alerts: count, detectors: z.array(z.string()) })),
  newlyHitTotal: count,
  relieved: count,
  precision: z.strictObject({ live: share, draft: share }),
});
export const ReplayRowViewSchema = z.strictObject({
  id: z.string(),
  at,
  by: z.string(),
  fromDay: z.iso.date(),
  toDay: z.iso.date(),
  status: z.enum(['waiting', 'running', 'done', 'failed']),
  done: count,
  of: count,
  failure: z.string().optional(),
  ruleId: z.string().optional(),
  baseVersion: count,
});
/** Reply of GET /api/v1/tuning/replays and …/replays/:id. */
export const ReplayListSchema = z.strictObject({ replays: z.array(ReplayRowViewSchema), next: NextSchema });
export const ReplayViewSchema = ReplayRowViewSchema.extend({
  overrides,
  changes: z.array(z.strictObject({ name: z.string(), key: z.string(), from: z.number(), to: z.number() })),
  /** Other thresholds came into force since. */
  isStale: z.boolean(),
  result: ReplayResultViewSchema.optional(),
});
export type ReplayList = z.infer<typeof ReplayListSchema>;
export type ReplayView = z.infer<typeof ReplayViewSchema>;

export const ChangeViewSchema = z.strictObject({
  id: z.string(),
  at,
  by: z.string(),
  reason: z.string(),
  replayId: z.string(),
  status: z.enum(['waiting', 'signed', 'live', 'refused', 'expired', 'stale', 'withdrawn']),
  changes: z.array(z.strictObject({ name: z.string(), key: z.string(), from: z.number(), to: z.number() })),
  signatures: z.array(
    z.strictObject({
      as: SignerSchema,
      /** Who is asked, or who signed. */
      who: z.string(),
      at: at.optional(),
      accept: z.boolean().optional(),
      comment: z.string().optional(),
    }),
  ),
  /** As what the reader may sign now. */
  maySignAs: z.array(SignerSchema),
  version: count.optional(),
});
/** Reply of GET /api/v1/tuning/changes. */
export const ChangeListSchema = z.strictObject({ changes: z.array(ChangeViewSchema), next: NextSchema });
export type ChangeView = z.infer<typeof ChangeViewSchema>;
export type ChangeList = z.infer<typeof ChangeListSchema>;

/** Reply of GET /api/v1/tuning/bias: alert rates by group, month by month. */
export const BiasViewSchema = z.strictObject({
  minGroup: count,
  reports: z.array(
    z.strictObject({
      month: z.string(),
      at,
      tables: z.array(
        z.strictObject({
          detector: z.string().nullable(),
          dimension: z.enum(['region', 'shift', 'brand']),
          groups: z.array(
            z.strictObject({
              names: z.array(z.string()),
              people: count,
              shifts: count,
              alerted: count,
              per100: z.number(),
              ratio: z.number().nullable(),
              isFlagged: z.boolean(),
            }),
          ),
        }),
      ),
      reviews: z.array(z.strictObject({ by: z.string(), at, note: z.string() })),
      mayReview: z.boolean(),
    }),
  ),
});
export type BiasView = z.infer<typeof BiasViewSchema>;
