import { check } from '../command-error.ts';
import { compareValues } from '../query/compare.ts';
import { compileSort } from '../query/sort-key.ts';
import { type Doc, isDoc, isTruthy, toNumber } from '../wire/bson.ts';
import type { Compute } from './compile.ts';
import { fieldsOf, isNullish, readNamed, typeName } from './operands.ts';
import type { Form, Site } from './operators.ts';

/** Operators that go through a list, with a variable for the element. */
export const LIST_FORMS: Record<string, Form> = {
  $map: (spec, site) => {
    const given = readNamed('$map', spec, [16878, 16879, fieldsOf('input 16880 as in 16882')]);
    const each = compileEach('$map', given, { body: 'in', code: 16883, site });
    return each((items, compute) => items.map((item) => compute(item) ?? null));
  },
  $filter: (spec, site) => {
    const given = readNamed('$filter', spec, [28646, 28647, fieldsOf('input 28648 as cond 28650 limit')]);
    const limit = site.compile(given['limit'] ?? null, site.names);
    const each = compileEach('$filter', given, { body: 'cond', code: 28651, site });
    return each((items, holds, run) =>
      items.filter((item) => isTruthy(holds(item))).slice(0, readLimit(run(limit))),
    );
  },
  $reduce: (spec, { names, compile }) => {
    const given = readNamed('$reduce', spec, [
      40075,
      40076,
      fieldsOf('input 40077 initialValue 40078 in 40079'),
    ]);
    const [input, initial] = [compile(given['input'], names), compile(given['initialValue'], names)];
    const step = compile(given['in'], [...names, 'this', 'value']);
    return (root, variables) => {
      const items = listIn('$reduce', input(root, variables), 40080);
      const next = (value: unknown, item: unknown): unknown =>
        step(root, { ...variables, this: item, value });
      return items ? items.reduce(next, initial(root, variables)) : null;
    };
  },
  $sortArray: (spec, { names, compile }) => {
    const given = readNamed('$sortArray', spec, [2942500, 2942501, fieldsOf('input 2942502 sortBy 2942503')]);
    const [input, compare] = [compile(given['input'], names), compareBy(given['sortBy'])];
    return (root, variables) =>
      listIn('$sortArray', input(root, variables), 2942504)?.toSorted(compare) ?? null;
  },
};

type Each = (
  items: unknown[],
  compute: (item: unknown) => unknown,
  run: (other: Compute) => unknown,
) => unknown[];

/** What is computed of each item, which has the name given by `as`. */
function compileEach(operator: string, given: Doc, at: { body: string; code: number; site: Site }) {
  const { names, compile } = at.site;
  const name = readVariable(given['as'] ?? 'this');
  const [list, compute] = [compile(given['input'], names), compile(given[at.body], [...names, name])];
  return (each: Each): Compute =>
    (root, variables) => {
      const items = listIn(operator, list(root, variables), at.code);
      const computeItem = (item: unknown): unknown => compute(root, { ...variables, [name]: item });
      return items ? each(items, computeItem, (other) => other(root, variables)) : null;
    };
}

/** The list that an operand is, or undefined for null. */
function listIn(name: string, value: unknown, code: number): unknown[] | undefined {
  if (isNullish(value)) return undefined;
  check(Array.isArray(value), code, `input to ${name} must be an array not ${typeName(value)}`);
  return value;
}

function readLimit(value: unknown): number | undefined {
  if (isNullish(value)) return undefined;
  const limit = toNumber(value) ?? Number.NaN;
  check((limit | 0) === limit, 327391, '$filter: limit must be represented as a 32-bit integral value');
  check(limit > 0, 327392, '$filter: limit must be greater than 0');
  return limit;
}

/** Adds these to the variables, each computed without the others. */
export function compileBindings(
  vars: Doc,
  { names, compile }: Pick<Site, 'names' | 'compile'>,
): (root: unknown, variables: Doc) => Doc {
  const bound = Object.entries(vars).map(([name, value]): [string, Compute] => [
    readVariable(name),
    compile(value, names),
  ]);
  return (root, variables) => {
    const own = bound.map(([name, compute]) => [name, compute(root, variables)]);
    return { ...variables, ...Object.fromEntries(own) };
  };
}

function readVariable(name: unknown): string {
  const isName =
    typeof name === 'string' && (name === 'CURRENT' || /^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name));
  check(isName, 9, `'${typeof name === 'string' ? name : ''}' is not a valid user variable name`);
  return name;
}

/**
 * How `$sortArray` compares: a direction alone compares the elements themselves, else their fields are compared; an element that has none
 * counts as an empty document.
 */
function compareBy(sortBy: unknown): (a: unknown, b: unknown) => number {
  const direction = toNumber(sortBy);
  check(
    direction === undefined || Math.abs(direction) === 1,
    2942506,
    'The $sort element value must be either 1 or -1',
  );
  if (direction !== undefined) return (a, b) => compareValues(a, b) * direction;
  check(isDoc(sortBy), 2942507, 'The $sort is invalid: use 1/-1 or {field:1/-1}');
  const { keyOf, compareKeys } = compileSort({ sort: sortBy });
  const keyed = (value: unknown): unknown[] => keyOf(isDoc(value) ? value : {});
  return (a, b) => compareKeys(keyed(a), keyed(b));
}
