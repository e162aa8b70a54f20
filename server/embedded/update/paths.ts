import { CommandError, badValue } from '../command-error.ts';
import { childOf, isPosition } from '../query/path.ts';
import { type Doc, isDoc, setField } from '../wire/bson.ts';

/** What to make of the value at a path, where undefined is no value. */
export type Change = (current: unknown) => unknown;
/** What `$` and `$[id]` stand for. */
export type Positions = {
  matched?: number | undefined;
  filters?: Map<string, (element: unknown) => boolean>;
  /** What blocks the path ends it without an error, as for `$unset`. */
  passesBlocked?: boolean;
  /** A new document may have fields that begin with a dollar sign; a stored one gets none. */
  takesDollars?: boolean;
};
type Walk = { path: string; parts: string[]; change: Change; positions: Positions };
/** All that begins with a dollar sign but the fields of a DBRef. */
const POSITIONAL = /^\$(?!id$|ref$|db$)/;
/** Fills the gap when an array is written past its end, as MongoDB does. */
const MAX_PADDING = 1_500_000;

/** The document with the values at the path changed: what is on the way is made or copied, the rest is shared. */
export function changeAtPath(doc: Doc, path: string, change: Change, positions: Positions = {}): Doc {
  const parts = path.split('.');
  if (parts.includes('')) {
    const message = `The update path '${path}' contains an empty field name, which is not allowed.`;
    throw new CommandError(56, message);
  }
  const changed = changeFrom(doc, 0, { path, parts, change, positions });
  return isDoc(changed) ? changed : doc;
}

function changeFrom(value: unknown, depth: number, walk: Walk): unknown {
  const part = walk.parts[depth];
  if (part === undefined) return walk.change(value);
  let changed = value;
  for (const name of POSITIONAL.test(part) ? positionsOf(value, part, walk) : [part]) {
    if (value !== undefined && !isDoc(value) && !(Array.isArray(value) && isPosition(name))) {
      if (walk.positions.passesBlocked) return value;
      throw new CommandError(
        28,
        `Cannot use the part '${name}' of path '${walk.path}' to traverse the element`,
      );
    }
    const before = childOf(value, name);
    const after = changeFrom(before, depth + 1, walk);
    if (after === before) continue;
    if (changed === value) changed = copyOf(value);
    writeChild(changed, name, after);
  }
  return changed;
}

function positionsOf(value: unknown, part: string, { path, positions }: Walk): string[] {
  if (part === '$') {
    if (positions.matched === undefined)
      throw badValue('The positional operator did not find the match needed from the query.');
    return [String(positions.matched)];
  }
  const id = /^\$\[(\w*)\]$/.exec(part)?.[1];
  if (id === undefined) {
    if (positions.takesDollars) return [part];
    const message = `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update.`;
    throw new CommandError(52, message);
  }
  if (!Array.isArray(value))
    throw badValue(`The path before '${part}' in '${path}' must exist in order to apply array updates.`);
  const test = id === '' ? () => true : positions.filters?.get(id);
  if (!test) throw badValue(`No array filter found for identifier '${id}' in path '${path}'`);
  return [...value.keys()].filter((i) => test(value[i])).map(String);
}

function copyOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as unknown[])];
  return isDoc(value) ? { ...value } : {};
}

/** A value taken away leaves a null in an array. */
function writeChild(container: unknown, name: string, value: unknown): void {
  if (Array.isArray(container)) {
    const position = Number(name);
    if (position - container.length > MAX_PADDING)
      throw new CommandError(34, `can't backfill more than ${MAX_PADDING} elements`);
    while (container.length < position) container.push(null);
    container[position] = value ?? null;
  } else if (isDoc(container)) {
    if (value === undefined) delete container[name];
    else setField(container, name, value);
  }
}

/** Two paths of which one is the other or leads through it. */
export function findConflict(paths: string[]): [at: string, path: string] | undefined {
  const sorted = paths.map((path) => `${path}.`).sort();
  const i = sorted.findIndex((path, at) => sorted[at + 1]?.startsWith(path));
  const [at, path] = [sorted[i], sorted[i + 1]].map((found) => found?.slice(0, -1));
  return at === undefined || path === undefined ? undefined : [at, path];
}
