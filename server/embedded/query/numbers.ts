import { Decimal128, Double, Int32, Long } from 'bson';
import { isLong } from '../wire/bson.ts';

export type Exact = { digits: bigint; exponent: number };
type Calculation = 'sum' | 'difference' | 'product';
/** The greatest Decimal128 is 34 nines and 6,111 zeros. */
const MAX_DECIMAL_DIGITS = 6145;

/** Compares any two BSON numbers by exact value, as MongoDB does across Int32, Long, Double and Decimal128. */
export function compareNumbers(a: unknown, b: unknown): number {
  const [left, right] = [toPrimitive(a), toPrimitive(b)];
  if (left !== undefined && right !== undefined) return comparePrimitives(left, right);
  const [x, y] = [toExact(a), toExact(b)];
  if (!x || !y) return comparePrimitives(toRough(a, x), toRough(b, y));
  const exponent = Math.min(x.exponent, y.exponent);
  return comparePrimitives(scale(x, exponent), scale(y, exponent));
}

/** number for Int32 and Double, bigint for Long, undefined for Decimal128. */
export function toPrimitive(value: unknown): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (value instanceof Long) return value.toBigInt();
  return undefined;
}

function comparePrimitives(a: number | bigint, b: number | bigint): number {
  if (Number.isNaN(a)) return Number.isNaN(b) ? 0 : -1;
  if (Number.isNaN(b)) return 1;
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The result has the wider of the two types; an Int32 that overflows becomes a Long, a Long undefined. */
export function calculate(a: unknown, b: unknown, how: Calculation): unknown {
  if (a instanceof Decimal128 || b instanceof Decimal128) return calculateDecimal(a, b, how);
  const [x, y] = [toPrimitive(a) ?? 0, toPrimitive(b) ?? 0];
  if (!isWhole(a) || !isWhole(b)) return new Double(calculateDouble(Number(x), Number(y), how));
  return toWhole(CALCULATIONS[how](BigInt(x), BigInt(y)), isLong(a) || isLong(b));
}

/** An Int32 where it fits and no operand was a Long, a Long where that fits, else undefined. */
export function toWhole(result: bigint, isWide: boolean): Int32 | Long | undefined {
  if (BigInt.asIntN(64, result) !== result) return undefined;
  return isWide || BigInt.asIntN(32, result) !== result ? Long.fromBigInt(result) : new Int32(Number(result));
}

const CALCULATIONS: Record<Calculation, (a: bigint, b: bigint) => bigint> = {
  sum: (a, b) => a + b,
  difference: (a, b) => a - b,
  product: (a, b) => a * b,
};

export function calculateDouble(a: number, b: number, how: Calculation): number {
  return how === 'product' ? a * b : how === 'sum' ? a + b : a - b;
}

/** A double counts with its 15 sure digits, as MongoDB has it; the result has the 34 of a Decimal128. */
function calculateDecimal(a: unknown, b: unknown, how: Calculation): Decimal128 {
  const [x, y] = [toExact(a, 15), toExact(b, 15)];
  if (!x || !y) return Decimal128.fromString(String(calculateDouble(toRough(a, x), toRough(b, y), how)));
  if (how === 'product') return toDecimal({ digits: x.digits * y.digits, exponent: x.exponent + y.exponent });
  const exponent = Math.min(x.exponent, y.exponent);
  return toDecimal({ digits: CALCULATIONS[how](scale(x, exponent), scale(y, exponent)), exponent });
}

export function toDecimal({ digits, exponent }: Exact): Decimal128 {
  // Past the greatest Decimal128 bson refuses where MongoDB has an infinity.
  const size = digits === 0n ? 0 : String(digits).replace('-', '').length + exponent;
  if (size > MAX_DECIMAL_DIGITS) return Decimal128.fromString(digits < 0n ? '-Infinity' : 'Infinity');
  return Decimal128.fromStringWithRounding(`${digits}E${exponent}`);
}

/** A plain number that 32 bits hold is one too, as bson writes it. */
export function isWhole(value: unknown): boolean {
  return value instanceof Int32 || isLong(value) || (typeof value === 'number' && (value | 0) === value);
}

/** Enough to tell a double from every Decimal128 that it is not. */
const ALL_DIGITS = 100;

/** undefined for NaN and the infinities. */
export function toExact(value: unknown, doubleDigits = ALL_DIGITS): Exact | undefined {
  const primitive = toPrimitive(value);
  const isDouble = typeof primitive === 'number' && !isWhole(value);
  const text = isDouble ? primitive.toPrecision(doubleDigits) : String(primitive ?? value);
  if (!/\d/.test(text)) return undefined;
  const [mantissa = '0', exponent = '0'] = text.split(/e/i);
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** Beside an infinity or NaN only the sign of a number counts. */
function toRough(value: unknown, exact: Exact | undefined): number {
  return exact ? comparePrimitives(exact.digits, 0) : Number(toPrimitive(value) ?? String(value));
}

export function scale(exact: Exact, exponent: number): bigint {
  return exact.digits * 10n ** BigInt(exact.exponent - exponent);
}
