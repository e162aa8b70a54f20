import { z } from 'zod';

/** Rises whenever a verdict on the same input may change (R6). */
export const OFF_HOURS = { name: 'off-hours', version: 6 } as const;

/** Thresholds of `off-hours`; each says its unit and why. */
export const OffHoursSettingsSchema = z.strictObject({
  /** Minutes before a shift in which a punch still belongs to it: people come early to have their rest. */
  beforeMin: z.number().min(0).max(240).default(60),
  /** Minutes after a shift in which a punch still belongs to it: the last customer, closing the shop, the way out. */
  afterMin: z.number().min(0).max(240).default(60),
  /** Different days with a punch outside working time below which nothing is supported: twice is an errand. */
  minDays: z.number().int().min(2).max(60).default(3),
  /** Share (0-1) of days with such a punch for an ordinary person. */
  usualShare: z.number().min(0.001).max(0.5).default(0.04),
  /** Days that this share weighs as against the own history. */
  usualStrength: z.number().min(1).max(200).default(25),
  /** Chance (0-1) that an ordinary person has as many such days as the own past, below which it is a habit and only that past counts. */
  habitChance: z.number().min(0.0001).max(0.2).default(0.01),
  /** Own earlier days that count at most: habits change. */
  maxHistoryDays: z.number().int().min(5).max(500).default(60),
  /** Own earlier working days with a punch from which the usual start or end is known. */
  minHistoryDays: z.number().int().min(5).max(200).default(10),
  /** Judged days with a punch from which a drift is looked for. */
  minDriftDays: z.number().int().min(3).max(60).default(4),
  /** Minutes of drift below which it does not matter to anybody. */
  minDriftMin: z.number().min(10).max(480).default(45),
  /** Minutes of spread that nobody falls below: punches are queued, lifts are slow. */
  minSpreadMin: z.number().min(1).max(120).default(10),
  /** Times the standard error grows because one day resembles the next. */
  alikeFactor: z.number().min(1).max(5).default(1.5),
  /** Chance (0-1) of such punches by luck below which they are improbable. */
  maxChance: z.number().min(0.000001).max(0.05).default(0.005),
  /** The same for severe. */
  highChance: z.number().min(0.0000001).max(0.05).default(0.00005),
  /** Share (0-1) of people expected to work for others off hours when nothing is known. */
  priorShare: z.number().min(0.001).max(0.5).default(0.05),
});
export type OffHoursSettings = z.infer<typeof OffHoursSettingsSchema>;
