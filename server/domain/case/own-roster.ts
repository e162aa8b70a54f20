import { isWithin } from '../interval.ts';
import { dayOf } from '../time.ts';
import { workIntervals, type DaySchedule } from '../working-time.ts';

/** The days a person works, YYYY-MM-DD in order: a day wholly on leave is none. */
export function ownWorkingDays(schedules: readonly DaySchedule[]): string[] {
  return schedules.filter((schedule) => workIntervals(schedule).length > 0).map(({ day }) => day);
}

/**
 * When somebody may be written to who is off or on leave at `at`: the next shift's start outside any leave, else the end of the leave.
 * Undefined for somebody at work that day, and for whom nothing is known.
 */
export function nextShiftStart(schedules: readonly DaySchedule[], at: Date): Date | undefined {
  const leaves = schedules.flatMap((schedule) => schedule.leaves);
  const isOnLeave = (when: Date): boolean => leaves.some((leave) => isWithin(when, leave));
  const worksToday = schedules.some(
    (schedule) => schedule.day === dayOf(at, schedule.timeZone) && workIntervals(schedule).length > 0,
  );
  if (worksToday && !isOnLeave(at)) return undefined;
  const starts = schedules
    .flatMap(({ shifts }) => shifts.map(({ startAt }) => startAt))
    .filter((start) => start > at && !isOnLeave(start))
    .toSorted((a, b) => +a - +b);
  return starts[0] ?? (isOnLeave(at) ? endOfLeave(leaves, at) : undefined);
}

/** Leaves that follow one another are one. */
function endOfLeave(leaves: readonly Readonly<{ startAt: Date; endAt: Date }>[], at: Date): Date {
  let end = at;
  for (const leave of leaves.toSorted((a, b) => +a.startAt - +b.startAt))
    if (leave.startAt <= end && leave.endAt > end) end = leave.endAt;
  return end;
}
