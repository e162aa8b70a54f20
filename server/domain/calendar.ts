import { isWorkedByNotice, isYearAnnounced } from './chinese-days.ts';
import { isStatutoryHoliday } from './statutory-holidays.ts';
import { addDays, clockOf, dayOf, endOfDay, instantOf } from './time.ts';

/** Days the company or a later notice sets differently, by YYYY-MM-DD. They always win. */
export type CalendarOverrides = Readonly<Record<string, 'work' | 'rest'>>;

/**
 * Whether a day is a Chinese working day (调休 included). `certain` is false while the State Council's notice for that year is not
 * known: then only the weekday and the holidays that the law itself names speak, and whoever relies on it must show that.
 */
type Workday = Readonly<{ workday: boolean; certain: boolean }>;
/** An instant found by counting working days; `certain` is false when an unannounced year was crossed. */
export type WorkMoment = Readonly<{ at: Date; certain: boolean }>;

const MAX_DAYS = 400;
/** From this day on (MM-DD) the notice of the next year may move a day for its New Year, as it did on 2018-12-29 and 2018-12-31. */
const NEXT_NOTICE_FROM = '12-28';
/** Office hours; a warning goes out by `OFFICE_LAST`, so that who gets it still has an hour to act. */
const OFFICE_FROM = '09:00';
const OFFICE_TO = '18:00';
const OFFICE_LAST = '17:00';

/** Where days and hours are counted. */
type Zone = Readonly<{ timeZone: string; overrides?: CalendarOverrides }>;

/** Whether a calendar day (YYYY-MM-DD) is a Chinese working day, unless `overrides` say otherwise. */
export function isWorkday(day: string, overrides: CalendarOverrides = {}): Workday {
  const own = overrides[day];
  if (own) return { workday: own === 'work', certain: true };
  const [year, date] = [day.slice(0, 4), day.slice(5)];
  const isAnnounced = isYearAnnounced(year);
  const certain = isAnnounced && (date < NEXT_NOTICE_FROM || isYearAnnounced(String(Number(year) + 1)));
  return { workday: isWorkedByNotice(day) && (isAnnounced || !isStatutoryHoliday(day)), certain };
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
  return { at: endOfDay(day, zone.timeZone), certain };
}

/** Working days that are left from `at` to `dueAt`: those after the day of `at`, the last day counted; never below 0. */
export function workingDaysLeft(at: Date, dueAt: Date, zone: Zone): number {
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
export function nextWorkMoment(at: Date, clock: string, zone: Zone): WorkMoment {
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

/** Whether people are at work: 09:00-18:00 of a working day. */
export function isOfficeTime(at: Date, zone: Zone): boolean {
  const clock = clockOf(at, zone.timeZone);
  return (
    clock >= OFFICE_FROM && clock < OFFICE_TO && isWorkday(dayOf(at, zone.timeZone), zone.overrides).workday
  );
}

/** The first instant from `at` on at which people are at work. */
export function nextOfficeTime(at: Date, zone: Zone): Date {
  return isOfficeTime(at, zone) ? at : nextWorkMoment(at, OFFICE_FROM, zone).at;
}

/** The first instant from `at` on at which people of all zones are at work; when their hours never meet, of the first of them. */
export function commonOfficeTime(at: Date, zones: readonly Zone[]): Date {
  let moment = at;
  for (let step = 0; step <= zones.length * 2; step += 1) {
    const off = zones.find((zone) => !isOfficeTime(moment, zone));
    if (!off) return moment;
    moment = nextOfficeTime(moment, off);
  }
  const next = zones.map((zone) => +nextOfficeTime(at, zone));
  return new Date(Math.min(...next));
}

/** The last instant up to `at` at which somebody at work can be told something and still act on it. */
export function lastOfficeTime(at: Date, zone: Zone): Date {
  if (isOfficeTime(at, zone) && clockOf(at, zone.timeZone) <= OFFICE_LAST) return at;
  const today = dayOf(at, zone.timeZone);
  let day = instantOf(today, OFFICE_LAST, zone.timeZone) <= at ? today : addDays(today, -1);
  for (let step = 0; step <= MAX_DAYS; step += 1) {
    if (isWorkday(day, zone.overrides).workday) return instantOf(day, OFFICE_LAST, zone.timeZone);
    day = addDays(day, -1);
  }
  throw new RangeError('no working day found');
}

/** The beginning of the last working day whose office hours are not after `at`. */
export function lastOfficeDay(at: Date, zone: Zone): Date {
  return instantOf(dayOf(lastOfficeTime(at, zone), zone.timeZone), OFFICE_FROM, zone.timeZone);
}
