import type { ShiftOverlap } from '../../contract/declaration.ts';
import { declaredWindows, type DeclaredHours } from '../declared-hours.ts';
import { intersectIntervals, type Interval } from '../interval.ts';
import { clockOf, dayOf, weekdayOf } from '../time.ts';
import { isUnread, workIntervals, type DaySchedule } from '../working-time.ts';

/**
 * Which declared hours lie in planned shifts, each once for all the weekdays it comes on, Monday first. Breaks and leave are no shift, nor
 * is what the person started alone; of a day that could not be read nothing is said.
 */
export function overlapsWithShifts(
  declared: DeclaredHours,
  { schedules, timeZone }: Readonly<{ schedules: readonly DaySchedule[]; timeZone: string }>,
): ShiftOverlap[] {
  const clocks = ({ startAt, endAt }: Interval) => ({
    startTime: clockOf(startAt, timeZone),
    endTime: clockOf(endAt, timeZone),
  });
  const found = new Map<string, ShiftOverlap>();
  for (const schedule of schedules.filter((one) => !isUnread(one)))
    for (const shift of schedule.shifts.filter(({ isSession }) => !isSession))
      for (const hit of intersectIntervals(
        declaredWindows(declared, shift, timeZone),
        workIntervals(schedule, shift),
      )) {
        const one = { ...clocks(hit), shift: clocks(shift) };
        const key = JSON.stringify(one);
        const { weekdays } = found.get(key) ?? { weekdays: [] };
        const weekday = weekdayOf(dayOf(hit.startAt, timeZone));
        found.set(key, { weekdays: [...new Set([...weekdays, weekday])].toSorted((a, b) => a - b), ...one });
      }
  return [...found.values()].toSorted(
    (a, b) => (a.weekdays[0] ?? 0) - (b.weekdays[0] ?? 0) || (a.startTime < b.startTime ? -1 : 1),
  );
}
