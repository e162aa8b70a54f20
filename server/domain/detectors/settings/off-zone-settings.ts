import { z } from 'zod';

/** Rises whenever a verdict on the same input may change (R6). */
export const OFF_ZONE = { name: 'off-zone', version: 9 } as const;

/** Thresholds of `off-zone`; each says its unit and why. */
export const OffZoneSettingsSchema = z.strictObject({
  /** Minutes of one shift outside without a reason that nobody asks about: an errand, a detour, a wrong turn. */
  allowanceMin: z.number().min(5).max(480).default(30),
  /** Minutes from which it is more than a long errand. */
  mediumMin: z.number().min(10).max(600).default(60),
  /** Minutes from which one day alone is severe: a quarter of a shift. */
  highMin: z.number().min(20).max(900).default(120),
  /** Minutes of stays outside below which somebody other than a rider was only passing: a detour, road works, a way round. */
  minStayMin: z.number().min(0).max(240).default(15),
  /** Metres beyond the edge that still count as inside: urban drift of a resting phone reaches 150-400 m. */
  edgeBandM: z.number().min(0).max(5000).default(500),
  /** Minutes between two fixes above which nothing is known: four times the slowest plan of a field app (5 min) with losses. */
  maxFixGapMin: z.number().min(1).max(60).default(20),
  /** Minutes after the start and before the end of a shift that belong to the way to work and home. */
  commuteMin: z.number().min(0).max(120).default(30),
  /** Minutes around breaks and leave in which people walk to lunch and back. */
  breakMarginMin: z.number().min(0).max(60).default(15),
  /** km/h on the way to a place with a reason, door to door in a city: buses and scooters make 12-18. */
  travelKmh: z.number().min(3).max(120).default(15),
  /** Minutes of way that every place with a reason explains, however near. */
  minTravelMin: z.number().min(0).max(60).default(15),
  /** Minutes of way one reason may explain at most: an hour each way is a trip that wants an approval. */
  maxTravelMin: z.number().min(0).max(240).default(60),
  /** Metres beyond a stay's error within which a place of ours explains it. */
  ownMarginM: z.number().min(0).max(500).default(100),
  /** Metres around a stop the person is known at within which a stay is nothing new. */
  usualM: z.number().min(20).max(1000).default(200),
  /** Share (0-1) of earlier days with a stay outside from which the zone on record, not the person, is in doubt: one day a week. */
  unfitShare: z.number().min(0.02).max(1).default(0.2),
  /** Days that must be known before their share says anything. */
  minHabitDays: z.number().int().min(2).max(60).default(5),
  /** Metres beyond the edge that count half: a zone drawn by hand is right to about a kilometre. */
  halfDepthM: z.number().min(1).max(20_000).default(1000),
  /** Metres and km/h of a step there, and of one back, that nobody travels in a town from one fix to the next: the phone errs. */
  leapM: z.number().min(300).max(20_000).default(1000),
  leapKmh: z.number().min(60).max(1000).default(120),
  /** Days with a stay there that make a stop usual: two may be chance. */
  usualDays: z.number().int().min(2).max(20).default(3),
});
export type OffZoneSettings = z.infer<typeof OffZoneSettingsSchema>;
