import { clockDifferenceMin, clockMean } from '../../statistics/circular.ts';
import { studentAtMost } from '../../statistics/student.ts';
import type { PeriodEvidence, PunchFact } from '../evidence.ts';
import type { OffHoursSettings } from '../settings/off-hours-settings.ts';
import { listEdgePunches } from './punch-times.ts';

/** How far the usual start (`in`) or end (`out`) has moved, minutes (positive = later), by which punches, and how likely by luck. */
export type Drift = Readonly<{
  edge: 'in' | 'out';
  driftMin: number;
  chance: number;
  punches: readonly PunchFact[];
}>;

/**
 * Compares the punches at one edge of the shifts with those of the days before: circular means of the distance to the shift's edge, so
 * new schedules, flexible shifts and clock changes move both; Student's t with the spread of both. Null when too few or no drift.
 */
export function testDrift(
  evidence: PeriodEvidence,
  edge: Drift['edge'],
  settings: OffHoursSettings,
): Drift | null {
  const { punches, pastSchedules = [], days } = evidence;
  const judged = listEdgePunches(
    punches,
    days.map(({ schedule }) => schedule),
    edge,
  );
  const before = clockMean(listEdgePunches(punches, pastSchedules, edge).map(({ offsetMin }) => offsetMin));
  const now = clockMean(judged.map(({ offsetMin }) => offsetMin));
  if (before.n < settings.minHistoryDays || now.n < settings.minDriftDays) return null;
  const driftMin = clockDifferenceMin(before.meanMin, now.meanMin);
  if (Math.abs(driftMin) < settings.minDriftMin) return null;
  const freedom = before.n + now.n - 2;
  const variance = (before.n * before.sdMin ** 2 + now.n * now.sdMin ** 2) / freedom;
  const spreadMin = Math.max(settings.minSpreadMin, Math.sqrt(variance)) * settings.alikeFactor;
  const t = Math.abs(driftMin) / (spreadMin * Math.sqrt(1 / before.n + 1 / now.n));
  return {
    edge,
    driftMin,
    chance: 2 * studentAtMost(-t, freedom),
    punches: judged.map(({ punch }) => punch),
  };
}
