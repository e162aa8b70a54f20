import { BSONRegExp } from 'bson';
import { badValue, notSupported } from '../command-error.ts';
import { type Doc, isDoc, isTruthy } from '../wire/bson.ts';
import { evaluate } from './expression.ts';
import { OPERATORS, equals, hasSize, matchesRegex, toRegExp } from './filter-operators.ts';
import { type Trace, anyAtPath } from './path.ts';
import type { Scope } from './scope.ts';

/** Says whether a document matches; `trace` receives the array position for the positional `$`. */
export type Filter = (doc: Doc, trace?: Trace) => boolean;

export function compileFilter(query: Doc, scope: Scope = {}): Filter {
  const clauses = Object.entries(query).map(([key, value]) =>
    key.startsWith('$') ? compileLogical(key, value, scope) : compileField(key, value, scope),
  );
  const [only] = clauses;
  if (clauses.length === 1 && only) return only;
  return (doc, trace) => clauses.every((clause) => clause(doc, trace));
}

function compileLogical(operator: string, value: unknown, scope: Scope): Filter {
  if (operator === '$expr') {
    if (scope.collate) throw notSupported('$expr under a collation');
    return (doc) => isTruthy(evaluate(value, doc, scope.variables));
  }
  if (operator === '$comment') return () => true;
  if (['$text', '$where', '$jsonSchema', '$sampleRate'].includes(operator))
    throw notSupported(`${operator} in a query`);
  if (!['$and', '$or', '$nor'].includes(operator)) throw badValue(`unknown top level operator: ${operator}`);
  if (!Array.isArray(value) || value.length === 0)
    throw badValue(`${operator} argument must be a nonempty array`);
  const branches = value.map((branch: unknown) => {
    if (!isDoc(branch)) throw badValue(`${operator} entries need to be full objects`);
    return compileFilter(branch, scope);
  });
  if (operator === '$and') return (doc, trace) => branches.every((branch) => branch(doc, trace));
  if (operator === '$or') return (doc, trace) => branches.some((branch) => branch(doc, trace));
  return (doc) => !branches.some((branch) => branch(doc));
}

function compileField(path: string, condition: unknown, scope: Scope): Filter {
  const parts = path.split('.');
  if (!isOperatorDoc(condition)) return compileEquality(parts, condition, scope);
  const tests = Object.entries(condition)
    .filter(([name]) => name !== '$options')
    .map(([name, operand]) => compileOperator(parts, { name, operand, siblings: condition, scope }));
  return (doc, trace) => tests.every((test) => test(doc, trace));
}

/** `{a: {$gt: 1}}` is operators; `{a: {b: 1}}`, `{a: {$ref: …}}` are values. */
export function isOperatorDoc(condition: unknown): condition is Doc {
  if (!isDoc(condition)) return false;
  const [first] = Object.keys(condition);
  return first !== undefined && first.startsWith('$') && !['$ref', '$id', '$db'].includes(first);
}

function compileEquality(parts: string[], value: unknown, scope: Scope): Filter {
  if (value instanceof BSONRegExp || value instanceof RegExp)
    return onLeaves(parts, matchesRegex(toRegExp(value)), scope);
  return onLeaves(parts, equals(value, scope.collate), scope);
}

type OperatorUse = { name: string; operand: unknown; siblings: Doc; scope: Scope };

function compileOperator(parts: string[], use: OperatorUse): Filter {
  const { name, operand, scope } = use;
  switch (name) {
    case '$ne':
      return negate(compileEqualityValue(parts, operand, scope));
    case '$nin':
      return negate(compileOperator(parts, { ...use, name: '$in' }));
    case '$not':
      return negate(compileNot(parts, operand, scope));
    case '$exists':
      return compileExists(parts, isTruthy(operand));
    case '$elemMatch':
      return compileElemMatch(parts, operand, scope);
    case '$all':
      return compileAll(parts, operand, scope);
    case '$size':
      return compileSize(parts, operand);
    case '$regex':
      return onLeaves(parts, matchesRegex(toRegExp(operand, use.siblings['$options'])), scope);
    default: {
      const make = OPERATORS[name];
      if (!make) throw unknownOperator(name);
      return onLeaves(parts, make(operand, scope.collate), scope);
    }
  }
}

