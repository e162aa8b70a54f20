import { BSONRegExp } from 'bson';
import { CommandError, badValue, failedToParse } from '../command-error.ts';
import { toNumber } from '../wire/bson.ts';
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

/** null also equals a missing field. */
export function equals(operand: unknown, collate?: Collate): ValueTest {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  return (value) => value !== undefined && isSame(value, operand, collate);
}

/** Only values of the operand's own type are compared, as in MongoDB (type bracketing). */
function ordered(holds: (order: number) => boolean): MakeTest {
  return (operand, collate) => {
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
    isPattern(item) ? matchesRegex(toRegExp(item)) : equals(item, collate),
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
  if (!Array.isArray(operand) || operand.length !== 2) throw badValue('malformed mod, needs two elements');
  const [divisor = 0, remainder = 0] = operand.map((item: unknown) => Math.trunc(toNumber(item) ?? 0));
  if (divisor === 0) throw badValue('divisor cannot be 0');
  return (value) => {
    const number = toNumber(value);
    return number !== undefined && Math.trunc(number) % divisor === remainder;
  };
}

/** A pattern also finds itself. */
export function matchesRegex(pattern: RegExp): ValueTest {
  return (value) =>
    typeof value === 'string'
      ? pattern.test(value)
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
