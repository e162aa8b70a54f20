import type { LngLat } from '../../contract/geo.ts';
import type { DaySketch } from './day-sketch.ts';
import type { CellFlows } from './cell-flows.ts';
import type { CellHours } from './cell-hours.ts';

/** A place the person was seen at in working time, known to the company or not. */
export type RegularStop = Readonly<
  LngLat & {
    /** Distinct days with a stay here, fading with age. */
    weight: number;
    /** YYYY-MM-DD of the first day with a stay here since it was last forgotten. */
    firstDay?: string;
    /** The last days (YYYY-MM-DD) with a stay here, in order, at most `RECENT_DAYS`, fewer for the lighter stops. */
    recentDays: readonly string[];
    /** Mean minutes per day with a stay here. */
    dwellMin: number;
  }
>;

/** What is usual for one person, learned one day at a time in day order; small enough to keep per person (32 KB as JSON). */
export type Baseline = Readonly<{
  /** Rises when what is learned from the same days changes: an older one is rebuilt. */
  version: number;
  /** Days learned. */
  days: number;
  /** Days with a track learned, fading with age: what the weights of stops and cells are to be compared with. */
  weight: number;
  firstDay?: string;
  lastDay?: string;
  /** Heaviest first. */
  stops: readonly RegularStop[];
  /** Minutes by cell and hour of the day, fading with age. */
  cells: CellHours;
  /** Which way the person usually goes, by cell, fading with age. */
  flows: CellFlows;
  /** The last days, oldest first. */
  recent: readonly DaySketch[];
}>;

/** Rises when the same days would be learned differently; baselines of an older version are rebuilt. */
export const BASELINE_VERSION = 8;
/** Days with a stay that a stop keeps at most. */
export const RECENT_DAYS = 20;

/** Nothing known yet. */
export const EMPTY_BASELINE: Baseline = {
  version: BASELINE_VERSION,
  days: 0,
  weight: 0,
  stops: [],
  cells: [],
  flows: [],
  recent: [],
};
