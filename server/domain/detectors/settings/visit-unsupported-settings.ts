import { z } from 'zod';

/** Rises whenever a verdict on the same input may change (R6). */
export const VISIT_UNSUPPORTED = { name: 'visit-unsupported', version: 9 } as const;

/** Thresholds of `visit-unsupported`; each says its unit and why. */
export const VisitUnsupportedSettingsSchema = z.strictObject({
  /** Minutes before and after the logged time in which presence still counts: people log when they come, leave, or park. */
  slackMin: z.number().min(0).max(120).default(15),
  /** Metres beyond the fence that are still near: pins lie on the wrong side of the building, phones reflect (urban tails to 100 m). */
  nearM: z.number().min(20).max(1000).default(120),
  /** Error radii (68 %) added to that: two hold 99 % of a circular normal error. */
  accuracyRadii: z.number().min(1).max(5).default(2),
  /** Metres (68 %) where the phone told no error: between satellites (5-20) and Wi-Fi or cells (30-100). */
  unknownAccuracyM: z.number().min(5).max(500).default(50),
  /** km/h from door to door. City traffic with parking is 15-35; 50 leaves room for an empty road. */
  maxSpeedKmh: z.number().min(10).max(200).default(50),
  /** Minutes near that are no passing by, once a fix near was seen: 400 m at a cyclist's 18 km/h take 1.3. */
  passingMin: z.number().min(0).max(30).default(2),
  /** Minutes unseen in which a visit could hide: shorter than that is no visit by any policy. A third of the logged time when less. */
  hiddenVisitMin: z.number().min(2).max(60).default(8),
  /** Other people who miss the same customer from which its stored position is in doubt: two, with the person, do not err alike by chance. */
  doubtPeople: z.number().int().min(1).max(20).default(1),
  /** Metres within which two stays are one spot: the stay radius, inside which drift is no movement. */
  sameSpotM: z.number().min(30).max(500).default(150),
  /** Minutes between the ends of a stay and of the logged visit that still fit: the usual delay of logging by hand. */
  fitMin: z.number().min(1).max(60).default(10),
  /** Metres. A misplaced customer is usually in the same part of town; further away a fitting stay says nothing about its pin. */
  misplacedM: z.number().min(100).max(20_000).default(3000),
  /** Minutes, and fixes, at one coordinate to the last digit from which it may be the last one the phone knew: at rest errors still differ. */
  stuckMin: z.number().min(10).max(240).default(30),
  stuckFixes: z.number().int().min(3).max(100).default(5),
  /** Unsupported visits of one period, on at least two days, from which it is severe: one may be a slip. */
  highVisits: z.number().int().min(2).max(50).default(3),
  /** Share (0-1) of logged visits that are made up when nothing is known; vendors claim about 5 % of people ever, far fewer visits. */
  priorShare: z.number().min(0.001).max(0.5).default(0.02),
});
export type VisitUnsupportedSettings = z.infer<typeof VisitUnsupportedSettingsSchema>;
