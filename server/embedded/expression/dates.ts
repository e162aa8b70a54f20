import { check } from '../command-error.ts';
import { isDoc } from '../wire/bson.ts';
import type { Compute } from './compile.ts';
import { DAY_MS, dayOfWeekDate, partOf } from './date-parts.ts';
import { assertFormat, parseDate, showDate } from './date-text.ts';
import {
  assertDate,
  fieldsOf,
  isNullish,
  listOf,
  readNamed,
  readText,
  toBigInt,
  typeName,
} from './operands.ts';
import type { NamedRow } from './named-operators.ts';
import type { Site } from './operators.ts';
import { dateDiff, dateTrunc, moveDate } from './date-units.ts';
import { UTC, fromLocal, readZone, toLocal, zoneIn } from './time-zone.ts';

type Named = Record<string, unknown>;

/** Operators such as `$year`: of a date alone, or of one with a zone by name. */
export function compilePart(name: string, spec: unknown, { names, compile }: Site): Compute {
  const isNamed = isDoc(spec) && !Object.keys(spec)[0]?.startsWith('$');
  const [only, more] = listOf(spec);
  check(
    !Array.isArray(spec) || (spec.length > 0 && more === undefined),
    40536,
    `${name} accepts exactly one argument`,
  );
  const given = isNamed
    ? readNamed(name, spec, [40539, 40535, fieldsOf('date 40539 timezone')])
    : { date: only };
  const date = compile(given['date'], names);
  const timezone = 'timezone' in given ? compile(given['timezone'], names) : undefined;
  return (root, variables) => {
    const value = date(root, variables);
    if (isNullish(value)) return null;
    const at = assertDate(value);
    const zone = timezone ? readZone(timezone(root, variables), 40533) : UTC;
    return zone ? partOf(name, toLocal(at, zone)) : null;
  };
}

const DATE_PARTS = 'year month day hour minute second millisecond';
const WEEK_PARTS = 'isoWeekYear isoWeek isoDayOfWeek';
const MOVED = 'startDate 5166402 unit 5166402 amount 5166402 timezone';

export const NAMED_DATES: Record<string, NamedRow> = {
  $dateToString: [18629, 18534, 'date 18628 format timezone onNull', 'none', dateToString],
  $dateFromString: [40540, 40541, 'dateString 40542 format timezone onNull onError', 'none', dateFromString],
  $dateToParts: [40524, 40520, 'date 40522 timezone iso8601', 'all', dateToParts],
  $dateFromParts: [40519, 40518, `${DATE_PARTS} ${WEEK_PARTS} timezone`, 'all', dateFromParts],
  $dateDiff: [
    5166301,
    5166302,
    'startDate 5166303 endDate 5166304 unit 5166305 timezone startOfWeek',
    'all',
    dateDiff,
  ],
  $dateTrunc: [5439007, 5439008, 'date 5439009 unit 5439010 binSize timezone startOfWeek', 'all', dateTrunc],
  $dateAdd: [5166400, 5166401, MOVED, 'all', (named) => moveDate('$dateAdd', named, 1n)],
  $dateSubtract: [5166400, 5166401, MOVED, 'all', (named) => moveDate('$dateSubtract', named, -1n)],
};

function dateToString(named: Named): unknown {
  const format = 'format' in named ? formatIn('$dateToString', named, 18533) : '%Y-%m-%dT%H:%M:%S.%LZ';
  const zone = zoneIn(named);
  if (isNullish(named['date'])) return named['onNull'] ?? null;
  if (!zone || format === undefined) return null;
  const date = assertDate(named['date']);
  return showDate(toLocal(date, zone), zone(date.getTime()), format);
}

function formatIn(name: string, { format }: Named, code: number): string | undefined {
  if (isNullish(format)) return undefined;
  assertFormat(readText(name, format, code));
  return readText(name, format, code);
}

function dateFromString(named: Named): unknown {
  const format = formatIn('$dateFromString', named, 40684);
  const [zone, text] = [zoneIn(named), named['dateString']];
  if (isNullish(text)) return named['onNull'] ?? null;
  if (!zone || ('format' in named && format === undefined)) return null;
  const date =
    typeof text === 'string' ? parseDate(text, format, 'timezone' in named ? zone : undefined) : undefined;
  check(date !== undefined || 'onError' in named, 241, `Error parsing date string of type ${typeName(text)}`);
  return date ?? named['onError'];
}

function dateToParts(named: Named): unknown {
  const { date, iso8601 = false } = named;
  check(typeof iso8601 === 'boolean', 40521, `iso8601 must evaluate to a bool, found ${typeName(iso8601)}`);
  const local = toLocal(assertDate(date), zoneIn(named) ?? UTC);
  const names = (iso8601 ? `${WEEK_PARTS} hour minute second millisecond` : DATE_PARTS).split(' ');
  return Object.fromEntries(
    names.map((part) => [part, Number(partOf(part === 'day' ? '$dayOfMonth' : `$${part}`, local))]),
  );
}

function dateFromParts(named: Named): unknown {
  const has = (names: string): boolean => names.split(' ').some((part) => part in named);
  const isWeek = 'isoWeekYear' in named;
  check(
    isWeek || 'year' in named,
    40516,
    "$dateFromParts requires either 'year' or 'isoWeekYear' to be present",
  );
  check(
    !('year' in named && has(WEEK_PARTS)),
    40489,
    '$dateFromParts does not allow mixing natural dates with ISO dates',
  );
  check(
    !(isWeek && has('year month day')),
    40525,
    '$dateFromParts does not allow mixing ISO dates with natural dates',
  );
  const part = (name: string, otherwise: number): number =>
    name in named ? readPart(name, named[name]) : otherwise;
  const year = part(isWeek ? 'isoWeekYear' : 'year', 1970);
  check(
    year >= 1 && year <= 9999,
    isWeek ? 31095 : 40523,
    `a year must be in the range 1 to 9999, found ${year}`,
  );
  const day = isWeek
    ? dayOfWeekDate(year, part('isoWeek', 1), part('isoDayOfWeek', 1)) * DAY_MS
    : new Date(0).setUTCFullYear(year, part('month', 1) - 1, part('day', 1));
  const seconds = (part('hour', 0) * 60 + part('minute', 0)) * 60 + part('second', 0);
  return fromLocal(day + seconds * 1000 + part('millisecond', 0), zoneIn(named) ?? UTC);
}

function readPart(name: string, value: unknown): number {
  const whole = toBigInt(value);
  check(whole !== undefined, 40515, `'${name}' must evaluate to an integer, found ${typeName(value)}`);
  const isBounded = !['year', 'isoWeekYear', 'second', 'millisecond'].includes(name);
  check(
    !isBounded || BigInt.asIntN(16, whole) === whole,
    31034,
    `'${name}' must be in the range [-32768, 32767]`,
  );
  return Number(whole);
}
