import { check } from '../command-error.ts';
import { HOLDS, compareValues } from '../query/compare.ts';
import { isDoc, isNumeric, isTruthy } from '../wire/bson.ts';
import { ACCUMULATED } from './accumulators.ts';
import * as math from './arithmetic.ts';
import * as arrays from './arrays.ts';
import type { Compile, Compute } from './compile.ts';
import { CONVERSIONS, convert } from './convert.ts';
import { PARTS } from './date-parts.ts';
import { compilePart } from './dates.ts';
import { NAMED, compileNamed } from './named-operators.ts';
import { round } from './rounding.ts';
import { FORMS } from './forms.ts';
import * as operand from './operands.ts';
import { type Want, any, array, int, isNullish, listOf, number, text, textual } from './operands.ts';
import * as reals from './real-functions.ts';
import * as strings from './strings.ts';

/** What an operator is compiled in: the variables that are known, and how its operands are compiled. */
export type Site = { names: readonly string[]; compile: Compile };

/** An operator that compiles its operands itself. */
export type Form = (spec: unknown, site: Site) => Compute;

/** Which null operands make the result null: each before its own type is looked at, all before any type, only the first, none. */
type Nulls = 'each' | 'all' | 'first' | 'none';
type Values = (...values: never[]) => unknown;
/** How many operands, what null does, what each must be (the last holds for all that follow), and what is computed. */
type Row = [least: number, most: number, nulls: Nulls, wants: Want[], compute: Values];

const MANY = Infinity;
const num = [number(28765)];
const whole = [int(14, 14)];
const index = int(40096, 40096, 40097);
const { real } = reals;
const isPositive = (value: number): boolean => value > 0;
const rows = <T>(given: Record<string, T>, row: (name: string, value: T) => Row): Record<string, Row> =>
  Object.fromEntries(Object.entries(given).map(([name, value]) => [name, row(name, value)]));

const OPERATORS: Record<string, Row> = {
  $abs: [1, 1, 'all', num, math.absolute],
  $add: [0, MANY, 'each', [operand.summand(14)], math.add],
  $ceil: [1, 1, 'all', num, round('up', '$ceil')],
  $divide: [2, 2, 'all', [number(14)], math.divide],
  $exp: [1, 1, 'all', num, real('$exp', Math.exp)],
  $floor: [1, 1, 'all', num, round('down', '$floor')],
  $ln: [1, 1, 'all', num, real('$ln', Math.log, [28766, isPositive])],
  $log: [2, 2, 'all', [number(28756), number(28757)], reals.logarithm],
  $log10: [1, 1, 'all', num, real('$log10', Math.log10, [28761, isPositive])],
  $mod: [2, 2, 'all', [number(16611)], math.remainder],
  $multiply: [0, MANY, 'each', [number(14)], math.multiply],
  $pow: [2, 2, 'all', [number(28762), number(28763)], reals.power],
  $round: [1, 2, 'each', [number(51081), int(51082, 51082)], round('toEven', '$round')],
  $sqrt: [1, 1, 'all', num, real('$sqrt', Math.sqrt, [28714, (value) => value >= 0])],
  $subtract: [2, 2, 'all', [any], math.subtract],
  $trunc: [1, 2, 'each', [number(51081), int(51082, 51082)], round('toZero', '$trunc')],
  ...rows(reals.CIRCULAR, (name, [of, isIn]) => [1, 1, 'all', num, real(name, of, [50989, isIn])]),
  $atan2: [2, 2, 'all', [number(51044), number(51045)], real('$atan2', Math.atan2)],
  $bitAnd: [0, MANY, 'each', whole, math.bitwise(-1, (a, b) => a & b)],
  $bitOr: [0, MANY, 'each', whole, math.bitwise(0, (a, b) => a | b)],
  $bitXor: [0, MANY, 'each', whole, math.bitwise(0, (a, b) => a ^ b)],
  $bitNot: [1, 1, 'all', whole, math.bitwise(-1, (a, b) => a ^ b)],

  ...rows({ ...HOLDS, $cmp: Math.sign }, (_, holds) => [
    2,
    2,
    'none',
    [any],
    (a, b) => holds(compareMissing(a, b)),
  ]),
  $not: [1, 1, 'none', [any], (value) => !isTruthy(value)],
  $isArray: [1, 1, 'none', [any], Array.isArray],
  $isNumber: [1, 1, 'none', [any], isNumeric],
  $type: [1, 1, 'none', [any], operand.typeName],
  $rand: [0, 0, 'none', [any], Math.random],

  $arrayElemAt: [2, 2, 'all', [array(28689), int(28690, 28691)], arrays.elementAt],
  $first: [1, 1, 'all', [array(28689)], (list: unknown[]) => list[0]],
  $last: [1, 1, 'all', [array(28689)], (list: unknown[]) => list.at(-1)],
  $arrayToObject: [1, 1, 'all', [array(40386)], arrays.toObject],
  $objectToArray: [1, 1, 'all', [operand.doc(40390)], arrays.fromObject],
  $concatArrays: [0, MANY, 'each', [array(28664)], (...lists: unknown[][]) => lists.flat()],
  $in: [2, 2, 'none', [any, array(40081)], (value, list) => arrays.positionOf(list, value) >= 0],
  $indexOfArray: [2, 4, 'first', [array(40090), any, index, index], arrays.positionOf],
  $range: [2, 3, 'none', [int(34443, 34444), int(34445, 34446), int(34447, 34448)], arrays.range],
  $reverseArray: [1, 1, 'all', [array(34435)], (list: unknown[]) => list.toReversed()],
  $size: [1, 1, 'none', [array(17124)], (list: unknown[]) => list.length],
  $slice: [2, 3, 'all', [array(28724), int(28725, 28726), int(28727, 28728)], arrays.slice],
  $allElementsTrue: [1, 1, 'none', [array(17040)], (list: unknown[]) => list.every(isTruthy)],
  $anyElementTrue: [1, 1, 'none', [array(17041)], (list: unknown[]) => list.some(isTruthy)],
  $setDifference: [2, 2, 'all', [array(17048), array(17049)], arrays.difference],
  $setEquals: [2, MANY, 'none', [array(17044)], arrays.areEqual],
  $setIntersection: [0, MANY, 'each', [array(17047)], arrays.intersection],
  $setIsSubset: [2, 2, 'none', [array(17046), array(17042)], arrays.isSubset],
  $setUnion: [0, MANY, 'each', [array(17043)], (...lists: unknown[][]) => arrays.toSet(lists.flat(), true)],

  $binarySize: [1, 1, 'all', [operand.binary(51276)], strings.binarySize],
  $bsonSize: [1, 1, 'all', [operand.doc(31393)], strings.bsonSize],
  $concat: [0, MANY, 'each', [text(16702)], (...texts: string[]) => texts.join('')],
  $indexOfBytes: [2, 4, 'first', [text(40091), text(40092), index, index], strings.byteIndex],
  $indexOfCP: [2, 4, 'first', [text(40093), text(40094), index, index], strings.pointIndex],
  $split: [2, 2, 'all', [text(40085), text(40086)], strings.split],
  $strcasecmp: [2, 2, 'none', [any], strings.compareFolded],
  $strLenBytes: [1, 1, 'none', [text(34473)], (value) => Buffer.byteLength(value)],
  $strLenCP: [1, 1, 'none', [text(34471)], (value: string) => Array.from(value).length],
  $substr: [3, 3, 'none', [textual, number(16034), number(16035)], strings.bytesOf],
  $substrBytes: [3, 3, 'none', [textual, number(16034), number(16035)], strings.bytesOf],
  $substrCP: [3, 3, 'none', [textual, int(34450, 34451), int(34452, 34453)], strings.pointsOf],
  $toLower: [1, 1, 'none', [any], strings.toLower],
  $toUpper: [1, 1, 'none', [any], strings.toUpper],
  $tsSecond: [1, 1, 'all', [operand.timestamp(5687301)], operand.secondsOf],
  $tsIncrement: [1, 1, 'all', [operand.timestamp(5687302)], operand.incrementOf],

  ...rows(CONVERSIONS, (_, to) => [1, 1, 'all', [any], (input) => convert({ input, to })]),
  ...rows(ACCUMULATED, (_, fold) => [
    0,
    MANY,
    'none',
    [any],
    (...values) => fold(values.length === 1 ? listOf(values[0]) : values),
  ]),
};

