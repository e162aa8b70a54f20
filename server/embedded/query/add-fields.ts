import { evalExpr } from 'mingo/core';
import type { Iterator } from 'mingo/lazy';
import { failedToParse } from '../command-error.ts';
import { type Doc, isDoc, setField } from '../wire/bson.ts';
import type { MingoOptions } from './expression.ts';
import { flatten } from './projection.ts';

/** The stage `$addFields` or `$set`: unlike mingo's it enters arrays, and a nested object adds to the one there is. */
export function addFields(input: Iterator, spec: unknown, options: MingoOptions): Iterator {
  if (!isDoc(spec)) throw failedToParse('$addFields specification stage must be an object');
  const fields = flatten(spec).map(([path, expression]) => ({ parts: path.split('.'), expression }));
  return input.map((doc) =>
    fields.reduce<unknown>(
      (added, { parts, expression }) => setThrough(added, parts, evalExpr(doc, expression, options)),
      doc,
    ),
  );
}

function setThrough(value: unknown, parts: string[], field: unknown): unknown {
  const [name, ...rest] = parts;
  if (name === undefined) return field;
  if (Array.isArray(value)) return value.map((item: unknown) => setThrough(item, parts, field));
  const added: Doc = isDoc(value) ? { ...value } : {};
  const made = setThrough(added[name], rest, field);
  if (made === undefined) delete added[name];
  else setField(added, name, made);
  return added;
}
