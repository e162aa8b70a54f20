import { z } from 'zod';

/** Thresholds of the stay rule (Li et al. 2008, with what sparse and dirty tracks need); each says its unit and why. */
export const StaySettingsSchema = z.strictObject({
  /**
   * Metres from the first fix of a stay. Field phones report every 0.5-5 minutes with 10-50 m error: 100 m loses stays at such rates,
   * 200 m joins neighbouring shops; 150 m kept recall .89 at 60 s pings (trajectory 3.4).
   */
  distanceM: z.number().min(20).max(100_000).default(150),
  /** Minutes. The shortest dwell any detector asks about; 5 minutes doubles the false stays in buses and cars (trajectory 3.4). */
  minDwellMin: z.number().min(0).max(100_000).default(10),
  /** Minutes between two fixes above which nothing is known: a stay ends there. null = never (the plain rule of the paper). */
  gapMin: z.number().min(0).max(100_000).nullable().default(30),
  /** Whether a stay that has not ended when the track ends counts: a shift's last stay is as real as the others. */
  includeLast: z.boolean().default(true),
  /**
   * m/s at which the way to and from a stay is taken to have been travelled, where no fix tells: a town's usual speed. The plain rule
   * counts the whole silence as dwell, so a subway ride after two minutes at a station is a stay; 3-8 measured alike, walking loses stays.
   */
  travelMps: z.number().min(0.5).max(50).default(5),
  /** Share (0-1) of the time left over by that way which was spent here and not there: nobody knows, so half. */
  slackShare: z.number().min(0).max(1).default(0.5),
  /**
   * Share (0-1) of `minDwellMin` that the fixes themselves must prove: a silence is no evidence, so a single fix between two is no stay.
   * 0.4 is what pings five minutes apart prove of ten minutes, with a minute's delay.
   */
  provenShare: z.number().min(0).max(1).default(0.4),
  /** Metres (68 %) of error for which `distanceM` is made; what a fix tells beyond it is added, up to half the distance. */
  usualAccuracyM: z.number().min(0).max(100).default(30),
  /** Minutes of drift or errand outside after which a return still continues the stay. */
  mergeGapMin: z.number().min(0).max(60).default(5),
  /** Metres between the centres of pieces of one stay, all from the first: the cap that keeps a creeping bus from being one. */
  mergeM: z.number().min(0).max(1000).default(75),
  /** Minutes from which a piece may be one of a stay: shorter ones are the way past it. */
  minPieceMin: z.number().min(0.5).max(60).default(4),
});
export type StaySettings = z.infer<typeof StaySettingsSchema>;
