import { Decimal128, Double, Int32, Long, ObjectId } from 'bson';
import { check } from '../command-error.ts';
import { parseTypeCode } from '../query/bson-type.ts';
import { toExact, scale } from '../query/numbers.ts';
import { isLong, isNumeric, isTruthy, toNumber } from '../wire/bson.ts';
import { asDouble } from './arithmetic.ts';
import { parseDate } from './date-text.ts';
import { doubleToText, isDouble, isNullish, toDate, toText, typeName } from './operands.ts';

/** `$toInt` and its like, with the type that `$convert` calls the same. */
export const CONVERSIONS: Record<string, string> = {
  $toBool: 'bool',
  $toDate: 'date',
  $toDecimal: 'decimal',
  $toDouble: 'double',
  $toInt: 'int',
  $toLong: 'long',
  $toObjectId: 'objectId',
  $toString: 'string',
};

export function convert(given: Record<string, unknown>): unknown {
  const { input, to } = given;
  const type = isNullish(to) ? undefined : readType(to);
  if (isNullish(input)) return 'onNull' in given ? given['onNull'] : null;
  if (type === undefined) return null;
  const value = TARGETS[type]?.(input);
  const message = `Unsupported conversion from ${typeName(input)} to ${type} in $convert with no onError value`;
  check(value !== undefined || 'onError' in given, 241, message);
  return value ?? given['onError'];
}

function readType(to: unknown): string {
  const [code] = isNumeric(to) || typeof to === 'string' ? (to === 'missing' ? [0] : parseTypeCode(to)) : [];
  check(code !== undefined, 9, `$convert's 'to' argument must be a string or number, but is ${typeName(to)}`);
  return TYPES[code] ?? String(to);
}

const TYPES: Record<number, string> = Object.fromEntries(
  Object.values(CONVERSIONS).map((name) => [parseTypeCode(name)[0], name]),
);

/** What each type makes of a value; undefined where it cannot. */
const TARGETS: Record<string, (value: unknown) => unknown> = {
  bool: isTruthy,
  string: (value) => {
    if (typeof value === 'boolean') return String(value);
    if (value instanceof ObjectId) return value.toHexString();
    if (isDouble(value)) return infinityName(asDouble(value)) ?? doubleToText(asDouble(value));
    return isNumeric(value) || typeof value === 'string' || value instanceof Date ? toText(value) : undefined;
  },
  objectId: (value) =>
    value instanceof ObjectId ? value : isHexId(value) ? ObjectId.createFromHexString(value) : undefined,
  date: (value) => {
    if (typeof value === 'string') return parseDate(value);
    const ms =
      isDouble(value) || isLong(value) || value instanceof Decimal128 ? wholeOf(value, 64) : undefined;
    return ms === undefined ? toDate(value) : new Date(Number(ms));
  },
  double: (value) => {
    const number = value instanceof Date ? value.getTime() : numberOf(value);
    return number === undefined ? undefined : new Double(number);
  },
  int: (value) => {
    const whole = wholeOf(value, 32);
    return whole === undefined ? undefined : new Int32(Number(whole));
  },
  long: (value) => {
    const whole = value instanceof Date ? BigInt(value.getTime()) : wholeOf(value, 64);
    return whole === undefined ? undefined : Long.fromBigInt(whole);
  },
  decimal: (value) => {
    if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0');
    if (value instanceof Decimal128) return value;
    if (isDouble(value))
      return Decimal128.fromString(infinityName(asDouble(value)) ?? asDouble(value).toPrecision(15));
    if (typeof value === 'string' && numberOf(value) === undefined) return undefined;
    const given = value instanceof Date ? value.getTime() : value;
    return typeof given === 'string' || isNumeric(given)
      ? Decimal128.fromStringWithRounding(String(given))
      : undefined;
  },
};

function infinityName(value: number): string | undefined {
  return Number.isFinite(value) ? undefined : String(value);
}

const isHexId = (value: unknown): value is string =>
  typeof value === 'string' && /^[\da-f]{24}$/i.test(value);

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') return toNumber(value);
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
  return isNumber ? Number(value) : undefined;
}

/** The value without its fraction, or undefined where `bits` bits do not hold it; a text must be a whole number. */
function wholeOf(value: unknown, bits: 32 | 64): bigint | undefined {
  if (typeof value === 'string' && !/^[+-]?\d+$/.test(value)) return undefined;
  const given =
    typeof value === 'boolean'
      ? Number(value)
      : typeof value === 'string'
        ? BigInt(value.replace('+', ''))
        : value;
  const exact = isNumeric(given) ? toExact(given) : undefined;
  if (!exact) return undefined;
  const whole = exact.exponent < 0 ? exact.digits / 10n ** BigInt(-exact.exponent) : scale(exact, 0);
  return BigInt.asIntN(bits, whole) === whole ? whole : undefined;
}
