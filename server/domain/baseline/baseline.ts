import type { LngLat } from '../../contract/geo.ts';

/** A place the person was seen at again and again in working time, known to the company or not. */
export type RegularStop = Readonly<
  LngLat & {
    /** Distinct days with a stay here, fading with age. */
    weight: number;
    /** The last days (YYYY-MM-DD) with a stay here, in order, at most `RECENT_DAYS` of them. */
    recentDays: readonly string[];
    /** Mean minutes per day with a stay here. */
    dwellMin: number;
  }
>;

/** What is usual for one person, learned one day at a time in day order; small enough to keep per person (32 KB). */
export type Baseline = Readonly<{
  /** Rises when what is learned from the same days changes: an older one is rebuilt. */
  version: number;
  /** Days learned. */
  days: number;
  lastDay?: string;
  stops: readonly RegularStop[];
}>;

export const RECENT_DAYS = 20;

/** Nothing known yet. */
export const EMPTY_BASELINE: Baseline = { version: 1, days: 0, stops: [] };
