import { badValue, notSupported } from '../command-error.ts';
import { type Doc, isDoc, isTruthy } from '../wire/bson.ts';
import { compileExpression } from '../expression/compile.ts';
import { isPattern } from './bson-type.ts';
import {
  REFERENCE,
  VALUE_OPERATORS,
  assertPlain,
  equals,
  hasSize,
  isOperatorDoc,
  matchesRegex,
  toRegExp,
} from './filter-operators.ts';
import { type Trace, anyAtPath, someElement } from './path.ts';
import type { Scope } from './scope.ts';

/** Says whether a document matches; `trace` receives the array position for the positional `$`. */
export type Filter = (doc: Doc, trace?: Trace) => boolean;

export function compileFilter(query: Doc, scope: Scope = {}): Filter {
  // The fields of a DBRef are no operators but at the top of a query.
  const isReference = (key: string): boolean => scope.isElement === false && REFERENCE.includes(key);
  return every(
    Object.entries(query).map(([key, value]) =>
      key.startsWith('$') && !isReference(key)
        ? compileLogical(key, value, scope)
        : compileField(key.split('.'), value, scope),
    ),
  );
}

function every(filters: Filter[]): Filter {
  const [only] = filters;
  if (only && filters.length === 1) return only;
  return (doc, trace) => filters.every((filter) => filter(doc, trace));
}

function negate(filter: Filter): Filter {
  return (doc) => !filter(doc);
}

const REFUSED = ['$text', '$where', '$jsonSchema', '$sampleRate'];

function compileLogical(operator: string, value: unknown, scope: Scope): Filter {
  if (operator === '$expr') {
    if (scope.collate) throw notSupported('$expr under a collation');
    const { variables = {} } = scope;
    const compute = compileExpression(value, Object.keys(variables));
    return (doc) => isTruthy(compute(doc, variables));
  }
  if (operator === '$comment') return () => true;
  if (REFUSED.includes(operator)) throw notSupported(`${operator} in a query`);
  if (!['$and', '$or', '$nor'].includes(operator)) throw badValue(`unknown top level operator: ${operator}`);
  if (!Array.isArray(value) || value.length === 0)
    throw badValue(`${operator} argument must be a nonempty array`);
  const branches = value.map((branch: unknown) => {
    if (!isDoc(branch)) throw badValue(`${operator} entries need to be full objects`);
    return compileFilter(branch, scope);
  });
  if (operator === '$and') return every(branches);
  const some: Filter = (doc, trace) => branches.some((branch) => branch(doc, trace));
  return operator === '$or' ? some : negate(some);
}

function compileField(parts: string[], condition: unknown, scope: Scope): Filter {
  if (!isOperatorDoc(condition)) return compileEquality(parts, condition, scope);
  if ('$options' in condition && !('$regex' in condition)) throw badValue('$options needs a $regex');
  const use = { parts, siblings: condition, scope };
  return every(
    Object.entries(condition)
      .filter(([name]) => name !== '$options')
      .map(([name, operand]) => compileOperator(name, operand, use)),
  );
}

function compileEquality(parts: string[], value: unknown, scope: Scope): Filter {
  const test = isPattern(value) ? matchesRegex(toRegExp(value)) : equals(value, scope.collate);
  return onLeaves(parts, test, scope);
}

type Use = { parts: string[]; siblings: Doc; scope: Scope };

function compileOperator(name: string, operand: unknown, use: Use): Filter {
  const compile = PATH_OPERATORS[name];
  if (compile) return compile(operand, use);
  const makeTest = VALUE_OPERATORS[name];
  if (makeTest) return onLeaves(use.parts, makeTest(operand, use.scope.collate), use.scope);
  if (/^\$(geo|near|box|center|text|bits)/.test(name)) throw notSupported(`${name} in a query`);
  throw badValue(`unknown operator: ${name}`);
}

/** Operators that need more than one value at the end of the path. */
const PATH_OPERATORS: Record<string, (operand: unknown, use: Use) => Filter> = {
  $ne: (operand, { parts, scope }) => {
    if (isPattern(operand)) throw badValue("Can't have regex as arg to $ne.");
    return negate(compileEquality(parts, operand, scope));
  },
  $nin: (operand, use) => negate(compileOperator('$in', operand, use)),
  $not: (operand, { parts, scope }) => {
    if (!isPattern(operand) && !isOperatorDoc(operand)) throw badValue('$not needs a regex or a document');
    return negate(compileField(parts, operand, scope));
  },
  $exists: (operand, { parts }) => {
    const exists: Filter = (doc, trace) => anyAtPath(doc, parts, (value) => value !== undefined, trace);
    return isTruthy(operand) ? exists : negate(exists);
  },
  $elemMatch: (operand, { parts, scope }) => {
    if (!isDoc(operand)) throw badValue('$elemMatch needs an Object');
    const matches = compileElement(operand, scope);
    return (doc, trace) =>
      anyAtPath(doc, parts, (value) => Array.isArray(value) && someElement(value, matches, trace));
  },
  $all: (operand, { parts, siblings, scope }) => {
    if (!Array.isArray(operand)) throw badValue('$all needs an array');
    if (operand.length === 0) return () => false;
    if (operand.some(isElemMatch) && !operand.every(isElemMatch))
      throw badValue('$all/$elemMatch has to be consistent');
    return every(
      operand.map((item: unknown) =>
        isElemMatch(item)
          ? compileOperator('$elemMatch', item['$elemMatch'], { parts, siblings, scope })
          : compileEquality(parts, assertPlain('$all', item), scope),
      ),
    );
  },
  $size: (operand, { parts }) => {
    const test = hasSize(operand);
    return (doc, trace) => anyAtPath(doc, parts, test, trace);
  },
  $regex: (operand, { parts, siblings, scope }) =>
    onLeaves(parts, matchesRegex(toRegExp(operand, siblings['$options'])), scope),
};

function isElemMatch(item: unknown): item is Doc {
  return isDoc(item) && Object.keys(item)[0] === '$elemMatch';
}

/** Conditions on one array element: operators apply to the element itself, fields to the document it is. */
export function compileElement(
  operand: Doc,
  scope: Scope = {},
  isElement = true,
): (element: unknown) => boolean {
  const [first = ''] = Object.keys(operand);
  if (isOperatorDoc(operand) && !['$and', '$or', '$nor', '$expr'].includes(first)) {
    const match = compileFilter({ element: operand }, { ...scope, isElement });
    return (element) => match({ element });
  }
  const match = compileFilter(operand, { ...scope, isElement: false });
  return (element) =>
    Array.isArray(element) ? match(Object.fromEntries(element.entries())) : isDoc(element) && match(element);
}

/** The test holds for the value or, when that is an array, for one of its elements. */
function onLeaves(parts: string[], test: (value: unknown) => boolean, { isElement }: Scope): Filter {
  return (doc, trace) =>
    anyAtPath(
      doc,
      parts,
      (value, isAtPosition) =>
        (Array.isArray(value) && !isElement && !isAtPosition && someElement(value, test, trace)) ||
        test(value),
      trace,
    );
}
