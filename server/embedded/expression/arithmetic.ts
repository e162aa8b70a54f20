import { Decimal128, Double, Int32, Long } from 'bson';
import { badValue, check, typeMismatch } from '../command-error.ts';
import {
  type Exact,
  calculate,
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
const calculateAny = (a: unknown, b: unknown, how: Parameters<typeof calculate>[2]): unknown => {
  const [x, y] = [asDouble(a), asDouble(b)];
  return calculate(a, b, how) ?? new Double(how === 'product' ? x * y : how === 'sum' ? x + y : x - y);
};

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
function addTwo(a: unknown, b: unknown): unknown {
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

type Rounding = 'up' | 'down' | 'toZero' | 'toEven';

/** Rounds to so many places behind the point; whole numbers change only with places before it. */
export function round(how: Rounding, name: string) {
  return (value: unknown, places?: unknown): unknown => {
    const to = asDouble(places ?? 0);
    check(
      to >= -20 && to <= 100,
      51083,
      `cannot apply ${name} with precision value ${to}, which must be in [-20, 100]`,
    );
    if (isWhole(value) && to >= 0) return value;
    const exact = toExact(value, 34);
    if (!exact) return value;
    const rounded = quantize(exact, -to, how);
    if (isDecimal(value)) return toDecimal(rounded);
    // A zero keeps the sign.
    if (!isWhole(value))
      return new Double(Number(`${rounded.digits}e${rounded.exponent}`) || signedZero(asDouble(value)));
    const whole = toWhole(scale(rounded, 0), isLong(value));
    check(whole !== undefined, 51080, `invalid conversion from Decimal128 result in ${name}`);
    return whole;
  };
}

const signedZero = (value: number): number => (value < 0 || Object.is(value, -0) ? -0 : 0);

function quantize(exact: Exact, exponent: number, how: Rounding): Exact {
  if (exact.exponent >= exponent) return { digits: scale(exact, exponent), exponent };
  const unit = 10n ** BigInt(exponent - exact.exponent);
  const rest = exact.digits % unit;
  return { digits: exact.digits / unit + STEPS[how](rest, unit, exact.digits / unit), exponent };
}

/** What is added to the part before the point, for the rest behind it. */
const STEPS: Record<Rounding, (rest: bigint, unit: bigint, whole: bigint) => bigint> = {
  up: (rest) => (rest > 0n ? 1n : 0n),
  down: (rest) => (rest < 0n ? -1n : 0n),
  toZero: () => 0n,
  toEven: (rest, unit, whole) => {
    const [size, sign] = rest < 0n ? [-rest, -1n] : [rest, 1n];
    return size * 2n > unit || (size * 2n === unit && whole % 2n !== 0n) ? sign : 0n;
  },
};

/** The sum of the numbers among the values; doubles are summed with the errors of rounding kept (Neumaier). */
export function sum(values: readonly unknown[]): unknown {
  const numbers = values.filter((value) => toNumber(value) !== undefined);
  const wholes = numbers.filter(isWhole);
  const total = wholes.reduce<bigint>((all, value) => all + BigInt(toPrimitive(value) ?? 0), 0n);
  const doubles = numbers.filter((value) => !isWhole(value) && !isDecimal(value));
  const decimals = numbers.filter(isDecimal);
  const whole = toWhole(total, wholes.some(isLong)) ?? new Double(Number(total));
  const plain = doubles.length ? new Double(sumDoubles([Number(total), ...doubles.map(asDouble)])) : whole;
  return decimals.reduce(addTwo, plain);
}

function sumDoubles(values: number[]): number {
  let [total, lost] = [0, 0];
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return Number.isFinite(total) ? total + lost : total;
}

export function average(values: readonly unknown[]): unknown {
  const numbers = values.filter((value) => toNumber(value) !== undefined);
  return numbers.length ? divide(sum(numbers), new Int32(numbers.length)) : null;
}

/** The standard deviation of a population, or of a sample of one (Welford's sums). */
export function deviation(values: readonly unknown[], isSample: boolean): unknown {
  const numbers = values.map(toNumber).filter((value) => value !== undefined);
  let [mean, squares] = [0, 0];
  for (const [i, value] of numbers.entries()) {
    const delta = value - mean;
    mean += delta / (i + 1);
    squares += delta * (value - mean);
  }
  const divisor = numbers.length - Number(isSample);
  return divisor > 0 ? new Double(Math.sqrt(squares / divisor)) : null;
}

export function bitwise(start: number, of: (a: bigint, b: bigint) => bigint) {
  return (...values: unknown[]): unknown =>
    toWhole(
      values.reduce<bigint>((all, value) => of(all, toBigInt(value) ?? 0n), BigInt(start)),
      values.some(isLong),
    );
}
