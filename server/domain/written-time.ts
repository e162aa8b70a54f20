import { instantOf } from './time.ts';

const WALL =
  /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?$/;
/** YYYYMMDD and YYYYMMDDhhmmss: what many a Chinese ERP writes. */
const COMPACT = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/;
const WITH_ZONE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const MONTH = /^(\d{4})(?:[-/.年](\d{1,2})月?|(\d{2}))$/;
const CLOCK = /^(\d{1,2}):(\d{2})(?::00)?$/;

/** The instant that a text writes, as ISO 8601 in UTC: with a zone, or the wall clock of `timeZone`; null where it writes none. */
export function writtenInstant(text: string, timeZone: string): string | null {
  if (WITH_ZONE.test(text)) return Number.isNaN(Date.parse(text)) ? null : new Date(text).toISOString();
  return wallInstant(text, timeZone);
}

/** As writtenInstant, of a text that names no zone: the wall clock of `timeZone`. */
export function wallInstant(text: string, timeZone: string): string | null {
  const [, year = '', month = '', day = '', hour, minute = '', second = '0'] = partsOf(text);
  if (hour === undefined) return null;
  const date = dateText(year, month, day);
  if (date === null || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const at = instantOf(date, `${hour.padStart(2, '0')}:${minute}`, timeZone);
  return new Date(+at + Number(second) * 1000).toISOString();
}

/** The calendar day that a text without a time of day writes, as YYYY-MM-DD. */
export function writtenDay(text: string): string | null {
  const [, year, month = '', day = '', hour] = partsOf(text);
  return year === undefined || hour !== undefined ? null : dateText(year, month, day);
}

/** The month that a text writes, as YYYY-MM. */
export function writtenMonth(text: string): string | null {
  const [, year = '', month, digits] = MONTH.exec(text) ?? [];
  const number = month ?? digits;
  return number === undefined ? null : (dateText(year, number, '1')?.slice(0, 7) ?? null);
}

/** The time of day that a text writes, as HH:MM; whole minutes alone. */
export function writtenClock(text: string): string | null {
  const [, hour, minute = ''] = CLOCK.exec(text) ?? [];
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null;
  return `${hour.padStart(2, '0')}:${minute}`;
}

const partsOf = (text: string): readonly (string | undefined)[] =>
  WALL.exec(text) ?? COMPACT.exec(text) ?? [];

/** YYYY-MM-DD of a day that there is. */
function dateText(year: string, month: string, day: string): string | null {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text) ? text : null;
}
