import { Long } from 'bson';
import { check } from '../command-error.ts';
import { entryOf } from '../wire/bson.ts';
import { DAY_MS } from './date-parts.ts';
import { assertDate, readText, toBigInt } from './operands.ts';
import { UTC, fromLocal, toLocal, zoneIn } from './time-zone.ts';

type Named = Record<string, unknown>;

const UNIT_MS: Record<string, number> = {
  week: 7 * DAY_MS,
  day: DAY_MS,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
  millisecond: 1,
};
const UNIT_MONTHS: Record<string, number> = { year: 12, quarter: 3, month: 1 };
const WEEK_DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

export function moveDate(name: string, named: Named, sign: bigint): unknown {
  const date = assertDate(named['startDate'], 5166403);
  const unit = readText(name, named['unit'], 5166404);
  const [ms, months, amount] = [
    entryOf(UNIT_MS, unit),
    entryOf(UNIT_MONTHS, unit),
    toBigInt(named['amount']),
  ];
  check(Boolean(ms ?? months), 9, `unknown time unit value: ${unit}`);
  check(amount !== undefined, 5166405, `${name} expects integer amount of time units`);
  const by = Number(amount * sign);
  const zone = ms && ms < DAY_MS ? UTC : (zoneIn(named) ?? UTC);
  const local = toLocal(date, zone);
  return fromLocal(months ? addMonths(local, by * months) : local.getTime() + by * (ms ?? 0), zone);
}

/** A day that the month does not have becomes its last. */
function addMonths(local: Date, months: number): number {
  const moved = new Date(local);
  moved.setUTCMonth(local.getUTCMonth() + months);
  if (moved.getUTCDate() !== local.getUTCDate()) moved.setUTCDate(0);
  return moved.getTime();
}

/** Units counted through: which one a clock is in, and when one begins. */
type Scale = { indexOf: (local: Date) => number; startOf: (index: number) => number; unit: string };

function scaleIn(name: string, { unit, startOfWeek = 'sun' }: Named): Scale {
  const given = readText(name, unit, 5439013);
  const [ms, months] = [entryOf(UNIT_MS, given), entryOf(UNIT_MONTHS, given)];
  if (months)
    return {
      unit: given,
      indexOf: (local) => Math.floor((local.getUTCFullYear() * 12 + local.getUTCMonth()) / months),
      startOf: (index) => new Date(0).setUTCFullYear(0, index * months, 1),
    };
  check(
    ms !== undefined,
    5439014,
    `${name} parameter 'unit' value cannot be recognized as a time unit: ${given}`,
  );
  const first =
    given === 'week' ? WEEK_DAYS.indexOf(readText(name, startOfWeek, 5439015).toLowerCase().slice(0, 3)) : 4;
  check(first >= 0, 5439016, `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week`);
  // 1970 began on a Thursday.
  const shift = ((first + 3) % 7) * DAY_MS;
  return {
    unit: given,
    indexOf: (local) => Math.floor((local.getTime() - shift) / ms),
    startOf: (index) => index * ms + shift,
  };
}

export function dateDiff(named: Named): unknown {
  const dates = [named['startDate'], named['endDate']].map((date) => assertDate(date, 5166307));
  const { indexOf, unit } = scaleIn('$dateDiff', named);
  const zone = (UNIT_MS[unit] ?? DAY_MS) < DAY_MS ? UTC : (zoneIn(named) ?? UTC);
  const [start = 0, end = 0] = dates.map((date) => indexOf(toLocal(date, zone)));
  return Long.fromNumber(end - start);
}

/** Bins are counted from the year 2000, those of weeks from the first that begins in it. */
export function dateTrunc(named: Named): unknown {
  const date = assertDate(named['date'], 5439012);
  const { indexOf, startOf, unit } = scaleIn('$dateTrunc', named);
  const size = Number(toBigInt(named['binSize'] ?? 1) ?? Number.NaN);
  check(!Number.isNaN(size), 5439017, "$dateTrunc requires 'binSize' to be a 64-bit integer");
  check(size > 0, 5439018, "$dateTrunc requires 'binSize' to be greater than 0");
  const zone = zoneIn(named) ?? UTC;
  const index = indexOf(toLocal(date, zone));
  const from = indexOf(new Date(Date.UTC(2000, 0, unit === 'week' ? 7 : 1)));
  return fromLocal(startOf(index - ((((index - from) % size) + size) % size)), zone);
}
