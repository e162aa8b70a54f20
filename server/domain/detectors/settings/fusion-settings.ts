import { z } from 'zod';

/** Thresholds of the fusion of one period's findings; each says its unit and why. */
export const FusionSettingsSchema = z.strictObject({
  /** Probability (0-1) that a period holds something, before any finding speaks: vendors say one in twenty ever tried (trajectory 1). */
  prior: z.number().min(0.001).max(0.5).default(0.05),
  /** Share (0-1) of its evidence that a finding adds to a stronger one of the same kind: both saw the same hours. */
  relatedShare: z.number().min(0).max(1).default(0.25),
  /** Share (0-1) of its evidence that a finding of another kind adds: other sources, but still the same person and days. */
  otherShare: z.number().min(0).max(1).default(0.6),
  /** Share (0-1) of its evidence that an undecided finding ranks with: it never alerts. */
  undecidedShare: z.number().min(0).max(1).default(0.5),
  /** Days within which repetition counts (product M13). */
  windowDays: z.number().int().min(1).max(62).default(14),
  /** Distinct days from which a manager is asked (product M13); a single day is a private nudge unless it is severe. */
  managerDays: z.number().int().min(1).max(31).default(2),
});
export type FusionSettings = z.infer<typeof FusionSettingsSchema>;
