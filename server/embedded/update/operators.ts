import { Int32, Timestamp } from 'bson';
import { badValue, typeMismatch } from '../command-error.ts';
import { compareValues } from '../query/compare.ts';
import { calculate } from '../query/numbers.ts';
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
  const type = isDoc(operand) && Object.keys(operand).length === 1 ? operand['$type'] : undefined;
  if (typeof operand === 'boolean' || type === 'date') return now;
  if (type === 'timestamp') return Timestamp.fromBits(1, Math.floor(now.getTime() / 1000));
  throw badValue("The '$type' string field is required to be 'date' or 'timestamp'");
}
