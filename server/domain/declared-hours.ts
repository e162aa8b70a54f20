import type { Interval } from './interval.ts';
import { addDays, dayOf, instantOf, weekdayOf } from './time.ts';

/** What a side-job declaration allows: these weekdays (1 Monday), these hours, on days from `fromDay` to `toDay`. */
export type DeclaredHours = Readonly<{
  weekdays: readonly number[];
  startTime: string;
  endTime: string;
  fromDay: string;
  toDay: string;
}>;

/** The declared times that touch `span`. */
export function declaredWindows(declared: DeclaredHours, span: Interval, timeZone: string): Interval[] {
  const windows: Interval[] = [];
  const last = dayOf(span.endAt, timeZone);
  for (let day = addDays(dayOf(span.startAt, timeZone), -1); day <= last; day = addDays(day, 1)) {
    if (day < declared.fromDay || day > declared.toDay || !declared.weekdays.includes(weekdayOf(day)))
      continue;
    const window = windowOn(day, declared, timeZone);
    if (window.startAt < span.endAt && window.endAt > span.startAt) windows.push(window);
  }
  return windows;
}

/** The time between two wall clocks that begins on `day`; an end not after the start is on the next day. */
export function windowOn(
  day: string,
  hours: Readonly<{ startTime: string; endTime: string }>,
  timeZone: string,
): Interval {
  const endDay = hours.endTime <= hours.startTime ? addDays(day, 1) : day;
  return {
    startAt: instantOf(day, hours.startTime, timeZone),
    endAt: instantOf(endDay, hours.endTime, timeZone),
  };
}

/** Whether `inner` lies wholly in `outer`. */
export const encloses = (outer: Interval, inner: Interval): boolean =>
  outer.startAt <= inner.startAt && outer.endAt >= inner.endAt;
