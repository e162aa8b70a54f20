import { z } from 'zod';

/** Rises whenever a verdict on the same input may change (R6). */
export const COMPETITOR_DWELL = { name: 'competitor-dwell', version: 1 } as const;

/** Thresholds of `competitor-dwell`; each says its unit and why. */
export const CompetitorDwellSettingsSchema = z.strictObject({
  /** Minutes inside the fence. Buying a drink or waiting for a bus takes less; product section 3 names 10. */
  minDwellMin: z.number().min(5).max(240).default(10),
  /** Minutes of one shift from which one day alone is severe: an hour is no errand. */
  highDwellMin: z.number().min(10).max(600).default(60),
  /** Metres (68 %). A shop fence is 15-75 m: a wider error cannot place a person inside it. */
  maxAccuracyM: z.number().min(5).max(100).default(50),
  /** Fixes inside. Two can be one repeated reading; three at 5-minute pings are still a 10-minute dwell. */
  minFixes: z.number().int().min(2).max(50).default(3),
  /** Minutes between two fixes inside above which nothing is known: three times the slowest plan of a field app (5 min). */
  maxFixGapMin: z.number().min(1).max(60).default(15),
  /** Probability (0-1) that one fix really lies inside the fence from which it counts: more likely in than out. */
  minProbability: z.number().min(0.5).max(0.99).default(0.5),
  /** Metres beyond a fix's own error within which a place of ours explains it: urban reflections exceed the reported error. */
  ownMarginM: z.number().min(0).max(200).default(20),
  /** Metres between the fences of a rival and a place of ours below which satellites never decide (malls: Wi-Fi, QR, till do). */
  neighbourM: z.number().min(0).max(500).default(30),
  /** Metres beyond the fence that are somewhere else for certain: the stay radius, inside which drift is no movement. */
  elsewhereM: z.number().min(50).max(1000).default(150),
  /** Minutes within which a second fix elsewhere makes the first believable: one alone is a bad fix. */
  elsewherePairMin: z.number().min(1).max(60).default(10),
  /** Metres beyond a stay's error within which a rival is worth a look at all. */
  nearM: z.number().min(0).max(300).default(50),
});
export type CompetitorDwellSettings = z.infer<typeof CompetitorDwellSettingsSchema>;
