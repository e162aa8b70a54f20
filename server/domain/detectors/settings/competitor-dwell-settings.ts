import { z } from 'zod';
import { PRESENCE_FIELDS } from './presence-fields.ts';

/** Rises whenever a verdict on the same input may change (R6). */
export const COMPETITOR_DWELL = { name: 'competitor-dwell', version: 13 } as const;

/** Thresholds of `competitor-dwell`; each says its unit and why. */
export const CompetitorDwellSettingsSchema = z.strictObject({
  ...PRESENCE_FIELDS,
  /** Minutes inside the fence. Buying a drink or waiting for a bus takes less; product section 3 names 10. */
  minDwellMin: z.number().min(5).max(240).default(10),
  /**
   * Minutes likely spent inside (dwell times probability) from which one day alone is asked about; a second day within the time of
   * repeats is whatever its length. 0 asks about every stay, as product section 3 says; 15 halves what chance stops ask (TRIED.md of the bench).
   */
  askInsideMin: z.number().min(0).max(240).default(0),
  /** Minutes of one shift from which one day alone is severe: an hour is no errand. */
  highDwellMin: z.number().min(10).max(600).default(60),
  /** Metres between the fences of a rival and a place of ours below which satellites never decide (malls: Wi-Fi, QR, till do). */
  neighbourM: z.number().min(0).max(500).default(30),
  /** Metres beyond a stay's error within which a rival is worth a look at all. */
  nearM: z.number().min(0).max(300).default(50),
  /** Minutes around breaks and leave that are still the meal: people leave a little early and queue. */
  breakMarginMin: z.number().min(0).max(60).default(15),
  /** Minutes around a sure sign of presence at a place of ours (QR, Wi-Fi, till) that it vouches for. */
  anchorMin: z.number().min(0).max(120).default(15),
  /** Minutes around an approved time that belong to it: nobody arrives and leaves to the minute. */
  permissionMarginMin: z.number().min(0).max(120).default(15),
  /** Days after an approved side job at the place ended in which only its conditions are judged there: two weeks of repeats. */
  declaredDays: z.number().int().min(0).max(90).default(14),
  /** Minutes around a logged visit that belong to it: people log a little late. */
  visitMarginMin: z.number().min(0).max(120).default(15),
  /** Metres from the rival within which a customer visit logged at that time may be what the positions show. */
  visitNearM: z.number().min(0).max(1000).default(150),
  /** Other people who miss the same customer from which its stored position is in doubt, so that its visits may be anywhere. */
  doubtPeople: z.number().int().min(1).max(20).default(2),
  /** Metres around a stop of the history within which a stay is nothing new: stops are known to about the stay radius. */
  usualM: z.number().min(20).max(500).default(100),
  /** Days with a stay there, long before, that make it the person's ordinary life (home, meal, school). */
  usualDays: z.number().int().min(1).max(20).default(2),
  /** Days back that count as long before: a work week, so that this week's repeats are not their own excuse. */
  usualAgeDays: z.number().int().min(1).max(90).default(7),
  /** Days back in which a stay at the same rival is a repeat. */
  repeatWithinDays: z.number().int().min(1).max(90).default(14),
  /** Days in that time, this one included, that make it severe: product section 3 calls three in two weeks regular. */
  highRepeatDays: z.number().int().min(2).max(30).default(3),
});
export type CompetitorDwellSettings = z.infer<typeof CompetitorDwellSettingsSchema>;
