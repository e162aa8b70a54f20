import { Decimal128, Double, Int32, Long, Timestamp } from 'bson';
import { badValue, failedToParse, typeMismatch } from '../command-error.ts';
import { compareValues } from '../query/compare.ts';
import { decimalOf, toPrimitive } from '../query/numbers.ts';
import { isDoc, toNumber } from '../wire/bson.ts';
import { addToSet, pop, pull, pullAll, push } from './array-operators.ts';

/** What an operator makes of the value now at a path; KEEP changes nothing and creates nothing. */
export type Operator = (current: unknown, operand: unknown, now: Date) => unknown;
export const KEEP = Symbol('keep');
export const UNSET = Symbol('unset');

/** Every update operator that works on one path; `$rename` moves between two and lives in apply-update. */
export const OPERATORS: Record<string, Operator> = {
  $set: (_, operand) => operand,
  $setOnInsert: (_, operand) => operand,
  $unset: () => UNSET,
  $inc: (current, operand) => (current === undefined ? number('$inc', operand) : add(current, operand)),
  $mul: (current, operand) =>
    current === undefined ? multiply(new Int32(0), operand) : multiply(current, operand),
  $min: (current, operand) => (current === undefined || compareValues(operand, current) < 0 ? operand : KEEP),
  $max: (current, operand) => (current === undefined || compareValues(operand, current) > 0 ? operand : KEEP),
  $currentDate: (_, operand, now) => currentDate(operand, now),
  $bit: (current, operand) => bit(current, operand),
  $push: (current, operand) => push(current, operand),
  $addToSet: (current, operand) => addToSet(current, operand),
  $pop: (current, operand) => pop(current, operand) ?? KEEP,
  $pull: (current, operand) => pull(current, operand) ?? KEEP,
  $pullAll: (current, operand) => pullAll(current, operand) ?? KEEP,
};

function add(current: unknown, operand: unknown): unknown {
  return combine('$inc', [current, operand], { big: (a, b) => a + b, float: (a, b) => a + b });
}

function multiply(current: unknown, operand: unknown): unknown {
  return combine('$mul', [current, operand], { big: (a, b) => a * b, float: (a, b) => a * b });
}

type Arithmetic = { big: (a: bigint, b: bigint) => bigint; float: (a: number, b: number) => number };

/** The result has the wider of the two types; an Int32 that overflows becomes a Long. */
function combine(name: string, operands: [unknown, unknown], how: Arithmetic): unknown {
  const [a, b] = operands;
  number(name, b);
  if (toNumber(a) === undefined) throw typeMismatch(`Cannot apply ${name} to a value of non-numeric type`);
  if (a instanceof Decimal128 || b instanceof Decimal128)
    return decimalOf(a, b, name === '$inc' ? 'sum' : 'product');
  if (isWhole(a) && isWhole(b)) {
    const result = how.big(BigInt(toPrimitive(a) ?? 0), BigInt(toPrimitive(b) ?? 0));
    const isInt = !(a instanceof Long) && !(b instanceof Long) && BigInt.asIntN(32, result) === result;
    if (isInt) return new Int32(Number(result));
    if (BigInt.asIntN(64, result) !== result)
      throw badValue(`Failed to apply ${name} operations to current value`);
    return Long.fromBigInt(result);
  }
  return new Double(how.float(toNumber(a) ?? 0, toNumber(b) ?? 0));
}

function isWhole(value: unknown): boolean {
  return value instanceof Int32 || (value instanceof Long && !(value instanceof Timestamp));
}

function number(name: string, operand: unknown): unknown {
  if (toNumber(operand) === undefined)
    throw typeMismatch(`Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument`);
  return operand;
}

function currentDate(operand: unknown, now: Date): unknown {
  if (operand === true) return now;
  const type = isDoc(operand) ? operand['$type'] : undefined;
  if (type === 'date') return now;
  if (type === 'timestamp') return Timestamp.fromBits(1, Math.floor(now.getTime() / 1000));
  throw badValue("The '$type' string field is required to be 'date' or 'timestamp'");
}

function bit(current: unknown, operand: unknown): unknown {
  if (!isDoc(operand)) throw badValue('The $bit modifier is not compatible with a non-object');
  let value = current ?? new Int32(0);
  for (const [name, mask] of Object.entries(operand)) {
    const [a, b] = [toPrimitive(value), toPrimitive(mask)];
    if (!isWhole(value) || !isWhole(mask) || a === undefined || b === undefined)
      throw badValue('$bit needs whole numbers');
    const [x, y] = [BigInt(a), BigInt(b)];
    const result = name === 'and' ? x & y : name === 'or' ? x | y : name === 'xor' ? x ^ y : undefined;
    if (result === undefined)
      throw failedToParse(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    value =
      value instanceof Long || mask instanceof Long ? Long.fromBigInt(result) : new Int32(Number(result));
  }
  return value;
}
