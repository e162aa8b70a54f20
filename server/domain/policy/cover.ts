import { addDays, dayOf, instantOf, weekdayOf } from '../time.ts';
import type { Interval } from '../interval.ts';

/** What a side-job declaration allows: this place, these weekdays (1 Monday), these hours, these days. */
export type DeclaredHours = Readonly<{
  placeId?: string;
  weekdays: readonly number[];
  startTime: string;
  endTime: string;
  fromDay: string;
  toDay: string;
}>;
export type PlaceStay = Interval & Readonly<{ placeId: string }>;

/** Whether a declaration covers the whole stay at its own place; other places stay watched (product section 2.2). */
export function declarationCovers(declared: DeclaredHours, stay: PlaceStay, timeZone: string): boolean {
  if (declared.placeId !== stay.placeId) return false;
  const day = dayOf(stay.startAt, timeZone);
  return [day, addDays(day, -1)].some((startDay) => {
    if (startDay < declared.fromDay || startDay > declared.toDay) return false;
    if (!declared.weekdays.includes(weekdayOf(startDay))) return false;
    return encloses(windowOn(startDay, declared, timeZone), stay);
  });
}

/** Whether an arrangement the manager confirmed covers the whole stay. */
export function arrangementCovers(arranged: PlaceStay, stay: PlaceStay): boolean {
  return arranged.placeId === stay.placeId && encloses(arranged, stay);
}

/** The time between two wall clocks that begins on `day`; an end before the start is on the next day. */
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

export const encloses = (outer: Interval, inner: Interval): boolean =>
  outer.startAt <= inner.startAt && outer.endAt >= inner.endAt;
