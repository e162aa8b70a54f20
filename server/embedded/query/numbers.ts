import { Decimal128, Double, Int32, Long } from 'bson';

type Exact = { digits: bigint; exponent: number };

/** Compares any two BSON numbers by exact value, as MongoDB does across Int32, Long, Double and Decimal128. */
export function compareNumbers(a: unknown, b: unknown): number {
  const left = toPrimitive(a);
  const right = toPrimitive(b);
  if (left !== undefined && right !== undefined) return comparePrimitives(left, right);
  return compareDecimals(a, b);
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

function compareDecimals(a: unknown, b: unknown): number {
  const left = toDecimalText(a);
  const right = toDecimalText(b);
  const [roughLeft, roughRight] = [Number(left), Number(right)];
  if (!Number.isFinite(roughLeft) || !Number.isFinite(roughRight))
    return comparePrimitives(roughLeft, roughRight);
  const [x, y] = [toExact(a, left), toExact(b, right)];
  const exponent = Math.min(x.exponent, y.exponent);
  const [scaledX, scaledY] = [scale(x, exponent), scale(y, exponent)];
  return scaledX < scaledY ? -1 : scaledX > scaledY ? 1 : 0;
}

function toDecimalText(value: unknown): string {
  return value instanceof Decimal128 ? value.toString() : String(toPrimitive(value));
}

function toExact(value: unknown, text: string): Exact {
  const primitive = toPrimitive(value);
  if (typeof primitive === 'number' && !Number.isInteger(primitive)) return exactDouble(primitive);
  if (typeof primitive === 'number') return { digits: BigInt(primitive), exponent: 0 };
  const [mantissa = '0', exponent = '0'] = text.split(/e/i);
  const [whole = '0', fraction = ''] = mantissa.split('.');
  return { digits: BigInt(whole + fraction), exponent: Number(exponent) - fraction.length };
}

/** A double is m / 2^k, which is m * 5^k / 10^k. */
function exactDouble(value: number): Exact {
  let numerator = value;
  let power = 0;
  while (!Number.isInteger(numerator)) {
    numerator *= 2;
    power += 1;
  }
  return { digits: BigInt(numerator) * 5n ** BigInt(power), exponent: -power };
}

/** Exact arithmetic, rounded to the 34 digits a Decimal128 has. */
export function decimalOf(a: unknown, b: unknown, how: 'sum' | 'product'): Decimal128 {
  const [left, right] = [toDecimalText(a), toDecimalText(b)];
  if (!Number.isFinite(Number(left)) || !Number.isFinite(Number(right))) {
    const rough = how === 'sum' ? Number(left) + Number(right) : Number(left) * Number(right);
    return Decimal128.fromString(String(rough));
  }
  const [x, y] = [toExact(a, left), toExact(b, right)];
  const exponent = how === 'sum' ? Math.min(x.exponent, y.exponent) : x.exponent + y.exponent;
  const digits = how === 'sum' ? scale(x, exponent) + scale(y, exponent) : x.digits * y.digits;
  return Decimal128.fromStringWithRounding(`${digits}E${exponent}`);
}

function scale(exact: Exact, exponent: number): bigint {
  return exact.digits * 10n ** BigInt(exact.exponent - exponent);
}
