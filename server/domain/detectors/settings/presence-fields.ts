import { z } from 'zod';

/** How fixes are read as presence at a place; the same for every detector of places, each with its own dwell. */
export const PRESENCE_FIELDS = {
  /** Metres (68 %). A shop fence is 15-75 m: a wider error cannot place a person in it, however many fixes there are. */
  maxAccuracyM: z.number().min(5).max(200).default(60),
  /** Metres beyond the fence at which a fix still fits somebody inside; how likely it is, the fixes decide together. */
  bandM: z.number().min(0).max(200).default(40),
  /** Fixes there. Two can be one repeated reading; three at 5-minute pings are still a 10-minute dwell. */
  minFixes: z.number().int().min(2).max(50).default(3),
  /** Minutes between two fixes there above which nothing is known: three times the slowest plan of a field app (5 min). */
  maxFixGapMin: z.number().min(1).max(60).default(15),
  /** Minutes just outside the fence (drift of a phone indoors) that do not end a stay inside. */
  maxStrayMin: z.number().min(0).max(60).default(5),
  /** Probability (0-1) of having been inside from which it counts; the model of the error is cautious (half of it never averages out). */
  minProbability: z.number().min(0.5).max(0.99).default(0.65),
  /** Metres beyond a fix's own error within which another place explains it: urban reflections exceed the reported error. */
  otherMarginM: z.number().min(0).max(200).default(20),
  /** Metres beyond the fence that are somewhere else for certain: the stay radius, inside which drift is no movement. */
  elsewhereM: z.number().min(50).max(1000).default(150),
  /** Minutes within which a second fix elsewhere makes the first believable: one alone is a bad fix. */
  elsewherePairMin: z.number().min(1).max(60).default(10),
};
const PresenceFieldsSchema = z.strictObject(PRESENCE_FIELDS);
export type PresenceFields = z.infer<typeof PresenceFieldsSchema>;
