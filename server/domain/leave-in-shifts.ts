import { intersectIntervals, type Interval } from './interval.ts';
import { workIntervals, type DaySchedule } from './working-time.ts';

/** The leave of a day as far as it lies in its shifts; `isWhole`: it leaves no working time. */
export function leaveInShifts(schedule: DaySchedule): Readonly<{ isWhole: boolean; parts: Interval[] }> {
  const parts = intersectIntervals(schedule.shifts, schedule.leaves);
  return { isWhole: parts.length > 0 && workIntervals(schedule).length === 0, parts };
}

/** A day is leave as a whole where nothing of its shifts is left, or where it has none and any leave. */
export function leaveOfDay(schedule: DaySchedule): Readonly<{ isWhole: boolean; parts: Interval[] }> {
  if (schedule.shifts.length > 0) return leaveInShifts(schedule);
  return { isWhole: schedule.leaves.length > 0, parts: [] };
}
