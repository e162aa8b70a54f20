import { CommandError, badValue, check, notSupported } from '../command-error.ts';
import { compareValues } from '../query/compare.ts';
import { compileSort } from '../query/sort-key.ts';
import { type Doc, isDoc, isTruthy, setField, toNumber } from '../wire/bson.ts';
import type { Compute } from './compile.ts';
import { fieldsOf, isNullish, listOf, readNamed, typeName } from './operands.ts';
import type { Site } from './operators.ts';

type Form = (spec: unknown, site: Site) => Compute;

const literal: Form = (value) => () => value;
const script: Form = () => {
  throw badValue('script in an aggregation is not supported by the embedded database');
};

/** Operators that compute their operands only when they need them, or give them variables. */
export const FORMS: Record<string, Form> = {
  $literal: literal,
  $const: literal,
  $function: script,
  $accumulator: script,
  $meta: () => {
    throw notSupported('$meta');
  },
  $and: (spec, site) => {
    const all = compileAll(listOf(spec), site);
    return (root, variables) => all.every((operand) => isTruthy(operand(root, variables)));
  },
  $or: (spec, site) => {
    const all = compileAll(listOf(spec), site);
    return (root, variables) => all.some((operand) => isTruthy(operand(root, variables)));
  },
  $ifNull: (spec, site) => {
    const all = compileAll(listOf(spec), site);
    check(all.length >= 2, 1257300, `$ifNull needs at least two arguments, had: ${all.length}`);
    return (root, variables) => {
      let value: unknown;
      for (const operand of all) {
        value = operand(root, variables);
        if (!isNullish(value)) break;
      }
      return value;
    };
  },
  $cond: (spec, site) => {
    const given = isDoc(spec) ? readNamed('$cond', spec, [0, 17083, COND]) : undefined;
    const [test, yes, no, more] = compileAll(
      given ? [...COND.keys()].map((name) => given[name]) : listOf(spec),
      site,
    );
    if (!test || !yes || !no || more)
      throw new CommandError(16020, 'Expression $cond takes exactly 3 arguments.');
    return (root, variables) => (isTruthy(test(root, variables)) ? yes : no)(root, variables);
  },
  $switch: (spec, { names, compile }) => {
    const given = readNamed('$switch', spec, [40060, 40067, fieldsOf('branches 40068 default')]);
    const { branches } = given;
    check(Array.isArray(branches), 40061, "$switch expected an array for 'branches'");
    check(branches.length > 0, 40068, '$switch requires at least one branch.');
    const cases = branches.map((branch: unknown) => {
      const { case: test, then } = readNamed('$switch', branch, [
        40062,
        40063,
        fieldsOf('case 40064 then 40065'),
      ]);
      return { test: compile(test, names), value: compile(then, names) };
    });
    const otherwise = 'default' in given ? compile(given['default'], names) : undefined;
    return (root, variables) => {
      const chosen = cases.find(({ test }) => isTruthy(test(root, variables)))?.value ?? otherwise;
      check(chosen !== undefined, 40066, NO_BRANCH);
      return chosen(root, variables);
    };
  },
  $let: (spec, { names, compile }) => {
    const { vars, in: body } = readNamed('$let', spec, [16874, 16875, fieldsOf('vars 16876 in 16877')]);
    check(isDoc(vars), 10065, 'invalid parameter: expected an object (vars)');
    const bound = Object.entries(vars).map(([name, value]): [string, Compute] => [
      readVariable(name),
      compile(value, names),
    ]);
    const compute = compile(body, [...names, ...Object.keys(vars)]);
    return (root, variables) => {
      const own = bound.map(([name, value]) => [name, value(root, variables)]);
      return compute(root, { ...variables, ...Object.fromEntries(own) });
    };
  },
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
  $getField: (spec, site) => {
    const isNamed = isDoc(spec) && !Object.keys(spec)[0]?.startsWith('$');
    const fields = fieldsOf('field 3041702 input 3041703');
    const { field, input } = isNamed
      ? readNamed('$getField', spec, [0, 3041701, fields])
      : { field: spec, input: '$$CURRENT' };
    const name = readFieldName('$getField', field, [5654600, 5654601, 5654602]);
    const compute = site.compile(input, site.names);
    return (root, variables) => {
      const value = compute(root, variables);
      return isDoc(value) && Object.hasOwn(value, name) ? value[name] : value === null ? null : undefined;
    };
  },
  $setField: (spec, site) => compileSetField('$setField', spec, site),
  $unsetField: (spec, site) => compileSetField('$unsetField', spec, site),
};

const COND = fieldsOf('if 17080 then 17081 else 17082');
export const NO_BRANCH =
  '$switch could not find a matching branch for an input, and no default was specified.';

function compileAll(operands: unknown[], { names, compile }: Site): Compute[] {
  return operands.map((operand) => compile(operand, names));
}

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

/** undefined for null. */
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

function readVariable(name: unknown): string {
  const isName =
    typeof name === 'string' && (name === 'CURRENT' || /^[a-z\u0080-\uffff][\w\u0080-\uffff]*$/.test(name));
  check(isName, 9, `'${typeof name === 'string' ? name : ''}' is not a valid user variable name`);
  return name;
}

/** By a direction alone the elements themselves, else their fields; what has no fields counts as a document without any. */
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

/** The name must stand there as it is; each way that it does not has a code. */
function readFieldName(
  operator: string,
  field: unknown,
  [isPath, isComputed, isOther]: [number, number, number],
): string {
  check(
    typeof field !== 'string' || !field.startsWith('$'),
    isPath,
    `${operator} does not allow a field path here`,
  );
  const [form, literalOf] = isDoc(field) ? (Object.entries(field)[0] ?? []) : ['$literal', field];
  check(
    form === '$literal' || form === '$const',
    isComputed,
    `${operator} requires 'field' to evaluate to a constant`,
  );
  check(typeof literalOf === 'string', isOther, `${operator} requires 'field' to evaluate to type String`);
  return literalOf;
}

function compileSetField(operator: string, spec: unknown, { names, compile }: Site): Compute {
  const fields = `field 4161102 input 4161109 ${operator === '$setField' ? 'value 4161103' : ''}`;
  const given = readNamed(operator, spec, [4161100, 4161101, fieldsOf(fields)]);
  const name = readFieldName(operator, given['field'], [4161108, 4161106, 4161107]);
  const [input, value] = [compile(given['input'], names), compile(given['value'] ?? '$$REMOVE', names)];
  return (root, variables) => {
    const before = input(root, variables);
    if (isNullish(before)) return null;
    check(isDoc(before), 4161105, `${operator} requires 'input' to evaluate to type Object`);
    const [after, set] = [{ ...before }, value(root, variables)];
    if (set === undefined) delete after[name];
    else setField(after, name, set);
    return after;
  };
}
