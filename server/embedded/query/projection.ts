import { CommandError, badValue, notSupported } from '../command-error.ts';
import { type Doc, isDoc, isNumeric, isTruthy, setField, toNumber } from '../wire/bson.ts';
import { evaluate } from './expression.ts';
import { compileElement } from './filter.ts';
import type { Trace } from './path.ts';
import type { Scope } from './scope.ts';
import { restoreTypes } from './view.ts';

/** A projection compiled: from a document (and the position that matched) to what the client asked to see. */
export type Projection = (doc: Doc, trace: Trace) => Doc;
type Run = { root: Doc; trace: Trace; variables: Doc | undefined; keepsOthers: boolean };
/** What is shown of the value of a field; undefined hides it. */
type Leaf = (value: unknown, trace: Trace) => unknown;
type Computed = { expression: unknown };
type Tree = Map<string, Tree | Leaf | Computed>;
type Mode = 'inclusion' | 'exclusion';

export function compileProjection(spec: Doc, { variables }: Scope = {}): Projection | undefined {
  if (Object.keys(spec).length === 0) return undefined;
  const fields = flatten(spec);
  assertPaths(fields);
  const keepsOthers = modeOf(fields) === 'exclusion';
  const tree: Tree = new Map();
  for (const [path, value] of fields) addPath(tree, path.replace(/\.\$$/, ''), compileShown(path, value));
  if (!keepsOthers && !tree.has('_id')) tree.set('_id', (value) => value);
  return (doc, trace) => projectDoc(doc, tree, { root: doc, trace, variables, keepsOthers });
}

function projectDoc(doc: Doc, tree: Tree, run: Run): Doc {
  const out: Doc = {};
  for (const [name, value] of Object.entries(doc)) {
    const shown = projectField(value, tree.get(name), run);
    if (shown !== undefined) setField(out, name, shown);
  }
  for (const [name, node] of tree) {
    const made = Object.hasOwn(out, name) ? undefined : computeField(doc[name], node, run);
    if (made !== undefined) setField(out, name, made);
  }
  return out;
}

function projectField(value: unknown, node: Tree | Leaf | Computed | undefined, run: Run): unknown {
  if (node === undefined) return run.keepsOthers ? value : undefined;
  if (typeof node === 'function') return node(value, run.trace);
  return node instanceof Map ? projectValue(value, node, run) : undefined;
}

function projectValue(value: unknown, tree: Tree, run: Run): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) => projectValue(item, tree, run)).filter((item) => item !== undefined);
  if (isDoc(value)) return projectDoc(value, tree, run);
  return run.keepsOthers ? value : undefined;
}

/** Computed fields stand behind those of the document. */
function computeField(original: unknown, node: Tree | Leaf | Computed, run: Run): unknown {
  if (typeof node === 'function') return undefined;
  if (!(node instanceof Map))
    return restoreTypes(evaluate(node.expression, run.root, run.variables), original);
  const made = projectDoc({}, node, run);
  return Object.keys(made).length ? made : undefined;
}

function compileShown(path: string, value: unknown): Leaf | Computed {
  const operator = operatorOf(value);
  const operand = isDoc(value) && operator ? value[operator] : undefined;
  if (operator === '$slice') return compileSlice(operand);
  if (operator === '$elemMatch') return compileElemMatch(operand);
  if (operator === '$meta') throw notSupported('$meta in a projection');
  if (operator || typeof value === 'string') return { expression: value };
  if (path.endsWith('.$')) return matchedElement;
  return isShown(value) ? (kept) => kept : () => undefined;
}

function compileSlice(operand: unknown): Leaf {
  const [skip, limit] = (Array.isArray(operand) ? operand : [operand]).map((item: unknown) => toNumber(item));
  if (skip === undefined) throw new CommandError(28667, 'Invalid $slice syntax: it takes a number or two');
  if (Array.isArray(operand) && !(limit && limit > 0))
    throw new CommandError(28724, 'Third argument to $slice must be positive');
  return (value) => {
    if (!Array.isArray(value)) return value;
    if (limit === undefined) return skip < 0 ? value.slice(skip) : value.slice(0, skip);
    return (skip < 0 && -skip > value.length ? value : value.slice(skip)).slice(0, limit);
  };
}

