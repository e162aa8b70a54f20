import dayjs from 'dayjs';
import utc from 'dayjs/plugin/utc.js';

dayjs.extend(utc);

const DAY_MS = 86_400_000;
const HALF_HOUR_MS = 1_800_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();
const startMsByDay = new Map<string, number>();

/** The calendar day (YYYY-MM-DD) that `at` falls on in `timeZone` (IANA name). */
export function dayOf(at: Date, timeZone: string): string {
  return new Date(wallMs(at.getTime(), timeZone)).toISOString().slice(0, 10);
}

/** The wall clock 'HH:mm' at `at` in `timeZone`. */
export function clockOf(at: Date, timeZone: string): string {
  return new Date(wallMs(at.getTime(), timeZone)).toISOString().slice(11, 16);
}

/**
 * The instant at which the wall clock of `timeZone` shows `clock` on `day`. Hours may pass 24 ('26:00' is 02:00 the next day).
 * A time skipped by a clock change moves forward by the skipped amount; a repeated one is its first occurrence.
 */
export function instantOf(day: string, clock: string, timeZone: string): Date {
  const wall = parseDay(day) + parseClock(clock);
  const before = wall - offsetMs(wall - DAY_MS, timeZone);
  if (wallMs(before, timeZone) === wall) return new Date(before);
  const after = wall - offsetMs(wall + DAY_MS, timeZone);
  return new Date(wallMs(after, timeZone) === wall ? after : before);
}

/** The last instant of `day`: a period that is counted in days ends at 24:00 of its last one (Civil Code art. 203). */
export const endOfDay = (day: string, timeZone: string): Date =>
  new Date(+instantOf(day, '24:00', timeZone) - 1);

/** The last instant until `at` whose wall clock is shown once: one of an hour that a clock change repeats says two times. */
export function shownOnce(at: Date, timeZone: string): Date {
  let atMs = at.getTime();
  while (isRepeated(atMs, timeZone)) atMs -= HALF_HOUR_MS;
  return new Date(atMs);
}

/** Clocks go back by half an hour or by a whole one. */
const isRepeated = (atMs: number, timeZone: string): boolean =>
  [-2, -1, 1, 2].some((n) => wallMs(atMs + n * HALF_HOUR_MS, timeZone) === wallMs(atMs, timeZone));

/** The calendar day `n` days after `day` (before it when negative). */
export function addDays(day: string, n: number): string {
  return new Date(parseDay(day) + n * DAY_MS).toISOString().slice(0, 10);
}

/** Each calendar day from `fromDay` until `toDay`, both included. */
export function listDays({ fromDay, toDay }: Readonly<{ fromDay: string; toDay: string }>): string[] {
  const days: string[] = [];
  for (let day = fromDay; day <= toDay; day = addDays(day, 1)) days.push(day);
  return days;
}

/** The same day `n` months after `day` (before it when negative); the last of the month where that month is shorter. */
export function addMonths(day: string, n: number): string {
  return dayjs.utc(parseDay(day)).add(n, 'month').format('YYYY-MM-DD');
}

/** The same time of day in UTC `n` months before `at`, with the same rule for short months. */
export function monthsBefore(at: Date, n: number): Date {
  return dayjs.utc(at).subtract(n, 'month').toDate();
}

/** Day of the week of a calendar day: 1 Monday to 7 Sunday. */
export function weekdayOf(day: string): number {
  return new Date(parseDay(day)).getUTCDay() || 7;
}

/** No zone has changed its offset other than on a quarter of an hour since 1972 (tz database): one look-up serves it all. */
const QUARTER_MS = 900_000;
const MAX_QUARTERS = 20_000;

function offsetMs(atMs: number, timeZone: string): number {
  const quarter = Math.floor(atMs / QUARTER_MS);
  let known = offsets.get(timeZone);
  if (!known || known.size > MAX_QUARTERS) offsets.set(timeZone, (known = new Map()));
  const found = known.get(quarter);
  if (found !== undefined) return found;
  const startMs = quarter * QUARTER_MS;
  const offset = readWallMs(startMs, timeZone) - startMs;
  known.set(quarter, offset);
  return offset;
}

const wallMs = (atMs: number, timeZone: string): number => atMs + offsetMs(atMs, timeZone);

function readWallMs(atMs: number, timeZone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of formatterOf(timeZone).formatToParts(atMs)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formatters.set(timeZone, made);
  return made;
}

/** People of a company share their days. */
const MAX_DAYS = 10_000;

function parseDay(day: string): number {
  const known = startMsByDay.get(day);
  if (known !== undefined) return known;
  const ms = readDay(day);
  if (startMsByDay.size > MAX_DAYS) startMsByDay.clear();
  startMsByDay.set(day, ms);
  return ms;
}

function readDay(day: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(day) ? Date.parse(`${day}T00:00:00.000Z`) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day)
    throw new RangeError(`not a calendar day: ${day}`);
  return ms;
}

function parseClock(clock: string): number {
  const match = /^(\d{1,2}):([0-5]\d)$/.exec(clock);
  if (!match) throw new RangeError(`not a clock time: ${clock}`);
  return (Number(match[1]) * 60 + Number(match[2])) * 60_000;
}
