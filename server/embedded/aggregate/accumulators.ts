import { CommandError, check } from '../command-error.ts';
import { ACCUMULATED } from '../expression/accumulators.ts';
import { pickN, quantiles, toSet } from '../expression/arrays.ts';
import { compileExpression } from '../expression/compile.ts';
import { fieldsOf, readNamed } from '../expression/operands.ts';
import { compileSort, readSort } from '../query/sort-key.ts';
import { type Doc, isDoc, setField } from '../wire/bson.ts';

/** From the documents of a group to its value. */
type Accumulate = (docs: readonly Doc[], variables: Doc) => unknown;
type Make = (operand: unknown, names: readonly string[], name: string) => Accumulate;

const present = (values: unknown[]): unknown[] => values.filter((value) => value !== undefined);

/** Of one operand: from its value for each document. */
const UNARY: Record<string, (values: unknown[]) => unknown> = {
  ...ACCUMULATED,
  $first: (values) => values[0],
  $last: (values) => values.at(-1),
  $push: present,
  $addToSet: (values) => toSet(present(values)),
};

const count: Make = (operand) => {
  check(isDoc(operand) && Object.keys(operand).length === 0, 9, '$count takes no arguments');
  return (docs) => docs.length;
};

const several: Make = (operand, names, name) => {
  const { n, input } = readNamed(name, operand, [5787900, 5787901, fieldsOf('n 5787906 input 5787907')]);
  const [size, compute] = [compileExpression(n, names), compileExpression(input, names)];
  return (docs, variables) => {
    const values = docs.map((doc) => compute(doc, variables) ?? null);
    return pickN(name, values, size({}, variables));
  };
};

/** The first or last documents in an order of their own. */
const ranked: Make = (operand, names, name) => {
  const isOne = !name.endsWith('N');
  const fields = fieldsOf(`sortBy 5788005 output 5788004 ${isOne ? '' : 'n 5788003'}`);
  const { sortBy, output, n = 1 } = readNamed(name, operand, [5788001, 5788002, fields]);
  check(isDoc(sortBy), 10065, 'invalid parameter: expected an object (sortBy)');
  const [size, compute] = [compileExpression(n, names), compileExpression(output, names)];
  const { keyOf, compareKeys } = compileSort({ sort: readSort(sortBy) });
  return (docs, variables) => {
    const keyed = docs.map((doc) => ({ key: keyOf(doc), value: compute(doc, variables) ?? null }));
    const values = keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ value }) => value);
    const picked = pickN(name.startsWith('$top') ? '$firstN' : '$lastN', values, size({}, variables));
    return isOne ? picked[0] : picked;
  };
};

const quantile: Make = (operand, names, name) => {
  const isMedian = name === '$median';
  const fields = fieldsOf(`input 40414 method 40414 ${isMedian ? '' : 'p 40414'}`);
  const { input, p = [0.5] } = readNamed(name, operand, [isMedian ? 7436100 : 7436200, 40415, fields]);
  const [shares, compute] = [compileExpression(p, names), compileExpression(input, names)];
  return (docs, variables) => {
    const values = docs.map((doc) => compute(doc, variables));
    const found = quantiles(values, shares({}, variables));
    return isMedian ? found[0] : found;
  };
};

const MAKE: Record<string, Make> = {
  $count: count,
  $firstN: several,
  $lastN: several,
  $minN: several,
  $maxN: several,
  $median: quantile,
  $percentile: quantile,
  $top: ranked,
  $topN: ranked,
  $bottom: ranked,
  $bottomN: ranked,
};

export const ACCUMULATOR_NAMES = [...Object.keys(UNARY), ...Object.keys(MAKE)];

export function compileAccumulator(name: string, operand: unknown, names: readonly string[]): Accumulate {
  const [make, fold] = [MAKE[name], UNARY[name]];
  if (make) return make(operand, names, name);
  if (name === '$accumulator') compileExpression({ [name]: operand });
  if (!fold) throw new CommandError(15952, `unknown group operator '${name}'`);
  check(!Array.isArray(operand), 40237, `The ${name} accumulator is a unary operator`);
  const compute = compileExpression(operand, names);
  return (docs, variables) => fold(docs.map((doc) => compute(doc, variables)));
}

/** The document of a group: its `_id`, then what each field accumulates. */
export type Summarize = (_id: unknown, docs: readonly Doc[], variables: Doc) => Doc;

export function compileSummary(fields: Doc, names: readonly string[]): Summarize {
  const accumulators = Object.entries(fields).map(([name, value]): [string, Accumulate] => {
    check(!name.includes('.'), 40235, `The field name '${name}' cannot contain '.'`);
    check(!name.startsWith('$'), 40236, `The field name '${name}' cannot be an operator name`);
    const [operator = '', more] = isDoc(value) ? Object.keys(value) : [];
    check(
      isDoc(value) && operator.startsWith('$'),
      40234,
      `The field '${name}' must be an accumulator object`,
    );
    check(more === undefined, 40238, `The field '${name}' must specify one accumulator`);
    return [name, compileAccumulator(operator, value[operator], names)];
  });
  return (_id, docs, variables) => {
    const made: Doc = { _id };
    for (const [name, accumulate] of accumulators) setField(made, name, accumulate(docs, variables) ?? null);
    return made;
  };
}
