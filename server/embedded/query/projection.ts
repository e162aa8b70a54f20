import { CommandError, badValue, notSupported } from '../command-error.ts';
import { type Doc, isDoc, setField } from '../wire/bson.ts';
import { compileExpression } from '../expression/compile.ts';
import { compileElement } from './filter.ts';
import type { Trace } from './path.ts';
import {
  type Site,
  assertPaths,
  flatten,
  isComputed,
  isExclusion,
  isShown,
  operatorOf,
  sliceOf,
} from './projection-spec.ts';
import type { Scope } from './scope.ts';

/** A projection compiled: from a document (and the position that matched) to what the client asked to see. */
type Projection = (doc: Doc, trace: Trace, variables?: Doc) => Doc;
type Run = { root: Doc; variables: Doc; keepsOthers: boolean };
/** What is shown of the value of a field; undefined hides it. Computed fields stand behind those of the document. */
type Leaf = { isComputed?: boolean; show: (value: unknown, run: Run) => unknown };
type Node = Leaf | Tree;
type Tree = Map<string, Node>;

export function compileProjection(
  spec: Doc,
  { variables: given = {}, ...more }: Scope & Partial<Site> = {},
): Projection | undefined {
  if (Object.keys(spec).length === 0) return undefined;
  const site = { names: Object.keys(given), isStage: false, ...more };
  const fields = flatten(spec);
  assertPaths(fields, site);
  const keepsOthers = isExclusion(fields, site);
  const tree: Tree = new Map();
  for (const [path, value] of fields) addPath(tree, path.replace(/\.\$$/, ''), compileShown(value, site));
  if (!keepsOthers && !tree.has('_id')) tree.set('_id', WHOLE);
  const positional = site.isStage ? undefined : fields.find(([path]) => path.endsWith('.$'))?.[0];
  return (doc, { position }, variables = given) => {
    const shown = projectDoc(doc, tree, { root: doc, variables, keepsOthers });
    if (positional) keepMatched(shown, positional, position);
    return shown;
  };
}

const WHOLE: Leaf = { show: (value) => value };

function projectDoc(doc: Doc, tree: Tree, run: Run): Doc {
  const out: Doc = {};
  const put = (name: string, value: unknown): void => {
    if (value !== undefined) setField(out, name, value);
  };
  for (const [name, value] of Object.entries(doc)) {
    const node = tree.get(name) ?? (run.keepsOthers ? WHOLE : undefined);
    if (node instanceof Map) put(name, projectValue(value, node, run));
    else if (node && !node.isComputed) put(name, node.show(value, run));
  }
  for (const [name, node] of tree) {
    if (Object.hasOwn(out, name)) continue;
    if (!(node instanceof Map)) put(name, node.isComputed ? node.show(doc[name], run) : undefined);
    else put(name, projectValue(undefined, node, { ...run, keepsOthers: false }));
  }
  return out;
}

function projectValue(value: unknown, tree: Tree, run: Run): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) => projectValue(item, tree, run)).filter((item) => item !== undefined);
  if (isDoc(value)) return projectDoc(value, tree, run);
  if (run.keepsOthers) return value;
  return computes(tree) ? projectDoc({}, tree, run) : undefined;
}

/** A computed field makes a document of what is none. */
function computes(tree: Tree): boolean {
  return [...tree.values()].some((node) => (node instanceof Map ? computes(node) : node.isComputed));
}

function compileShown(value: unknown, { names, isStage }: Site): Leaf {
  const operator = isStage ? undefined : operatorOf(value);
  const operand = isDoc(value) && operator ? value[operator] : undefined;
  const window = isStage ? undefined : sliceOf(value);
  if (window) return compileSlice(window);
  if (operator === '$elemMatch') return compileElemMatch(operand);
  if (operator === '$meta') throw notSupported('$meta in a projection');
  if (isComputed(value)) {
    const compute = compileExpression(value, names);
    return { isComputed: true, show: (_, run) => compute(run.root, run.variables) };
  }
  return isShown(value) ? WHOLE : { show: () => undefined };
}

function compileSlice([skip, limit]: [number, number?]): Leaf {
  const show = (value: unknown): unknown => {
    if (!Array.isArray(value)) return value;
    if (limit === undefined) return skip < 0 ? value.slice(skip) : value.slice(0, skip);
    return (skip < 0 && -skip > value.length ? value : value.slice(skip)).slice(0, limit);
  };
  return { show };
}

function compileElemMatch(operand: unknown): Leaf {
  if (!isDoc(operand)) throw badValue('elemMatch: Invalid argument, object required');
  const matches = compileElement(operand);
  const show = (value: unknown): unknown => {
    const at = Array.isArray(value) ? value.findIndex((item: unknown) => matches(item)) : -1;
    return Array.isArray(value) && at >= 0 ? [value[at]] : undefined;
  };
  return { show };
}

/** Of the first array on the path only the element that the query matched; the documents on the way are new ones. */
function keepMatched(shown: Doc, path: string, position: number | undefined): void {
  let value: unknown = shown;
  for (const name of path.split('.')) {
    if (!isDoc(value) || !Object.hasOwn(value, name)) return;
    const holder = value;
    value = holder[name];
    if (!Array.isArray(value)) continue;
    if (position === undefined) throw unmatched(51246, "couldn't find a matching element in the array");
    if (position >= value.length) throw unmatched(51247, 'element mismatch');
    setField(holder, name, [value[position]]);
  }
}

function unmatched(code: number, what: string): CommandError {
  return new CommandError(code, `Executor error: positional operator '.$' ${what}`);
}

/** Sets, or for undefined removes, the field at the path in the value and in each element of arrays on the way. */
export function setThrough(value: unknown, parts: readonly string[], field: unknown): unknown {
  const [name, ...rest] = parts;
  if (name === undefined) return field;
  if (Array.isArray(value)) return value.map((item: unknown) => setThrough(item, parts, field));
  const added: Doc = isDoc(value) ? { ...value } : {};
  const made = setThrough(Object.hasOwn(added, name) ? added[name] : undefined, rest, field);
  if (made === undefined) delete added[name];
  else setField(added, name, made);
  return added;
}

function addPath(tree: Tree, path: string, leaf: Leaf): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let node = tree;
  for (const part of parts) {
    const next = node.get(part) ?? new Map<string, Node>();
    if (!(next instanceof Map)) throw new CommandError(31249, `Path collision at ${path}`);
    node.set(part, next);
    node = next;
  }
  if (node.has(last)) throw new CommandError(31250, `Path collision at ${path}`);
  node.set(last, leaf);
}
