import { windowOn, type DeclaredHours } from './declared-hours.ts';
import { intersectIntervals, mergeIntervals, subtractIntervals, type Interval } from './interval.ts';
import { addDays, weekdayOf } from './time.ts';
import { COLLECTION_MARGIN_MIN, isOvertime, type DaySchedule, type Shift } from './working-time.ts';

/** Other hours that a superior agreed to. Nothing but the hours: why somebody asked for them decides nothing. */
export type FlexibleHours = Readonly<DeclaredHours & { personId: string; decidedAt: Date }>;

const BREAK_STEP_MS = 5 * 60_000;

/**
 * Of a day that had begun when its hours were agreed: `both` = what was planned and agreed, for everything that may reproach somebody or
 * collect; `either` = what was planned or agreed, for what counts how much was worked, because people kept to the one or the other.
 */
export type LateHours = 'both' | 'either';

/**
 * The schedules with agreed hours in the place of the planned shift. A day without a planned shift stays free, so that nothing is
 * collected on a day of rest or a holiday. Of a day that had begun when it was agreed only the time in both is working time: a late yes
 * can take a reproach away and never makes one.
 */
export function withFlexibleHours(
  schedules: readonly DaySchedule[],
  flexible: readonly FlexibleHours[],
  late: LateHours = 'both',
): DaySchedule[] {
  if (flexible.length === 0) return [...schedules];
  return schedules.map((schedule) => {
    const hours = hoursOn(schedule, flexible);
    return hours ? withHours(schedule, hours, late) : schedule;
  });
}

/** The hours agreed for the day; where two requests cover it, those agreed to later. */
function hoursOn(
  { personId, day }: DaySchedule,
  flexible: readonly FlexibleHours[],
): FlexibleHours | undefined {
  return flexible
    .filter((one) => one.personId === personId && isAskedOn(one, day))
    .toSorted((a, b) => +b.decidedAt - +a.decidedAt)[0];
}

/** Whether a request covers `day` (YYYY-MM-DD). */
export const isAskedOn = (
  { weekdays, fromDay, toDay }: Pick<DeclaredHours, 'weekdays' | 'fromDay' | 'toDay'>,
  day: string,
): boolean => day >= fromDay && day <= toDay && weekdays.includes(weekdayOf(day));

/** The days asked for, in order. */
export function askedDays(asked: Pick<DeclaredHours, 'weekdays' | 'fromDay' | 'toDay'>): string[] {
  const days: string[] = [];
  for (let day = asked.fromDay; day <= asked.toDay; day = addDays(day, 1))
    if (isAskedOn(asked, day)) days.push(day);
  return days;
}

function withHours(schedule: DaySchedule, hours: FlexibleHours, late: LateHours): DaySchedule {
  const planned = plannedShifts(schedule);
  const first = planned[0];
  if (!first) return schedule;
  const window = windowOn(schedule.day, hours, schedule.timeZone);
  const others = schedule.shifts.filter((shift) => !planned.includes(shift));
  const beginsMs = Math.min(+first.startAt, +window.startAt) - COLLECTION_MARGIN_MIN * 60_000;
  if (+hours.decidedAt > beginsMs) {
    const shifts = late === 'both' ? planned.flatMap((shift) => clip(shift, window)) : join(planned, window);
    return { ...schedule, shifts: [...shifts, ...others] };
  }
  // The first shift's id and store: what was judged of the day before is judged again under the same id.
  const shift = { ...first, ...window, breaks: keepBreaks(planned, window) };
  return { ...schedule, shifts: [shift, ...others.flatMap((one) => outside(one, window))] };
}

/** The shifts of the roster, by time: without approved overtime and own sessions. */
export function plannedShifts({ shifts }: DaySchedule): Shift[] {
  return shifts
    .filter((shift) => !isOvertime(shift) && shift.isSession !== true)
    .toSorted((a, b) => +a.startAt - +b.startAt);
}

function clip(shift: Shift, window: Interval): Shift[] {
  const [part] = intersectIntervals([shift], [window]);
  return part ? [{ ...shift, ...part, breaks: intersectIntervals(shift.breaks, [part]) }] : [];
}

/** The planned shifts and what the new hours add to them, by time. */
function join(planned: readonly Shift[], window: Interval): Shift[] {
  const added = planned.slice(0, 1).flatMap((first) =>
    subtractIntervals([window], planned).map((part, n) => ({
      ...first,
      ...part,
      id: `${first.id}:agreed:${n}`,
      breaks: [],
    })),
  );
  return [...planned, ...added].toSorted((a, b) => +a.startAt - +b.startAt);
}

/** Overtime that the new hours cover is part of them. */
function outside(shift: Shift, window: Interval): Shift[] {
  return subtractIntervals([shift], [window]).map((part, n) => ({
    ...shift,
    ...part,
    id: n === 0 ? shift.id : `${shift.id}:${n}`,
    breaks: intersectIntervals(shift.breaks, [part]),
  }));
}

/**
 * Breaks keep their length. They stay where they are while all of them lie inside the new hours; else they keep their place in
 * proportion: lunch after a third of the old hours comes after a third of the new ones.
 */
function keepBreaks(planned: readonly Shift[], window: Interval): Interval[] {
  const breaks = mergeIntervals(planned.flatMap((shift) => shift.breaks));
  const isInside = ({ startAt, endAt }: Interval) => startAt >= window.startAt && endAt <= window.endAt;
  if (breaks.every(isInside)) return breaks;
  const fromMs = Math.min(...planned.map(({ startAt }) => +startAt));
  const share =
    (+window.endAt - +window.startAt) / (Math.max(...planned.map(({ endAt }) => +endAt)) - fromMs);
  return mergeIntervals(
    breaks.map(({ startAt, endAt }) => {
      const lengthMs = +endAt - +startAt;
      const wantedMs = Math.round(((+startAt - fromMs) * share) / BREAK_STEP_MS) * BREAK_STEP_MS;
      const lastMs = +window.endAt - +window.startAt - lengthMs;
      const placedMs = +window.startAt + Math.max(0, Math.min(wantedMs, lastMs));
      return {
        startAt: new Date(placedMs),
        endAt: new Date(Math.min(placedMs + lengthMs, +window.endAt)),
      };
    }),
  );
}
