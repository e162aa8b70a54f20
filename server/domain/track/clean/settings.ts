import { z } from 'zod';

/** Thresholds of the clean rules; each says its unit and why. */
export const CleanSettingsSchema = z.strictObject({
  /** Metres (68 %). Above it a fix cannot tell 150 m (the stay radius) from its surroundings; 0 means unknown and passes. */
  maxAccuracyM: z.number().min(10).max(1000).default(100),
  /** km/h there and back. Field staff ride and drive; a train is faster but does not come back within minutes, so it is kept. */
  maxSpikeKmh: z.number().min(50).max(1000).default(200),
  /** Minutes. A longer excursion is a journey, whatever its speed (tunnel, flight, switched-off phone). */
  maxSpikeMin: z.number().min(1).max(60).default(10),
  /** Metres from the median of its neighbours from which one fix may be a spike: below it is drift a stay can bear. */
  hampelFloorM: z.number().min(20).max(1000).default(100),
  /** Scaled median deviations (Hampel's t0): the customary 3, some 0.3 % of a normal law. */
  hampelDeviations: z.number().min(2).max(10).default(3),
  /** km/h to the spike and back: faster than anyone runs an errand. */
  hampelMinKmh: z.number().min(0).max(200).default(15),
  /** Fixes at exactly one coordinate from which they may be one cached reading: two or three happen by rounding. */
  minFrozenFixes: z.number().int().min(3).max(100).default(5),
  /** Metres of the jump that shows a repeated coordinate to be stale: beyond any error that the accuracy rule lets pass. */
  minFrozenJumpM: z.number().min(100).max(5000).default(300),
  /** Fixes that repeat earlier ones digit by digit, in order, from which it is a replay: noise never repeats itself. */
  minReplayFixes: z.number().int().min(5).max(200).default(10),
  /** Metres between the outermost of them; less may be a phone at rest that reports a few rounded spots. */
  minReplayM: z.number().min(50).max(5000).default(150),
  /** Metres to a mast from which a jump to it and back is no drift: cells in towns are 200-500 m apart. */
  minTowerM: z.number().min(100).max(5000).default(250),
});
export type CleanSettings = z.infer<typeof CleanSettingsSchema>;
