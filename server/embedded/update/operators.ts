import { Int32, Long, Timestamp } from 'bson';
import { badValue, failedToParse, typeMismatch } from '../command-error.ts';
import { compareValues } from '../query/compare.ts';
import { calculate, isWhole, toPrimitive, wholeOf } from '../query/numbers.ts';
import { isDoc, isNumeric } from '../wire/bson.ts';
import { addToSet, pop, pull, pullAll, push } from './array-operators.ts';

/** What an operator makes of the value now at a path, where undefined is no value. */
export type Operator = (current: unknown, operand: unknown, now: Date) => unknown;

/** Every update operator that works on one path; `$rename` moves between two and lives in apply-update. */
export const OPERATORS: Record<string, Operator> = {
  $set: (_, operand = null) => operand,
  $setOnInsert: (_, operand = null) => operand,
  $unset: () => undefined,
  $inc: (current = new Int32(0), operand) => compute('$inc', current, operand),
  $mul: (current = new Int32(0), operand) => compute('$mul', current, operand),
  $min: (current, operand) =>
    current === undefined || compareValues(operand, current) < 0 ? operand : current,
  $max: (current, operand) =>
    current === undefined || compareValues(operand, current) > 0 ? operand : current,
  $currentDate: currentDate,
  $bit: (current = new Int32(0), operand) => bit(current, operand),
  $push: (current = [], operand) => push(current, operand),
  $addToSet: (current = [], operand) => addToSet(current, operand),
  $pop: pop,
  $pull: pull,
  $pullAll: pullAll,
};

function compute(name: '$inc' | '$mul', current: unknown, operand: unknown): unknown {
  if (!isNumeric(operand))
    throw typeMismatch(`Cannot ${name === '$inc' ? 'increment' : 'multiply'} with non-numeric argument`);
  if (!isNumeric(current)) throw typeMismatch(`Cannot apply ${name} to a value of non-numeric type`);
  const result = calculate(current, operand, name === '$inc' ? 'sum' : 'product');
  if (result === undefined) throw badValue(`Failed to apply ${name} operations to current value`);
  return result;
}

function currentDate(_: unknown, operand: unknown, now: Date): unknown {
  const type = isDoc(operand) ? operand['$type'] : undefined;
  if (typeof operand === 'boolean' || type === 'date') return now;
  if (type === 'timestamp') return Timestamp.fromBits(1, Math.floor(now.getTime() / 1000));
  throw badValue("The '$type' string field is required to be 'date' or 'timestamp'");
}

const BITWISE: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

function bit(current: unknown, operand: unknown): unknown {
  if (!isDoc(operand)) throw badValue('The $bit modifier is not compatible with a non-object');
  return Object.entries(operand).reduce<unknown>((value, [name, mask]) => {
    const change = BITWISE[name];
    if (!change) throw failedToParse(`The $bit modifier only supports 'and', 'or', and 'xor', not '${name}'`);
    if (!isWhole(value) || !isWhole(mask)) throw badValue('$bit needs whole numbers');
    const result = change(BigInt(toPrimitive(value) ?? 0), BigInt(toPrimitive(mask) ?? 0));
    return wholeOf(result, value instanceof Long || mask instanceof Long);
  }, current);
}