export const OPERATOR_NAMES = [OPERATORS, NAMED, PARTS, FORMS]
  .flatMap((operators) => Object.keys(operators))
  .filter((name) => name !== '$function');

export function compileOperator(name: string, spec: unknown, site: Site): Compute {
  const [form, named, row] = [FORMS[name], NAMED[name], OPERATORS[name]];
  if (form) return form(spec, site);
  if (named) return compileNamed(name, named, spec, site);
  if (name in PARTS) return compilePart(name, spec, site);
  check(row !== undefined, 168, `Unrecognized expression '${name}'`);
  return compileRow(name, row, spec, site);
}

/** Arity codes other than those of most operators. */
const ARITY: Record<string, number> = { $setEquals: 17045 };

function compileRow(
  name: string,
  [least, most, nulls, wants, compute]: Row,
  spec: unknown,
  site: Site,
): Compute {
  const operands = name === '$rand' && isDoc(spec) ? Object.values(spec) : listOf(spec);
  const isTaken = operands.length >= least && operands.length <= most;
  const taken = least === most ? `exactly ${least}` : `at least ${least}, and at most ${most}`;
  const code = name in CONVERSIONS ? 50723 : (ARITY[name] ?? (least === most ? 16020 : 28667));
  check(isTaken, code, `Expression ${name} takes ${taken} arguments. ${operands.length} were passed in.`);
  const computes = operands.map((value) => site.compile(value, site.names));
  return (root, variables) => {
    const values = computes.map((value) => value(root, variables));
    if (nulls === 'all' ? values.some(isNullish) : nulls === 'first' && isNullish(values[0])) return null;
    for (const [i, value] of values.entries()) {
      if (nulls === 'each' && isNullish(value)) return null;
      operand.assertWanted(name, value, wants[Math.min(i, wants.length - 1)] ?? any);
    }
    return Reflect.apply(compute, undefined, values);
  };
}

/** Unlike in queries, a missing value sorts before null. */
function compareMissing(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  return compareValues(a, b);
}
