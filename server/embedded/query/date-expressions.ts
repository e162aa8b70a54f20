import { evalExpr } from 'mingo/core';
import { $dateAdd, $dateFromParts, $dateSubtract, $dateTrunc } from 'mingo/operators/expression';
import { type Doc, isDoc } from '../wire/bson.ts';
import type { MingoOptions } from './expression.ts';

type Operator = (obj: Doc, spec: unknown, options: MingoOptions) => unknown;

const DAY_MS = 86_400_000;
const LONG_UNITS = ['day', 'week', 'month', 'quarter', 'year'];
const MONTHS = ['month', 'quarter', 'year'];

/** Where mingo errs: days and more of a time zone, the 31st of a shorter month, the weeks of a year. */
export const DATE_OPERATORS: Record<string, Operator> = {
  $dateTrunc: truncate,
  $dateAdd: clamped($dateAdd),
  $dateSubtract: clamped($dateSubtract),
  $week: (obj, spec, options) => {
    const days = { $subtract: [{ $dayOfYear: spec }, { $dayOfWeek: spec }] };
    return evalExpr(obj, { $floor: { $divide: [{ $add: [days, 7] }, 7] } }, options);
  },
};

/** mingo looks for the day in UTC; here the zone's own clock stands in for it. */
function truncate(obj: Doc, spec: unknown, options: MingoOptions): unknown {
  const { timezone, date, ...rest } = valuesOf(obj, spec, options);
  const call = (operator: Operator, operands: Doc): unknown => operator(obj, operands, options);
  if (timezone === undefined || !(date instanceof Date) || !LONG_UNITS.includes(String(rest['unit'])))
    return call($dateTrunc, { timezone, date, ...rest });
  const { year, month, day } = partsOf(date, timezone, options);
  const floor = call($dateTrunc, { ...rest, date: new Date(Date.UTC(year, month - 1, day)) });
  if (!(floor instanceof Date)) return floor;
  return call($dateFromParts, { ...partsOf(floor, undefined, options), timezone });
}

/** A day that the month does not have becomes its last. */
function clamped(move: Operator): Operator {
  return (obj, spec, options) => {
    const given = valuesOf(obj, spec, options);
    const { startDate, unit, timezone } = given;
    const moved = move(obj, given, options);
    if (!(startDate instanceof Date && moved instanceof Date) || !MONTHS.includes(String(unit))) return moved;
    const { day } = partsOf(moved, timezone, options);
    return day === partsOf(startDate, timezone, options).day
      ? moved
      : new Date(moved.getTime() - day * DAY_MS);
  };
}

function valuesOf(obj: Doc, spec: unknown, options: MingoOptions): Doc {
  const values = evalExpr(obj, spec, options);
  return isDoc(values) ? values : {};
}

type Day = { year: number; month: number; day: number };

function partsOf(date: Date, timezone: unknown, options: MingoOptions): Day {
  const parts = valuesOf({}, { $dateToParts: { date, timezone } }, options);
  return { year: Number(parts['year']), month: Number(parts['month']), day: Number(parts['day']) };
}
