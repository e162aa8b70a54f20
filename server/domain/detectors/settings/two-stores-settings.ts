import { z } from 'zod';
import { PRESENCE_FIELDS } from './presence-fields.ts';

/** Rises whenever a verdict on the same input may change (R6). */
export const TWO_STORES = { name: 'two-stores', version: 8 } as const;

/** Thresholds of `two-stores`; each says its unit and why. */
export const TwoStoresSettingsSchema = z.strictObject({
  ...PRESENCE_FIELDS,
  /** Minutes of one visit that are work in a store: walking past or fetching goods takes less. */
  minVisitMin: z.number().min(5).max(240).default(15),
  /** Minutes of a return to the own store that make it one: it is where the person is expected. */
  minReturnMin: z.number().min(2).max(120).default(5),
  /** Minutes of the shift at each of the two stores: two short errands are none. */
  minStoreMin: z.number().min(10).max(480).default(30),
  /** Changes from one store to the other: there and back; one change is a move, not an alternation. */
  minSwitches: z.number().int().min(2).max(20).default(2),
  /** Minutes at the other store from which one day alone is severe: a quarter of a shift. */
  highStoreMin: z.number().min(20).max(600).default(120),
  /** Metres between two fences below which positions do not tell the stores apart. */
  neighbourM: z.number().min(0).max(500).default(60),
  /** Metres beyond a fix within which a store is looked at. */
  nearM: z.number().min(0).max(300).default(50),
  /** Metres around a stop of the history within which presence is nothing new. */
  usualM: z.number().min(20).max(500).default(100),
  /** Days with a stay there, long before, that make it the person's ordinary work. */
  usualDays: z.number().int().min(1).max(20).default(2),
  /** Days back that count as long before: a work week, so that this week's repeats are not their own excuse. */
  usualAgeDays: z.number().int().min(1).max(90).default(7),
});
export type TwoStoresSettings = z.infer<typeof TwoStoresSettingsSchema>;
