import type { PeriodEvidence, WorkDay } from '../detectors/evidence.ts';
import type { Baseline } from './baseline.ts';

/** What was recorded around a day; rows of other days are not looked at. */
export type DayRecords = Pick<PeriodEvidence, 'punches' | 'visits' | 'orders'>;

/** The baseline with one more day; days come in order, and a day already learned changes nothing. */
export function learnDay(baseline: Baseline, day: WorkDay, _records: DayRecords): Baseline {
  if (baseline.lastDay !== undefined && day.day <= baseline.lastDay) return baseline;
  return { ...baseline, days: baseline.days + 1, lastDay: day.day };
}
