import { CommandError, badValue, notSupported } from '../command-error.ts';
import { type Doc, isDoc, isNumeric, isTruthy, toNumber } from '../wire/bson.ts';
import { evaluate } from './expression.ts';
import { compileElement } from './filter.ts';
import { type Trace, getPath } from './path.ts';
import { type PathTree, addPath, excludeDoc, includeDoc } from './projection-tree.ts';
import type { Scope } from './scope.ts';
import { restoreTypes } from './view.ts';

/** A projection compiled: from a document (and the position that matched) to what the client asked to see. */
export type Projection = (doc: Doc, trace: Trace) => Doc;
type Parts = {
  tree: PathTree;
  include: boolean;
  withId: boolean;
  operators: [string, Doc][];
  computed: [string, unknown][];
  positional: string | undefined;
};

export function compileProjection(spec: Doc, scope: Scope = {}): Projection | undefined {
  if (Object.keys(spec).length === 0) return undefined;
  const parts = readSpec(spec);
  return (doc, trace) => {
    let out = parts.include ? includeDoc(doc, parts.tree) : excludeDoc(doc, parts.tree);
    if (parts.include) out = withId(out, doc, parts.withId);
    for (const [path, operator] of parts.operators) applyOperator(out, doc, { path, operator });
    for (const [path, expression] of parts.computed) {
      const value = evaluate(expression, doc, scope.variables);
      if (value !== undefined)
        assign(out, path.split('.'), restoreTypes(value, getPath(doc, path.split('.'))));
    }
    if (parts.positional !== undefined) keepMatched(out, parts.positional, trace);
    return out;
  };
}

function readSpec(spec: Doc): Parts {
  const parts: Parts = {
    tree: new Map(),
    include: false,
    withId: true,
    operators: [],
    computed: [],
    positional: undefined,
  };
  let mode: 'include' | 'exclude' | undefined;
  assertPaths(spec);
  for (const [path, value] of Object.entries(spec)) {
    const operator = isDoc(value) ? Object.keys(value)[0] : undefined;
    if (operator === '$slice' || operator === '$elemMatch') {
      if (isDoc(value)) parts.operators.push([path, value]);
      if (operator === '$elemMatch') mode ??= 'include';
      if (operator === '$elemMatch' || mode === 'include') addPath(parts.tree, path);
    } else if (operator === '$meta') throw notSupported('$meta in a projection');
    else if (typeof value === 'string' || (isDoc(value) && operator?.startsWith('$'))) {
      parts.computed.push([path, value]);
      mode ??= 'include';
    } else if (isDoc(value)) flatten(path, value).forEach(([p, v]) => (mode = readFlag(parts, mode, [p, v])));
    else mode = readFlag(parts, mode, [path, value]);
  }
  parts.include = mode === 'include';
  if (!parts.withId && !parts.include) addPath(parts.tree, '_id');
  if (parts.include) for (const [path, op] of parts.operators) if ('$slice' in op) addPath(parts.tree, path);
  return parts;
}

function assertPaths(spec: Doc): void {
  const paths = Object.keys(spec);
  if (paths.includes('')) throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
  if (paths.some((path) => path.startsWith('$')))
    throw new CommandError(16410, "FieldPath field names may not start with '$'.");
  const positional = paths.filter((path) => path.endsWith('.$'));
  if (positional.length > 1)
    throw new CommandError(31276, 'Cannot specify more than one positional projection per query.');
  if (positional.some((path) => !isTruthy(spec[path])))
    throw new CommandError(31395, 'positional projection cannot be used with exclusion');
  const dotted = paths.find((path) => path.includes('.') && isDoc(spec[path]) && '$elemMatch' in spec[path]);
  if (dotted !== undefined)
    throw new CommandError(31275, `Cannot use $elemMatch projection on a nested field: ${dotted}`);
}

type Mode = 'include' | 'exclude' | undefined;

function readFlag(parts: Parts, mode: Mode, [path, value]: [string, unknown]): Mode {
  const shown = isNumeric(value) || typeof value === 'boolean' ? isTruthy(value) : true;
  if (path === '_id') {
    parts.withId = shown;
    if (!shown) return mode;
    if (mode !== 'exclude') return 'include';
  }
  const wanted = shown ? 'include' : 'exclude';
  if (mode !== undefined && mode !== wanted) {
    const code = shown ? 31253 : 31254;
    throw new CommandError(
      code,
      `Cannot do ${shown ? 'inclusion' : 'exclusion'} on field ${path} in ${mode === 'include' ? 'inclusion' : 'exclusion'} projection`,
    );
  }
  if (path.endsWith('.$')) {
    parts.positional = path.slice(0, -2);
    addPath(parts.tree, parts.positional);
  } else addPath(parts.tree, path);
  return wanted;
}

function flatten(path: string, value: Doc): [string, unknown][] {
  return Object.entries(value).flatMap(([key, inner]): [string, unknown][] =>
    isDoc(inner) && !Object.keys(inner)[0]?.startsWith('$')
      ? flatten(`${path}.${key}`, inner)
      : [[`${path}.${key}`, inner]],
  );
}

function withId(out: Doc, doc: Doc, wanted: boolean): Doc {
  if (!wanted) {
    delete out['_id'];
    return out;
  }
  return '_id' in doc && !('_id' in out) ? { _id: doc['_id'], ...out } : out;
}

function applyOperator(out: Doc, doc: Doc, { path, operator }: { path: string; operator: Doc }): void {
  const parts = path.split('.');
  const value = getPath(doc, parts);
  if (!Array.isArray(value)) {
    if ('$elemMatch' in operator) assign(out, parts, undefined);
    return;
  }
  if ('$slice' in operator) return assign(out, parts, slice(value, operator['$slice']));
  const criteria = operator['$elemMatch'];
  if (!isDoc(criteria)) throw badValue('elemMatch: Invalid argument, object required');
  const matches = compileElement(criteria);
  const found = value.find((item: unknown) => matches(item)) as unknown;
  assign(out, parts, found === undefined ? undefined : [found]);
}

function slice(values: unknown[], operand: unknown): unknown[] {
  if (!Array.isArray(operand)) {
    const count = toNumber(operand);
    if (count === undefined) throw new CommandError(28667, 'Invalid $slice syntax: it takes a number or two');
    return count < 0 ? values.slice(count) : values.slice(0, count);
  }
  const [skip = 0, limit = 0] = operand.map((item: unknown) => toNumber(item));
  if (limit <= 0) throw new CommandError(28724, 'Third argument to $slice must be positive');
  const start = skip < 0 ? Math.max(0, values.length + skip) : skip;
  return values.slice(start, start + limit);
}

function keepMatched(out: Doc, path: string, trace: Trace): void {
  const value = getPath(out, path.split('.'));
  if (!Array.isArray(value)) return;
  if (trace.position === undefined)
    throw new CommandError(
      51246,
      "Executor error: positional operator '.$' couldn't find a matching element in the array",
    );
  assign(out, path.split('.'), [value[trace.position]]);
}

/** undefined removes the field. The containers on the way are copied, for they may belong to the stored document. */
function assign(root: Doc, parts: string[], value: unknown): void {
  const [name = '', ...rest] = parts;
  if (rest.length === 0) {
    if (value === undefined) delete root[name];
    else root[name] = value;
    return;
  }
  const child = root[name];
  const copy: Doc = isDoc(child) ? { ...child } : {};
  if (value === undefined && !isDoc(child)) return;
  root[name] = copy;
  assign(copy, rest, value);
}
