import { CommandError, badValue, notSupported } from '../command-error.ts';
import { type Doc, isDoc, isNumeric, isTruthy, setField, toNumber } from '../wire/bson.ts';
import { assertFieldName, compileExpression } from '../expression/compile.ts';
import { compileElement } from './filter.ts';
import type { Trace } from './path.ts';
import type { Scope } from './scope.ts';

/** A projection compiled: from a document (and the position that matched) to what the client asked to see. */
export type Projection = (doc: Doc, trace: Trace, variables?: Doc) => Doc;
type Run = { root: Doc; trace: Trace; variables: Doc; keepsOthers: boolean };
/** The stage of a pipeline knows expressions only; `names` are the variables of these. */
type Site = { names: readonly string[]; isStage: boolean };
/** What is shown of the value of a field; undefined hides it. Computed fields stand behind those of the document. */
type Leaf = { isComputed?: boolean; show: (value: unknown, run: Run) => unknown };
type Node = Leaf | Tree;
type Tree = Map<string, Node>;
type Field = [path: string, value: unknown];

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

/** `{a: {b: 1}}` means `a.b`; an object of nothing stays one. */
export function flatten(spec: Doc, prefix = ''): Field[] {
  return Object.entries(spec).flatMap(([name, value]): Field[] =>
    isDoc(value) && Object.keys(value).length > 0 && !operatorOf(value)
      ? flatten(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value]],
  );
}

function operatorOf(value: unknown): string | undefined {
  const [first] = isDoc(value) ? Object.keys(value) : [];
  return first?.startsWith('$') ? first : undefined;
}

function isShown(value: unknown): boolean {
  return isNumeric(value) || typeof value === 'boolean' ? isTruthy(value) : true;
}

function assertPaths(fields: Field[], { isStage }: Site): void {
  const positional = fields.filter(([path]) => !isStage && path.endsWith('.$'));
  if (positional.length > 1)
    throw new CommandError(31276, 'Cannot specify more than one positional projection per query.');
  for (const [path, value] of fields) {
    if (isDoc(value) && Object.keys(value).length === 0)
      throw new CommandError(
        51270,
        `An empty sub-projection is not a valid value. Found empty object at path ${path}`,
      );
    assertPath(isStage ? path : path.replace(/\.\$$/, ''));
    if (!isStage && path.endsWith('.$') && !isShown(value))
      throw new CommandError(31395, 'positional projection cannot be used with exclusion');
    if (!isStage && path.includes('.') && operatorOf(value) === '$elemMatch')
      throw new CommandError(31275, `Cannot use $elemMatch projection on a nested field: ${path}`);
  }
}

function assertPath(path: string): void {
  if (path === '') throw new CommandError(40352, 'FieldPath cannot be constructed with empty string');
  if (path.endsWith('.')) throw new CommandError(40353, "FieldPath must not end with a '.'.");
  path.split('.').forEach(assertFieldName);
}

/** What `$addFields` may say: paths of which none is the beginning of another. */
export function assertAdded(fields: Field[]): void {
  const [first] = fields;
  if (!first) throw new CommandError(40177, '$addFields specification must have at least one field');
  const paths = fields.map(([path]) => path);
  paths.forEach(assertPath);
  for (const [i, path] of paths.entries())
    if (paths.some((other, j) => i !== j && (other === path || other.startsWith(`${path}.`))))
      throw new CommandError(
        40176,
        `specification contains two conflicting paths. Cannot specify both '${path}' and one below it`,
      );
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

/** All but `_id`, `$slice` and `$elemMatch` say whether the other fields are shown; without them these do. */
function isExclusion(fields: Field[], { isStage }: Site): boolean {
  const isFindOnly = (value: unknown, names: string[]): boolean =>
    !isStage && names.includes(operatorOf(value) ?? '');
  const deciding = fields.filter(
    ([path, value]) => (path !== '_id' || isComputed(value)) && !isFindOnly(value, ['$slice', '$elemMatch']),
  );
  const [first] = deciding;
  if (!first) return !fields.some(([, value]) => isShown(value) && !isFindOnly(value, ['$slice']));
  const isFirstShown = isShown(first[1]);
  const odd = deciding.find(([, value]) => isShown(value) !== isFirstShown);
  if (!odd) return !isFirstShown;
  const code = isComputed(odd[1]) ? 31252 : isFirstShown ? 31254 : 31253;
  const [mode, other] = isFirstShown ? ['inclusion', 'exclusion'] : ['exclusion', 'inclusion'];
  throw new CommandError(code, `Cannot do ${other} on field ${odd[0]} in ${mode} projection`);
}

function isComputed(value: unknown): boolean {
  return !isNumeric(value) && typeof value !== 'boolean';
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
