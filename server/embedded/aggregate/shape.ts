import { Long } from 'bson';
import { check } from '../command-error.ts';
import { type Compute, compileExpression } from '../expression/compile.ts';
import { isNullish, typeName } from '../expression/operands.ts';
import { getPath } from '../query/path.ts';
import { assertAdded, flatten } from '../query/projection-spec.ts';
import { compileProjection, setThrough } from '../query/projection.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { type Stage, oneByOne, readSpec } from './stage.ts';

export const project: Stage = (spec, { names }) => {
  check(isDoc(spec), 15969, '$project specification must be an object');
  const show = compileProjection(spec, { names, isStage: true });
  check(show !== undefined, 51272, 'projection specification must have at least one field');
  return oneByOne((doc, variables) => show(doc, {}, variables));
};

export const unset: Stage = (paths, tools) => {
  check(typeof paths === 'string' || Array.isArray(paths), 31002, '$unset must be a string or an array');
  const list: unknown[] = [paths].flat();
  check(list.length > 0, 31119, '$unset must be a string or an array with at least one field');
  check(
    list.every((path) => typeof path === 'string'),
    31120,
    '$unset must hold only string values',
  );
  return project(Object.fromEntries(list.map((path) => [path, 0])), tools);
};

/** It enters arrays, and a nested object adds to the one there is. */
export const addFields: Stage = (spec, { names }) => {
  check(isDoc(spec), 40272, '$addFields specification stage must be an object');
  const given = flatten(spec);
  assertAdded(given);
  const fields = given.map(([path, value]): [string, Compute] => [path, compileExpression(value, names)]);
  return oneByOne((doc, variables) =>
    fields.reduce((added, [path, compute]) => setAt(added, path, compute(doc, variables)), doc),
  );
};

/** Sets the field at the dotted path, or removes it for undefined. */
export function setAt(doc: Doc, path: string, value: unknown): Doc {
  const set = setThrough(doc, path.split('.'), value);
  return isDoc(set) ? set : doc;
}

export const replaceRoot: Stage = (spec, tools) =>
  replaceWith(readSpec(spec, [40229, 40230], 'newRoot 40231')['newRoot'], tools);

export const replaceWith: Stage = (expression, { names }) => {
  const root = compileExpression(expression, names);
  return oneByOne((doc, variables) => {
    const made = root(doc, variables);
    check(isDoc(made), 40228, `'newRoot' expression must evaluate to an object, but was ${typeName(made)}`);
    return made;
  });
};

export const unwind: Stage = (spec) => {
  const { path, index, keeps } = readUnwind(spec);
  const parts = path.split('.');
  return oneByOne((doc) => {
    const isReached = parts.slice(1).every((_, i) => isDoc(getPath(doc, parts.slice(0, i + 1))));
    const value = isReached ? getPath(doc, parts) : undefined;
    const items: unknown[] = Array.isArray(value) ? value : isNullish(value) && !keeps ? [] : [value];
    const isEmpty = items.length === 0 && keeps;
    return (isEmpty ? [undefined] : items).map((item, i) => {
      const out = Array.isArray(value) ? setAt(doc, path, item) : doc;
      return index ? setAt(out, index, Array.isArray(value) && !isEmpty ? Long.fromNumber(i) : null) : out;
    });
  });
};

type Unwind = { path: string; index: string | undefined; keeps: boolean };

function readUnwind(spec: unknown): Unwind {
  const fields = 'path 28812 includeArrayIndex preserveNullAndEmptyArrays';
  const given: Doc = typeof spec === 'string' ? { path: spec } : readSpec(spec, [15981, 28811], fields);
  const { path, includeArrayIndex: index, preserveNullAndEmptyArrays: keeps = false } = given;
  check(typeof path === 'string', 28808, `expected a string as the path for $unwind, got ${typeName(path)}`);
  check(path !== '' || typeof spec !== 'string', 28812, 'no path specified to $unwind stage');
  check(typeof keeps === 'boolean', 28809, 'expected a boolean for preserveNullAndEmptyArrays of $unwind');
  const isIndex = index === undefined || (typeof index === 'string' && index !== '');
  check(isIndex, 28810, 'expected a non-empty string for includeArrayIndex of $unwind');
  check(!index?.startsWith('$'), 28822, 'includeArrayIndex of $unwind should not be prefixed with a $');
  check(path.startsWith('$'), 28818, `path option to $unwind should be prefixed with a '$': ${path}`);
  compileExpression(path);
  return { path: path.slice(1), index, keeps };
}

export const redact: Stage = (expression, { names }) => {
  const decide = compileExpression(expression, names);
  return oneByOne((doc, variables) => redactDoc(doc, { decide, root: doc, variables }) ?? []);
};

type Redaction = { decide: Compute; root: Doc; variables: Doc };

function redactDoc(doc: Doc, run: Redaction): Doc | undefined {
  const choice = run.decide(run.root, { ...run.variables, CURRENT: doc });
  if (choice === 'keep') return doc;
  if (choice === 'prune') return undefined;
  check(choice === 'descend', 17053, "$redact's expression must be one of $$KEEP, $$DESCEND and $$PRUNE");
  const fields = Object.entries(doc).map(([name, value]) => [name, redactValue(value, run)] as const);
  return Object.fromEntries(fields.filter(([, value]) => value !== undefined));
}

function redactValue(value: unknown, run: Redaction): unknown {
  if (isDoc(value)) return redactDoc(value, run);
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) => redactValue(item, run)).filter((item) => item !== undefined);
}
