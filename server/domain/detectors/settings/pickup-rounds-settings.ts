import { z } from 'zod';
import { PRESENCE_FIELDS } from './presence-fields.ts';

/** Rises whenever a verdict on the same input may change (R6). */
export const PICKUP_ROUNDS = { name: 'pickup-rounds', version: 7 } as const;

/** Thresholds of `pickup-rounds`; each says its unit and why. */
export const PickupRoundsSettingsSchema = z.strictObject({
  ...PRESENCE_FIELDS,
  /** Fixes of one stop: a stop of two minutes at minute pings has no more. */
  minFixes: z.number().int().min(2).max(50).default(2),
  /** Minutes between two fixes of one stop above which nothing is known: a pickup takes 2-6 minutes. */
  maxFixGapMin: z.number().min(0.5).max(30).default(5),
  /** Minutes (seen between its first and last fix) from which it is a stop: a red light takes at most 1.5. */
  minStopMin: z.number().min(0.5).max(10).default(1.5),
  /** Minutes up to which it is a pickup: longer is a rest or a meal. */
  maxStopMin: z.number().min(5).max(120).default(20),
  /** Unexplained stops from which it is a pattern (product section 3). */
  minStops: z.number().int().min(2).max(100).default(3),
  /** Days with such stops from which it is a pattern (product section 3). */
  minDays: z.number().int().min(1).max(30).default(2),
  /** Minutes between two fixes from which a stop may leave one fix of itself; at a shorter step it leaves two. */
  seldomMin: z.number().min(1).max(30).default(2.5),
  /** km/h between such a fix and its neighbours: a scooter in town, lights left out. */
  rideKmh: z.number().min(5).max(60).default(18),
  /** Minutes left after those ways, from which it may have been a stop: a light and a slow street take as long as two. */
  minLeftMin: z.number().min(1).max(20).default(3),
  /** Such fixes (with proven stops) from which it is worth a word, never more: riding past leaves one in three weeks at each point. */
  minUnproven: z.number().int().min(2).max(100).default(4),
  /** Stops from which it is severe: as many as a working hour of deliveries has. */
  highStops: z.number().int().min(3).max(500).default(8),
  /** Days from which it is severe: regular in two weeks. */
  highDays: z.number().int().min(2).max(30).default(4),
  /** Metres from an own waybill's point within which it explains a stop (product section 3). */
  taskM: z.number().min(0).max(1000).default(150),
  /** Minutes around an own waybill within which it explains a stop (product section 3). */
  taskMarginMin: z.number().min(0).max(120).default(10),
  /** Own stops explained at a place, as a share (0-1) of all stops there, from which it serves both platforms. */
  sharedFrom: z.number().min(0.05).max(1).default(0.3),
  /** Metres between the fences of a rival's and an own pickup point below which positions do not tell them apart. */
  neighbourM: z.number().min(0).max(500).default(30),
  /** Metres beyond a fix within which a pickup point is looked at. */
  nearM: z.number().min(0).max(300).default(50),
  /** Minutes around breaks in which a stop is the meal. */
  breakMarginMin: z.number().min(0).max(60).default(10),
  /** Metres around a stop of the history within which a stop is nothing new (rest areas). */
  usualM: z.number().min(20).max(500).default(80),
  /** Days with a stay there, long before, that make it the person's resting place. */
  usualDays: z.number().int().min(1).max(20).default(3),
  /** Days back that count as long before: a work week. */
  usualAgeDays: z.number().int().min(1).max(90).default(7),
});
export type PickupRoundsSettings = z.infer<typeof PickupRoundsSettingsSchema>;
