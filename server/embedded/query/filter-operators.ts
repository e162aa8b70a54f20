import { BSONRegExp, BSONSymbol } from 'bson';
import { CommandError, badValue, failedToParse } from '../command-error.ts';
import { type Doc, isDoc, isLong, toNumber } from '../wire/bson.ts';
import { TYPE, bsonTypeCode, isPattern, parseTypeCode, patternOf, typeOrder } from './bson-type.ts';
import { HOLDS, compareValues, isSame } from './compare.ts';
import type { Collate } from './scope.ts';

type ValueTest = (value: unknown) => boolean;
type MakeTest = (operand: unknown, collate?: Collate) => ValueTest;

/** Operators that judge one value; the caller walks paths and arrays. */
export const VALUE_OPERATORS: Record<string, MakeTest> = {
  $eq: equals,
  $gt: ordered(HOLDS.$gt),
  $gte: ordered(HOLDS.$gte),
  $lt: ordered(HOLDS.$lt),
  $lte: ordered(HOLDS.$lte),
  $in: oneOf,
  $type: hasType,
  $mod: hasRemainder,
};

/** Inside a list of values operators mean nothing. */
export function assertPlain(name: string, item: unknown): unknown {
  if (isOperatorDoc(item)) throw badValue(`cannot nest $ under ${name}`);
  return item;
}

/** The fields of a DBRef. */
export const REFERENCE = ['$ref', '$id', '$db'];

/** `{a: {$gt: 1}}` is operators; `{a: {b: 1}}`, `{a: {$ref: …}}` are values. */
export function isOperatorDoc(condition: unknown): condition is Doc {
  if (!isDoc(condition)) return false;
  const [first] = Object.keys(condition);
  return first !== undefined && first.startsWith('$') && !REFERENCE.includes(first);
}

/** null also equals a missing field. */
export function equals(operand: unknown, collate?: Collate): ValueTest {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  return (value) => value !== undefined && isSame(value, operand, collate);
}

/** Only values of the operand's own type are compared, as in MongoDB (type bracketing). */
function ordered(holds: (order: number) => boolean): MakeTest {
  return (operand, collate) => {
    if (isPattern(operand)) throw badValue("Can't have RegEx as arg to predicate over field");
    const type = typeOrder(operand);
    if (type === TYPE.null) return (value) => (value === null || value === undefined) && holds(0);
    if (type === TYPE.minKey || type === TYPE.maxKey) return (value) => holds(compareValues(value, operand));
    return (value) =>
      typeOrder(value) === type &&
      isNotANumber(value) === isNotANumber(operand) &&
      holds(compareValues(value, operand, collate));
  };
}

function isNotANumber(value: unknown): boolean {
  return Number.isNaN(toNumber(value) ?? 0);
}

function oneOf(operand: unknown, collate?: Collate): ValueTest {
  if (!Array.isArray(operand)) throw badValue('$in needs an array');
  const tests = operand.map((item: unknown) =>
    isPattern(item) ? matchesRegex(toRegExp(item)) : equals(assertPlain('$in', item), collate),
  );
  return (value) => tests.some((test) => test(value));
}

export function hasSize(operand: unknown): ValueTest {
  const size = toNumber(operand);
  if (size === undefined || !Number.isInteger(size)) throw failedToParse('$size must be a whole number');
  if (size < 0) throw failedToParse('$size may not be negative');
  return (value) => Array.isArray(value) && value.length === size;
}

function hasType(operand: unknown): ValueTest {
  const wanted = new Set(
    (Array.isArray(operand) ? (operand as unknown[]) : [operand]).flatMap(parseTypeCode),
  );
  return (value) => value !== undefined && wanted.has(bsonTypeCode(value));
}

function hasRemainder(operand: unknown): ValueTest {
  const [divisor, remainder, more] = Array.isArray(operand) ? operand.map(toWhole) : [];
  if (divisor === undefined || remainder === undefined || more !== undefined)
    throw badValue('malformed mod, needs two whole numbers');
  if (divisor === 0n) throw badValue('divisor cannot be 0');
  return (value) => {
    const whole = toWhole(value);
    return whole !== undefined && whole % divisor === remainder;
  };
}

/** The number without its fraction; undefined for what 64 bits cannot hold. */
function toWhole(value: unknown): bigint | undefined {
  if (isLong(value)) return value.toBigInt();
  const whole = Math.trunc(toNumber(value) ?? Number.NaN);
  return Math.abs(whole) < 2 ** 63 ? BigInt(whole) : undefined;
}

/** A pattern also finds itself. */
export function matchesRegex(pattern: RegExp): ValueTest {
  return (value) =>
    typeof value === 'string' || value instanceof BSONSymbol
      ? pattern.test(String(value))
      : value instanceof BSONRegExp && value.pattern === pattern.source && value.options === pattern.flags;
}

/** PCRE options map to JavaScript flags; `x` has no counterpart and is refused. */
export function toRegExp(given: unknown, options?: unknown): RegExp {
  const [source, own] = isPattern(given) ? patternOf(given) : [given, ''];
  if (typeof source !== 'string') throw badValue('$regex has to be a string');
  const flags = typeof options === 'string' && options !== '' ? options : own;
  if (/[^imsu]/.test(flags)) throw badValue(`invalid flag in regex options: ${flags}`);
  try {
    return new RegExp(source, flags);
  } catch {
    throw new CommandError(51091, `Regular expression is invalid: ${source}`);
  }
}