function unknownOperator(name: string): Error {
  if (/^\$(geo|near|box|center|text)/.test(name)) return notSupported(`${name} in a query`);
  return badValue(`unknown operator: ${name}`);
}

function compileEqualityValue(parts: string[], operand: unknown, scope: Scope): Filter {
  if (operand instanceof BSONRegExp || operand instanceof RegExp)
    throw badValue("Can't have regex as arg to $ne.");
  return onLeaves(parts, equals(operand, scope.collate), scope);
}

function compileNot(parts: string[], operand: unknown, scope: Scope): Filter {
  if (operand instanceof BSONRegExp || operand instanceof RegExp)
    return compileEquality(parts, operand, scope);
  if (!isOperatorDoc(operand)) throw badValue('$not needs a regex or a document');
  return compileField(parts.join('.'), operand, scope);
}

function compileExists(parts: string[], wanted: boolean): Filter {
  const isThere = (value: unknown): boolean => value !== undefined;
  return wanted
    ? (doc, trace) => anyAtPath(doc, parts, isThere, trace)
    : (doc) => !anyAtPath(doc, parts, isThere);
}

function compileElemMatch(parts: string[], operand: unknown, scope: Scope): Filter {
  if (!isDoc(operand)) throw badValue('$elemMatch needs an Object');
  const matches = compileElement(operand, scope);
  return (doc, trace) =>
    anyAtPath(doc, parts, (value) => {
      const position = Array.isArray(value) ? value.findIndex((element: unknown) => matches(element)) : -1;
      if (position >= 0 && trace) trace.position = position;
      return position >= 0;
    });
}

/** Conditions on one array element: operators apply to the element itself, fields to the document it is. */
export function compileElement(operand: Doc, scope: Scope = {}): (element: unknown) => boolean {
  const [first] = Object.keys(operand);
  const isValueMatch = isOperatorDoc(operand) && !['$and', '$or', '$nor', '$expr'].includes(first ?? '');
  if (isValueMatch) {
    const match = compileFilter({ element: operand }, { ...scope, isElement: true });
    return (element) => match({ element });
  }
  const match = compileFilter(operand, { ...scope, isElement: false });
  return (element) =>
    (isDoc(element) || Array.isArray(element)) &&
    match(Array.isArray(element) ? Object.fromEntries(element.entries()) : element);
}

function compileAll(parts: string[], operand: unknown, scope: Scope): Filter {
  if (!Array.isArray(operand)) throw badValue('$all needs an array');
  const tests = operand.map((item: unknown) =>
    isDoc(item) && '$elemMatch' in item
      ? compileElemMatch(parts, item['$elemMatch'], scope)
      : compileEquality(parts, item, scope),
  );
  return (doc, trace) => tests.length > 0 && tests.every((test) => test(doc, trace));
}

function compileSize(parts: string[], operand: unknown): Filter {
  const test = hasSize(operand);
  return (doc, trace) => anyAtPath(doc, parts, test, trace);
}

/** The test holds for the value or, when that is an array, for one of its elements. */
function onLeaves(parts: string[], test: (value: unknown) => boolean, { isElement }: Scope): Filter {
  return (doc, trace) =>
    anyAtPath(
      doc,
      parts,
      (value) => {
        if (Array.isArray(value) && !isElement) {
          const position = value.findIndex((element: unknown) => test(element));
          if (position >= 0 && trace) trace.position = position;
          if (position >= 0) return true;
        }
        return test(value);
      },
      trace,
    );
}

function negate(filter: Filter): Filter {
  return (doc) => !filter(doc);
}
