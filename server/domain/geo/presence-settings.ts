import { z } from 'zod';

/** How a stay's position error is believed, and from which probability presence counts; each says its unit and why. */
export const PresenceSettingsSchema = z.strictObject({
  /** Metres (68 %). Taken where the phone told none: between satellites (5-20) and Wi-Fi or cells (30-100). */
  unknownAccuracyM: z.number().min(5).max(500).default(50),
  /** Metres (68 %). Phones report 3-5 m in streets where reflections alone are worse (Merry and Bettinger 2019: 7-13 m in cities). */
  minAccuracyM: z.number().min(1).max(50).default(8),
  /** Minutes after which another fix is new knowledge: errors of a resting phone change with the satellites, not with the second. */
  independentMin: z.number().min(0.5).max(60).default(5),
  /** Share (0-1) of a fix's error variance that stays the whole time (reflections of the same walls) and no number of fixes removes. */
  steadyShare: z.number().min(0).max(1).default(0.5),
  /** Metres (68 %) of the place's own stored position: a pin set on a map lands on the door or the middle of the house. */
  placeErrorM: z.number().min(0).max(100).default(5),
  /** Share (0-1) of stays whose error is far beyond what the phone says: urban error has heavier tails than a normal law. */
  tailShare: z.number().min(0).max(0.5).default(0.1),
  /** How many times larger the error of those stays is. */
  tailScale: z.number().min(1).max(10).default(3),
  /** Probability (0-1) from which a person was there. */
  supportedFrom: z.number().min(0.5).max(1).default(0.8),
  /** Probability (0-1) up to which a person was not there. */
  contradictedTo: z.number().min(0).max(0.5).default(0.05),
  /** Fixes below which neither presence nor absence is claimed: two may be one repeated reading. */
  minFixes: z.number().int().min(1).max(50).default(3),
});
export type PresenceSettings = z.infer<typeof PresenceSettingsSchema>;
/** The settings the product comes with. */
export const DEFAULT_PRESENCE: PresenceSettings = PresenceSettingsSchema.parse({});
