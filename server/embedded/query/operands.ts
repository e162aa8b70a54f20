import { type Context, evalExpr } from 'mingo/core';
import * as mingo from 'mingo/operators/expression';
import { CommandError } from '../command-error.ts';
import { isTruthy } from '../wire/bson.ts';
import { ACCUMULATORS } from './accumulators.ts';
import type { MingoOptions } from './expression.ts';

type Operator = (obj: unknown, operands: unknown, options: MingoOptions) => unknown;
type Operators = NonNullable<NonNullable<Parameters<typeof Context.init>[0]>['expression']>;

/** Operators of one operand, which may stand alone or in a list of one. */
const UNARY = `
  $abs $ceil $exp $floor $ln $log10 $sqrt $size $isArray $reverseArray $first $last $objectToArray
  $arrayToObject $allElementsTrue $anyElementTrue $type $strLenBytes $strLenCP $toLower $toUpper $toBool $toDate
  $toDecimal $toDouble $toInt $toLong $toObjectId $toString $isNumber $bsonSize $binarySize $sin $cos $tan $asin
  $acos $atan $year $month $dayOfMonth $dayOfYear $dayOfWeek $hour $minute $second $millisecond $week $isoWeek
  $isoWeekYear $isoDayOfWeek
`
  .trim()
  .split(/\s+/);
/** Operators of any number of operands: a single one needs no list. */
const VARIADIC = ['$add', '$multiply', '$concat', '$concatArrays', '$setUnion', '$setIntersection'];
/** Accumulators over the operands, or over the elements of the only one. */
const FOLDING = ['$sum', '$avg', '$min', '$max', '$stdDevPop', '$stdDevSamp', '$mergeObjects'];

/** The operators given, and some of mingo's, with operands read as MongoDB reads them. */
export function readOperands(operators: Record<string, Operator>): Operators {
  const known = { ...mingo, ...operators, ...OWN };
  const through =
    (name: string, read: (operands: unknown) => unknown): Operator =>
    (obj, operands, options) =>
      call(known, name, [obj, read(operands), options]);
  return {
    ...known,
    ...Object.fromEntries(
      UNARY.filter((name) => name in known).map((name) => [name, through(name, (all) => only(name, all))]),
    ),
    ...Object.fromEntries(VARIADIC.map((name) => [name, through(name, listed)])),
    ...Object.fromEntries(FOLDING.map((name) => [name, fold(name)])),
  };
}

const listed = (operands: unknown): unknown[] => (Array.isArray(operands) ? operands : [operands]);

function only(name: string, operands: unknown): unknown {
  const all = listed(operands);
  if (all.length === 1) return all[0];
  throw new CommandError(
    16020,
    `Expression ${name} takes exactly 1 arguments. ${all.length} were passed in.`,
  );
}

/** A group hands over its documents; else they are the operands of one. */
function fold(name: string): Operator {
  return (obj, operands, options) => {
    if (Array.isArray(obj)) return call(ACCUMULATORS, name, [obj, operands, options]);
    const values = listed(operands).map((operand) => evalExpr(obj, operand, options));
    return call(ACCUMULATORS, name, [values.length === 1 ? listed(values[0]) : values, null, options]);
  };
}

const holds = (obj: unknown, operand: unknown, options: MingoOptions): boolean =>
  isTruthy(evalExpr(obj, operand, options));

/** mingo takes NaN and empty strings for false, and makes null of null where MongoDB makes an empty string. */
const OWN: Record<string, Operator> = {
  $not: (obj, operands, options) => !holds(obj, only('$not', operands), options),
  $and: (obj, operands, options) => listed(operands).every((operand) => holds(obj, operand, options)),
  $or: (obj, operands, options) => listed(operands).some((operand) => holds(obj, operand, options)),
  $toLower: (...args) => call(mingo, '$toLower', args) ?? '',
  $toUpper: (...args) => call(mingo, '$toUpper', args) ?? '',
};

function call(operators: Record<string, unknown>, name: string, args: unknown[]): unknown {
  const operator = operators[name];
  return typeof operator === 'function' ? Reflect.apply(operator, undefined, args) : undefined;
}
