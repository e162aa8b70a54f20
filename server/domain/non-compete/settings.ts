import { z } from 'zod';

/** What an agreement must hold to be monitored. */
export const NonCompeteSettingsSchema = z.strictObject({
  /** Months: Labour Contract Law art. 24(2). */
  maxTermMonths: z.number().int().min(1).max(24).default(24),
  /** Share of the mean wage of the last twelve months, in %: MOHRSS guideline of 2025-09; SPC Interpretation I (2020) art. 36. */
  floorPct: z.number().min(30).max(100).default(30),
  /** The same where the term is longer than `longTermMonths`: MOHRSS guideline of 2025-09. */
  longFloorPct: z.number().min(50).max(100).default(50),
  longTermMonths: z.number().int().min(1).max(12).default(12),
  /** Days a payment may be late: R18 asks for compensation paid to date, so none. */
  graceDays: z.number().int().min(0).max(10).default(0),
  /** Working days to answer before anything is found: three (trust R9) and two for the post. */
  explainWorkingDays: z.number().int().min(3).max(15).default(5),
  /** Days a written demand leaves at least: courts looked at dated demands with real time to act (trust 1.1). */
  minDemandDays: z.number().int().min(7).max(60).default(15),
});
export type NonCompeteSettings = z.infer<typeof NonCompeteSettingsSchema>;

/**
 * Likeness of two company names, 0-1 (Dice coefficient of character pairs; Dice 1945). The values come from the labelled pairs in
 * tests/domain/non-compete/match.test.ts: no two different companies there reach `sameAt`, no two spellings of one fall below `askAt`.
 */
export const MatchSettingsSchema = z.strictObject({
  /** From here on a likeness counts as the same company, once people have reviewed it. */
  sameAt: z.number().min(0.8).max(1).default(0.92),
  /** From here on a person is asked; below, the record names nobody. */
  askAt: z.number().min(0.3).max(0.95).default(0.5),
  /** Who answers for `sameAt`; while nobody does, a likeness only asks. */
  reviewedBy: z.array(z.string().min(1)).max(2).default([]),
});
export type MatchSettings = z.infer<typeof MatchSettingsSchema>;
