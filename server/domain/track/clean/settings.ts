import { z } from 'zod';

/** Thresholds of the clean rules; each says its unit and why. */
export const CleanSettingsSchema = z.strictObject({
  /** Metres (68 %). Above it a fix cannot tell 150 m (the stay radius) from its surroundings; 0 means unknown and passes. */
  maxAccuracyM: z.number().min(10).max(1000).default(100),
  /** km/h there and back. Field staff ride and drive; a train is faster but does not come back within minutes, so it is kept. */
  maxSpikeKmh: z.number().min(50).max(1000).default(200),
  /** Minutes. A longer excursion is a journey, whatever its speed (tunnel, flight, switched-off phone). */
  maxSpikeMin: z.number().min(1).max(60).default(10),
});
export type CleanSettings = z.infer<typeof CleanSettingsSchema>;
