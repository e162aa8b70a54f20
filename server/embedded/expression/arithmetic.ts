import { Decimal128, Double, Int32, Long } from 'bson';
import { badValue, check, typeMismatch } from '../command-error.ts';
import {
  type Exact,
  calculate,
  calculateDouble,
  isWhole,
  scale,
  toDecimal,
  toExact,
  toPrimitive,
  toWhole,
} from '../query/numbers.ts';
import { isLong, toNumber } from '../wire/bson.ts';
import { isDouble, toBigInt, typeName } from './operands.ts';

/** Sums, differences and products have the widest type of the two; a Long that overflows becomes a Double. */
const calculateAny = (a: unknown, b: unknown, how: Parameters<typeof calculate>[2]): unknown =>
  calculate(a, b, how) ?? new Double(calculateDouble(asDouble(a), asDouble(b), how));

export function asDouble(value: unknown): number {
  return toNumber(value) ?? Number.NaN;
}

export const isDecimal = (value: unknown): value is Decimal128 => value instanceof Decimal128;

/** Of numbers and at most one date. */
export function add(...values: unknown[]): unknown {
  const dates = values.filter((value) => value instanceof Date);
  const [date, more] = dates;
  check(more === undefined, 16612, 'only one date allowed in an $add expression');
  const total = values.filter((value) => !(value instanceof Date)).reduce(addTwo, new Int32(0));
  return date ? shiftDate(date, total) : total;
}

/** A Double before the first Decimal128 counts with all its digits, one behind it with the 15 sure ones. */
export function addTwo(a: unknown, b: unknown): unknown {
  const exact = isDecimal(b) && isDouble(a) ? toExact(a, 34) : undefined;
  return calculateAny(exact ? toDecimal(shorten(exact, 0)) : a, b, 'sum');
}

export const multiply = (...values: unknown[]): unknown =>
  values.reduce((a, b) => calculateAny(a, b, 'product'), new Int32(1));

export function subtract(a: unknown, b: unknown): unknown {
  if (toNumber(a) !== undefined && toNumber(b) !== undefined) return calculateAny(a, b, 'difference');
  if (a instanceof Date && b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime());
  if (a instanceof Date && toNumber(b) !== undefined)
    return shiftDate(a, calculateAny(isDecimal(b) ? b : Math.trunc(asDouble(b)), -1, 'product'));
  throw typeMismatch(`can't $subtract ${typeName(b)} from ${typeName(a)}`);
}

function shiftDate(date: Date, by: unknown): Date {
  const ms = date.getTime() + roundAway(asDouble(by));
  check(Math.abs(ms) < 2 ** 63, 15, 'date overflow in $add');
  return new Date(ms);
}

const roundAway = (value: number): number => Math.sign(value) * Math.round(Math.abs(value));

export function divide(a: unknown, b: unknown): unknown {
  if (asDouble(b) === 0) throw badValue("can't $divide by zero");
  if (!isDecimal(a) && !isDecimal(b)) return new Double(asDouble(a) / asDouble(b));
  return divideDecimals(a, b);
}

/** More digits than any Decimal128 has; a last one stands for the rest that they leave. */
const DIVISION_DIGITS = 40;

function divideDecimals(a: unknown, b: unknown): Decimal128 {
  const [x, y] = [toExact(a, 15), toExact(b, 15)];
  if (!x || !y) return Decimal128.fromString(String(asDouble(a) / asDouble(b)));
  const room =
    BigInt(10) ** BigInt(Math.max(0, DIVISION_DIGITS + String(y.digits).length - String(x.digits).length));
  const scaled = x.digits * room;
  const exponent = x.exponent - y.exponent - (String(room).length - 1);
  const quotient = scaled / y.digits;
  if (scaled % y.digits !== 0n) return toDecimal({ digits: quotient * 10n + 1n, exponent: exponent - 1 });
  return toDecimal(shorten({ digits: quotient, exponent }, x.exponent - y.exponent));
}

function shorten({ digits, exponent }: Exact, ideal: number): Exact {
  let [short, at] = [digits, exponent];
  while (at < ideal && short % 10n === 0n) [short, at] = [short / 10n, at + 1];
  return { digits: short, exponent: at };
}

export function remainder(a: unknown, b: unknown): unknown {
  check(asDouble(b) !== 0, isDecimal(a) || isDecimal(b) ? 5733415 : 16610, "can't $mod by zero");
  if (isDecimal(a) || isDecimal(b)) return decimalRemainder(a, b);
  const [x, y] = [toPrimitive(a), toBigInt(b)];
  if (!isWhole(a) || x === undefined || y === undefined) return new Double(asDouble(a) % asDouble(b));
  return toWhole(BigInt(x) % y, isLong(a) || isLong(b));
}

function decimalRemainder(a: unknown, b: unknown): Decimal128 {
  const [x, y] = [toExact(a, 15), toExact(b, 15)];
  if (!x) return Decimal128.fromString('NaN');
  if (!y) return Number.isNaN(asDouble(b)) ? Decimal128.fromString('NaN') : toDecimal(x);
  const exponent = Math.min(x.exponent, y.exponent);
  return toDecimal({ digits: scale(x, exponent) % scale(y, exponent), exponent });
}

export function absolute(value: unknown): unknown {
  check(!isLong(value) || !value.equals(Long.MIN_VALUE), 28680, "can't take $abs of long long min");
  if (!isDecimal(value) && !isWhole(value)) return new Double(Math.abs(asDouble(value)));
  if (isDecimal(value)) return Decimal128.fromString(value.toString().replace(/^-/, ''));
  return asDouble(value) < 0 ? calculate(value, -1, 'product') : value;
}

export function bitwise(start: number, of: (a: bigint, b: bigint) => bigint) {
  return (...values: unknown[]): unknown =>
    toWhole(
      values.reduce<bigint>((all, value) => of(all, toBigInt(value) ?? 0n), BigInt(start)),
      values.some(isLong),
    );
}
