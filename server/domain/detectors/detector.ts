import type { z } from 'zod';
import type { PlaceIndex } from '../geo/place-index.ts';
import type { Interval } from '../interval.ts';
import type { StayPoint, Track } from '../track/track.ts';
import type { DaySchedule, Shift } from '../working-time.ts';
import type { Finding } from './finding.ts';

/** An approved reason to be at `placeId` (anywhere when absent) during an interval. */
export type Permission = Readonly<
  Interval & { id: string; kind: 'arrangement' | 'declaration' | 'trip'; placeId?: string }
>;

/** Everything one detector may know about one person in one shift. */
export type DetectorInput = Readonly<{
  personId: string;
  schedule: DaySchedule;
  shift: Shift;
  /** The cleaned track of the shift. */
  track: Track;
  /** The cleaned track and the fixes rejected as spikes: what contradicts must not be cleaned away. */
  reported: Track;
  stays: readonly StayPoint[];
  /** Share (0-1) of the shift's working time that the track observed. */
  coverageShare: number;
  places: PlaceIndex;
  permissions: readonly Permission[];
}>;

/** A pure judgement; file name = `name` = settings key. `version` rises whenever a verdict on the same input may change. */
export type Detector<Settings extends Readonly<Record<string, number>> = Readonly<Record<string, number>>> =
  Readonly<{
    name: string;
    version: number;
    settings: z.ZodType<Settings>;
    detect: (input: DetectorInput, settings: Settings) => Finding[];
  }>;
