import { z } from 'zod';

/** Thresholds of the stay rule (Li et al. 2008); each says its unit and why. */
export const StaySettingsSchema = z.strictObject({
  /**
   * Metres from the first fix of a stay. Field phones report every 0.5-5 minutes with 10-50 m error: 100 m loses stays at such rates,
   * 200 m joins neighbouring shops; 150 m kept recall .89 at 60 s pings (trajectory 3.4).
   */
  distanceM: z.number().min(20).max(1000).default(150),
  /** Minutes. The shortest dwell any detector asks about; 5 minutes doubles the false stays in buses and cars (trajectory 3.4). */
  minDwellMin: z.number().min(1).max(240).default(10),
  /** Minutes between two fixes above which nothing is known: a stay ends there. null = never (the plain rule of the paper). */
  gapMin: z.number().min(1).max(1440).nullable().default(30),
  /** Whether a stay that has not ended when the track ends counts: a shift's last stay is as real as the others. */
  includeLast: z.boolean().default(true),
});
export type StaySettings = z.infer<typeof StaySettingsSchema>;
