import chineseDays from 'chinese-days';
import { addDays, dayOf, instantOf } from './time.ts';

// oxlint-disable-next-line import/no-named-as-default-member -- CommonJS: Node finds no named exports in it
const { isWorkday: isChineseWorkday, getDayDetail } = chineseDays;

/** Days the company or a later notice sets differently, by YYYY-MM-DD. They always win. */
export type CalendarOverrides = Readonly<Record<string, 'work' | 'rest'>>;

/**
 * Whether a day is a Chinese working day (调休 included). `certain` is false while the State Council's notice for that year is not
 * known: then only the weekday speaks, and whoever relies on it must show that.
 */
export type Workday = Readonly<{ workday: boolean; certain: boolean }>;
/** An instant found by counting working days; `certain` is false when an unannounced year was crossed. */
export type WorkMoment = Readonly<{ at: Date; certain: boolean }>;

/** A working day ends here for clocks that count days: the whole last day belongs to the person. */
const DAY_END = '23:59';
const MAX_DAYS = 400;

export function isWorkday(day: string, overrides: CalendarOverrides = {}): Workday {
  const own = overrides[day];
  if (own) return { workday: own === 'work', certain: true };
  return { workday: isChineseWorkday(day), certain: isYearAnnounced(day.slice(0, 4)) };
}

/** The end of the `n`-th working day after the day of `at` in `timeZone`; the day of `at` itself and skipped days do not count. */
export function addWorkingDays(
  at: Date,
  n: number,
  zone: { timeZone: string; overrides?: CalendarOverrides; isSkipped?: (day: string) => boolean },
): WorkMoment {
  let day = dayOf(at, zone.timeZone);
  let left = n;
  let certain = true;
  for (let step = 0; left > 0; step += 1) {
    if (step > MAX_DAYS) throw new RangeError('no working day found');
    day = addDays(day, 1);
    const found = isWorkday(day, zone.overrides);
    certain &&= found.certain;
    if (found.workday && zone.isSkipped?.(day) !== true) left -= 1;
  }
  return { at: instantOf(day, DAY_END, zone.timeZone), certain };
}

/** Working days that are left from `at` to `dueAt`: those after the day of `at`, the last day counted; never below 0. */
export function workingDaysLeft(
  at: Date,
  dueAt: Date,
  zone: { timeZone: string; overrides?: CalendarOverrides },
): number {
  const last = dayOf(dueAt, zone.timeZone);
  let left = 0;
  for (
    let day = addDays(dayOf(at, zone.timeZone), 1), step = 0;
    day <= last;
    day = addDays(day, 1), step += 1
  ) {
    if (step > MAX_DAYS) throw new RangeError('too far away to count');
    if (isWorkday(day, zone.overrides).workday) left += 1;
  }
  return left;
}

/** The first instant from `at` on that is `clock` (HH:mm) on a working day. */
export function nextWorkMoment(
  at: Date,
  clock: string,
  zone: { timeZone: string; overrides?: CalendarOverrides },
): WorkMoment {
  const today = dayOf(at, zone.timeZone);
  let day = instantOf(today, clock, zone.timeZone) < at ? addDays(today, 1) : today;
  let certain = true;
  for (let step = 0; step <= MAX_DAYS; step += 1) {
    const found = isWorkday(day, zone.overrides);
    certain &&= found.certain;
    if (found.workday) return { at: instantOf(day, clock, zone.timeZone), certain };
    day = addDays(day, 1);
  }
  throw new RangeError('no working day found');
}

/** A year's notice is known when it names the National Day holiday; weekdays are named in plain words. */
export function isYearAnnounced(year: string): boolean {
  return getDayDetail(`${year}-10-01`).name.includes(',');
}
