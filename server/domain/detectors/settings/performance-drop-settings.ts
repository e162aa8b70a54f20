import { z } from 'zod';

/** Rises whenever a verdict on the same input may change (R6). */
export const PERFORMANCE_DROP = { name: 'performance-drop', version: 3 } as const;

/** Thresholds of `performance-drop`; each says its unit and why. */
export const PerformanceDropSettingsSchema = z.strictObject({
  /** Last months in which the drop may begin: product section 3 names three. */
  withinMonths: z.number().int().min(1).max(12).default(3),
  /** Months before the drop from which the own level is known. */
  minMonthsBefore: z.number().int().min(2).max(36).default(4),
  /** Percent of sales lost below which it is no drop worth a word. */
  minDropPct: z.number().min(5).max(90).default(20),
  /** Percent by which an ordinary month differs from the own level once the season is taken out. */
  usualSpreadPct: z.number().min(2).max(100).default(15),
  /** Months that this spread weighs as against the own months. */
  spreadMonths: z.number().min(1).max(24).default(3),
  /** Percent of the target still reached from which a drop does not count: less than before may still be enough. */
  targetPct: z.number().min(50).max(200).default(95),
  /** Probability (0-1) of a real drop from which it supports other findings. */
  minProbability: z.number().min(0.5).max(0.999).default(0.8),
  /** Share (0-1) of people whose level drops in any three months when nothing is known. */
  priorShare: z.number().min(0.001).max(0.5).default(0.1),
});
export type PerformanceDropSettings = z.infer<typeof PerformanceDropSettingsSchema>;
