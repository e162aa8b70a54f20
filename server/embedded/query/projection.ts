import { CommandError, badValue, notSupported } from '../command-error.ts';
import { type Doc, isDoc, setField, toNumber } from '../wire/bson.ts';
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
} from './projection-spec.ts';
import type { Scope } from './scope.ts';

/** A projection compiled: from a document (and the position that matched) to what the client asked to see. */
export type Projection = (doc: Doc, trace: Trace, variables?: Doc) => Doc;
type Run = { root: Doc; trace: Trace; variables: Doc; keepsOthers: boolean };
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
  for (const [path, value] of fields)
    addPath(tree, path.replace(/\.\$$/, ''), compileShown(path, value, site));
  if (!keepsOthers && !tree.has('_id')) tree.set('_id', WHOLE);
  return (doc, trace, variables = given) =>
    projectDoc(doc, tree, { root: doc, trace, variables, keepsOthers });
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

function compileShown(path: string, value: unknown, { names, isStage }: Site): Leaf {
  const operator = isStage ? undefined : operatorOf(value);
  const operand = isDoc(value) && operator ? value[operator] : undefined;
  if (operator === '$slice') return compileSlice(operand);
  if (operator === '$elemMatch') return compileElemMatch(operand);
  if (operator === '$meta') throw notSupported('$meta in a projection');
  if (isComputed(value)) {
    const compute = compileExpression(value, names);
    return { isComputed: true, show: (_, run) => compute(run.root, run.variables) };
  }
  if (path.endsWith('.$')) return { show: matchedElement };
  return isShown(value) ? WHOLE : { show: () => undefined };
}

function compileSlice(operand: unknown): Leaf {
  const [skip, limit] = (Array.isArray(operand) ? operand : [operand]).map((item: unknown) => toNumber(item));
  if (skip === undefined) throw new CommandError(28667, 'Invalid $slice syntax: it takes a number or two');
  if (Array.isArray(operand) && !(limit && limit > 0))
    throw new CommandError(28724, 'Third argument to $slice must be positive');
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

function matchedElement(value: unknown, { trace: { position } }: Run): unknown {
  if (!Array.isArray(value)) return value;
  if (position !== undefined) return [value[position]];
  const message = "Executor error: positional operator '.$' couldn't find a matching element in the array";
  throw new CommandError(51246, message);
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
