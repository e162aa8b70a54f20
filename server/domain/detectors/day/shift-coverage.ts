import { intersectIntervals, minutesOf } from '../../interval.ts';
import { workIntervals, type Shift } from '../../working-time.ts';
import type { WorkDay } from '../evidence.ts';

/** Share (0-1) of the shift's working time that the fixes observed; of a split day each half has its own. */
export function coverageOfShift({ schedule, shifts, coverage }: WorkDay, shift: Shift): number {
  if (shifts.length === 1) return coverage.share;
  const work = workIntervals(schedule, shift);
  const totalMin = minutesOf(work);
  return totalMin === 0 ? 0 : 1 - minutesOf(intersectIntervals(work, coverage.gaps)) / totalMin;
}
