import { check } from '../command-error.ts';
import { DAY_MS, PARTS, dayOfWeekDate } from './date-parts.ts';
import { type Zone, fromLocal, readZone } from './time-zone.ts';

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

type Show = (local: Date, offsetMs: number) => string;
const padded =
  (part: (local: Date) => number, size: number): Show =>
  (local) =>
    String(part(local)).padStart(size, '0');
const year =
  (part: (local: Date) => number): Show =>
  (local) => {
    check(
      part(local) >= 0 && part(local) <= 9999,
      18537,
      'Could not convert date to string: year is outside 0-9999',
    );
    return padded(part, 4)(local, 0);
  };

/** What each letter of a format shows of a zone's clock, and the text that it reads. */
const LETTERS: Record<string, [show: Show, read: string]> = {
  Y: [year(PARTS.$year), '\\d{4}'],
  G: [year(PARTS.$isoWeekYear), '\\d{4}'],
  m: [padded(PARTS.$month, 2), '\\d{1,2}'],
  d: [padded(PARTS.$dayOfMonth, 2), '\\d{1,2}'],
  H: [padded(PARTS.$hour, 2), '\\d{1,2}'],
  M: [padded(PARTS.$minute, 2), '\\d{1,2}'],
  S: [padded(PARTS.$second, 2), '\\d{1,2}'],
  L: [padded(PARTS.$millisecond, 3), '\\d{1,3}'],
  j: [padded(PARTS.$dayOfYear, 3), '\\d{1,3}'],
  w: [padded(PARTS.$dayOfWeek, 1), '\\d'],
  u: [padded(PARTS.$isoDayOfWeek, 1), '\\d'],
  U: [padded(PARTS.$week, 2), '\\d{1,2}'],
  V: [padded(PARTS.$isoWeek, 2), '\\d{1,2}'],
  b: [(local) => (MONTHS[local.getUTCMonth()] ?? '').slice(0, 3), '[A-Za-z]{3}'],
  B: [(local) => MONTHS[local.getUTCMonth()] ?? '', '[A-Za-z]+'],
  z: [(_, offsetMs) => zoneName(offsetMs / 60_000), 'Z|[+-]\\d\\d(?::?\\d\\d)?'],
  Z: [(_, offsetMs) => String(offsetMs / 60_000), '[+-]?\\d{1,4}'],
  '%': [() => '%', '%'],
};

function zoneName(minutes: number): string {
  const size = Math.abs(minutes);
  const [h, m] = [Math.floor(size / 60), Math.floor(size % 60)].map((part) => String(part).padStart(2, '0'));
  return `${minutes < 0 ? '-' : '+'}${h}${m}`;
}

export function assertFormat(format: string): void {
  for (const [, letter = ''] of format.matchAll(/%(.?)/gs)) {
    check(letter !== '', 18535, "Unmatched '%' at end of format string");
    check(letter in LETTERS, 18536, `Invalid format character '%${letter}' in format string`);
  }
}

export function showDate(local: Date, offsetMs: number, format: string): string {
  return format.replace(/%(.)/gs, (_, letter: string) => LETTERS[letter]?.[0](local, offsetMs) ?? '');
}

const ISO =
  /^(\d{4})-?(\d\d?)-?(\d\d?)(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s*(Z|[+-]\d\d:?(?:\d\d)?)?$/;
const WORDS = /^([A-Z][a-z]+\.? \d{1,2},? \d{4}|\d{1,2} [A-Z][a-z]+,? \d{4})( [\d:]+)?$/;

/** A date written as ISO 8601 or in words, or as the format says; undefined when it is not. */
export function parseDate(text: string, format?: string, zone?: Zone): Date | undefined {
  if (format !== undefined) return parseFormatted(text, format, zone);
  const [isIso, y, m, d, h, mi, s, fraction = '', written] = ISO.exec(text) ?? [];
  if (isIso) return made(utcOf([y, m, d, h, mi, s, fraction.padEnd(3, '0').slice(0, 3)]), written, zone);
  return WORDS.test(text) ? made(Date.parse(`${text} UTC`), undefined, zone) : undefined;
}

/** The fields of a clock as ms; NaN for those that no clock shows. */
function utcOf(fields: (string | number | undefined)[]): number {
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0, ms = 0] = fields.map((field) => Number(field ?? 0));
  const lastDay = new Date(Date.UTC(y, mo, 0)).getUTCDate();
  const isShown = mo >= 1 && mo <= 12 && d >= 1 && d <= lastDay && h <= 24 && mi <= 59 && s <= 59;
  return isShown
    ? new Date(0).setUTCFullYear(y, mo - 1, d) + ((h * 60 + mi) * 60 + s) * 1000 + ms
    : Number.NaN;
}

/** A zone in the text excludes one beside it. */
function made(local: number, written: string | undefined, zone: Zone | undefined): Date | undefined {
  if (Number.isNaN(local) || (written && zone)) return undefined;
  return fromLocal(local, (written ? readZone(written === 'Z' ? '+00' : written) : zone) ?? (() => 0));
}

function parseFormatted(text: string, format: string, zone: Zone | undefined): Date | undefined {
  const letters: string[] = [];
  const source = format.replace(/%(.)|[.*+?^${}()|[\]\\]/gs, (found, letter: string | undefined) => {
    if (letter === undefined) return `\\${found}`;
    letters.push(letter);
    return `(${LETTERS[letter]?.[1]})`;
  });
  const found = new RegExp(`^${source}$`).exec(text);
  if (!found) return undefined;
  const of = (letter: string): string | undefined => found[letters.indexOf(letter) + 1];
  const part = (letter: string): string | undefined => (letters.includes(letter) ? of(letter) : undefined);
  const name = (part('B') ?? part('b') ?? '?').toLowerCase();
  const month = part('m') ?? MONTHS.findIndex((full) => full.toLowerCase().startsWith(name)) + 1;
  const clock = [part('H'), part('M'), part('S'), part('L')];
  const minutes = part('Z');
  const written = part('z') ?? (minutes === undefined ? undefined : zoneName(Number(minutes)));
  const weekYear = part('G');
  if (weekYear !== undefined) {
    const day = dayOfWeekDate(Number(weekYear), Number(part('V') ?? 1), Number(part('u') ?? 1));
    return made(day * DAY_MS + utcOf([1970, 1, 1, ...clock]), written, zone);
  }
  const dayOfYear = part('j');
  if (dayOfYear === undefined) return made(utcOf([part('Y'), month, part('d'), ...clock]), written, zone);
  return made(utcOf([part('Y'), 1, 1, ...clock]) + (Number(dayOfYear) - 1) * DAY_MS, written, zone);
}
