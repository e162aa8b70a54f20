import { Int32, Timestamp } from 'bson';
import { badValue, typeMismatch } from '../command-error.ts';
import { compareValues } from '../query/compare.ts';
import { calculate, isWhole, toPrimitive, toWhole } from '../query/numbers.ts';
import { entryOf, isDoc, isLong, isNumeric } from '../wire/bson.ts';
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
  $bit: (current = new Int32(0), operand) => changeBits(current, operand),
  $min: (current, operand) =>
    current === undefined || compareValues(operand, current) < 0 ? operand : current,
  $max: (current, operand) =>
    current === undefined || compareValues(operand, current) > 0 ? operand : current,
  $currentDate: currentDate,
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

const BITS: Record<string, (a: bigint, b: bigint) => bigint> = {
  and: (a, b) => a & b,
  or: (a, b) => a | b,
  xor: (a, b) => a ^ b,
};

function changeBits(current: unknown, operand: unknown): unknown {
  const masks = isDoc(operand) ? Object.entries(operand) : [];
  if (masks.length === 0) throw badValue('$bit takes a document of at least one of and, or and xor');
  return masks.reduce((value, [name, mask]) => {
    const combine = entryOf(BITS, name);
    if (!combine || !isWhole(mask))
      throw badValue(`$bit knows and, or and xor, of an Int32 or a Long: ${name}`);
    if (!isWhole(value)) throw badValue('Cannot apply $bit to a value of non-integral type');
    const [left, right] = [value, mask].map((whole) => BigInt(toPrimitive(whole) ?? 0));
    return toWhole(combine(left ?? 0n, right ?? 0n), isLong(value) || isLong(mask));
  }, current);
}

function currentDate(_: unknown, operand: unknown, now: Date): unknown {
  const type = isDoc(operand) && Object.keys(operand).length === 1 ? operand['$type'] : undefined;
  if (typeof operand === 'boolean' || type === 'date') return now;
  if (type === 'timestamp') return Timestamp.fromBits(1, Math.floor(now.getTime() / 1000));
  throw badValue("The '$type' string field is required to be 'date' or 'timestamp'");
}