function compileElemMatch(operand: unknown): Leaf {
  if (!isDoc(operand)) throw badValue('elemMatch: Invalid argument, object required');
  const matches = compileElement(operand);
  return (value) => {
    const at = Array.isArray(value) ? value.findIndex((item: unknown) => matches(item)) : -1;
    return Array.isArray(value) && at >= 0 ? [value[at]] : undefined;
  };
}

function matchedElement(value: unknown, { position }: Trace): unknown {
  if (!Array.isArray(value)) return value;
  if (position !== undefined) return [value[position]];
  const message = "Executor error: positional operator '.$' couldn't find a matching element in the array";
  throw new CommandError(51246, message);
}

/** `{a: {b: 1}}` means `a.b`. */
function flatten(spec: Doc, prefix = ''): [path: string, value: unknown][] {
  return Object.entries(spec).flatMap(([name, value]): [string, unknown][] =>
    isDoc(value) && !operatorOf(value) ? flatten(value, `${prefix}${name}.`) : [[`${prefix}${name}`, value]],
  );
}

function operatorOf(value: unknown): string | undefined {
  const [first] = isDoc(value) ? Object.keys(value) : [];
  return first?.startsWith('$') ? first : undefined;
}

function isShown(value: unknown): boolean {
  return isNumeric(value) || typeof value === 'boolean' ? isTruthy(value) : true;
}

function assertPaths(fields: [path: string, value: unknown][]): void {
  const positional = fields.filter(([path]) => path.endsWith('.$'));
  if (positional.length > 1)
    throw new CommandError(31276, 'Cannot specify more than one positional projection per query.');
  for (const [path, value] of fields) {
    if (path === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
    if (path.startsWith('$')) throw new CommandError(16410, "FieldPath field names may not start with '$'.");
    if (path.endsWith('.$') && !isShown(value))
      throw new CommandError(31395, 'positional projection cannot be used with exclusion');
    if (path.includes('.') && operatorOf(value) === '$elemMatch')
      throw new CommandError(31275, `Cannot use $elemMatch projection on a nested field: ${path}`);
  }
}

/** All but `_id`, `$slice` and `$elemMatch` say whether the other fields are shown; without them these do. */
function modeOf(fields: [path: string, value: unknown][]): Mode {
  const isElemMatch = ([, value]: [string, unknown]): boolean => operatorOf(value) === '$elemMatch';
  const isId = ([path, value]: [string, unknown]): boolean => path === '_id' && !isComputed(value);
  let mode: Mode | undefined;
  for (const field of fields) {
    const [path, value] = field;
    if (isId(field) || isElemMatch(field) || operatorOf(value) === '$slice') continue;
    const wanted = isShown(value) ? 'inclusion' : 'exclusion';
    mode ??= wanted;
    if (mode === wanted) continue;
    const code = isComputed(value) ? 31252 : isShown(value) ? 31253 : 31254;
    throw new CommandError(code, `Cannot do ${wanted} on field ${path} in ${mode} projection`);
  }
  const isIncluding = fields.some((field) => isElemMatch(field) || (isId(field) && isShown(field[1])));
  return mode ?? (isIncluding ? 'inclusion' : 'exclusion');
}

function isComputed(value: unknown): boolean {
  return typeof value === 'string' || isDoc(value);
}

function addPath(tree: Tree, path: string, leaf: Leaf | Computed): void {
  const parts = path.split('.');
  const last = parts.pop() ?? '';
  let node = tree;
  for (const part of parts) {
    const next = node.get(part) ?? new Map<string, Tree | Leaf | Computed>();
    if (!(next instanceof Map)) throw new CommandError(31249, `Path collision at ${path}`);
    node.set(part, next);
    node = next;
  }
  if (node.has(last)) throw new CommandError(31250, `Path collision at ${path}`);
  node.set(last, leaf);
}
