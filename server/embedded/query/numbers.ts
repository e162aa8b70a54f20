import { Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import { notSupported } from '../command-error.ts';

type Exact = { digits: bigint; exponent: number };

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
export function calculate(a: unknown, b: unknown, how: 'sum' | 'product'): unknown {
  if (a instanceof Decimal128 || b instanceof Decimal128) throw notSupported('computing with Decimal128');
  const [x, y] = [toPrimitive(a) ?? 0, toPrimitive(b) ?? 0];
  if (!isWhole(a) || !isWhole(b))
    return new Double(how === 'sum' ? Number(x) + Number(y) : Number(x) * Number(y));
  const result = how === 'sum' ? BigInt(x) + BigInt(y) : BigInt(x) * BigInt(y);
  if (BigInt.asIntN(64, result) !== result) return undefined;
  const isLong = a instanceof Long || b instanceof Long || BigInt.asIntN(32, result) !== result;
  return isLong ? Long.fromBigInt(result) : new Int32(Number(result));
}

function isWhole(value: unknown): boolean {
  return value instanceof Int32 || (value instanceof Long && !(value instanceof Timestamp));
}

/** Enough to tell a double from every Decimal128 that it is not. */
const ALL_DIGITS = 100;

/** undefined for NaN and the infinities. */
function toExact(value: unknown): Exact | undefined {
  const primitive = toPrimitive(value);
  const text = typeof primitive === 'number' ? primitive.toPrecision(ALL_DIGITS) : String(primitive ?? value);
  if (!/\d/.test(text)) return undefined;
  const [mantissa = '0', exponent = '0'] = text.split(/e/i);
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** Beside an infinity or NaN only the sign of a number counts. */
function toRough(value: unknown, exact: Exact | undefined): number {
  return exact ? comparePrimitives(exact.digits, 0) : Number(toPrimitive(value) ?? String(value));
}

function scale(exact: Exact, exponent: number): bigint {
  return exact.digits * 10n ** BigInt(exact.exponent - exponent);
}
