import type { PeriodEvidence, WorkDay } from '../detectors/evidence.ts';
import { featuresOf } from '../features/day-features.ts';
import { round } from '../round.ts';
import { BASELINE_VERSION, type Baseline } from './baseline.ts';
import { addSteps, stepsOf } from './cell-flows.ts';
import { addOccupancy, occupancyOf } from './cell-hours.ts';
import { midnightOf, sketchDay, SKETCHED_DAYS } from './day-sketch.ts';
import { addStays } from './learn-stops.ts';
import { timelineOf } from './timeline.ts';
import { toldRadiusOf } from './told-radius.ts';

/** What was recorded around a day; rows of other days are not looked at. */
export type DayRecords = Pick<PeriodEvidence, 'punches'>;

/** Days after which a day counts half: a changed round is the usual one within two months. */
const HALF_LIFE_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * The baseline with one more day. Days come in order; a day already learned, or an earlier one, changes nothing (late data: rebuild).
 * Learning the same days in the same order always gives the same baseline.
 */
export function learnDay(baseline: Baseline, day: WorkDay, records: DayRecords): Baseline {
  const { lastDay } = baseline;
  if (lastDay !== undefined && day.day <= lastDay) return baseline;
  const fade = lastDay === undefined ? 1 : 2 ** (-daysBetween(lastDay, day.day) / HALF_LIFE_DAYS);
  const isSeen = day.track.atMs.length > 1;
  const known = {
    features: isSeen ? featuresOf(day, baseline) : [],
    toldRadius: toldRadiusOf(day, baseline.stops),
  };
  return {
    version: BASELINE_VERSION,
    days: baseline.days + 1,
    weight: round(baseline.weight * fade + (isSeen ? 1 : 0), 4),
    firstDay: baseline.firstDay ?? day.day,
    lastDay: day.day,
    stops: addStays(baseline.stops, day.stays, { day: day.day, fade }),
    cells: addOccupancy(baseline.cells, occupancyOf(timelineOf(day.track, midnightOf(day))), fade),
    flows: addSteps(baseline.flows, stepsOf(day.track), fade),
    recent: [...baseline.recent, sketchDay(day, records.punches, known)].slice(-SKETCHED_DAYS),
  };
}

const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
