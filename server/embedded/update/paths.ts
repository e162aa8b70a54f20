import { CommandError, badValue } from '../command-error.ts';
import { isPosition } from '../query/path.ts';
import { type Doc, isDoc, setField } from '../wire/bson.ts';

export type ElementTest = (element: unknown) => boolean;
export type PathContext = { filters: Map<string, ElementTest>; position: number | undefined };
/** Fills the gap when an array is written past its end, as MongoDB does. */
const MAX_PADDING = 1_500_000;

/** Replaces `$`, `$[]` and `$[id]` by the positions they stand for in this document. */
export function expandPath(root: Doc, path: string, context: PathContext): string[][] {
  const parts = path.split('.');
  if (parts.some((part) => part === ''))
    throw new CommandError(
      56,
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    );
  return expandFrom(root, parts, { done: [], context });
}

function expandFrom(
  value: unknown,
  parts: string[],
  run: { done: string[]; context: PathContext },
): string[][] {
  const [part, ...rest] = parts;
  if (part === undefined) return [run.done];
  if (part.startsWith('$')) return expandPositional(value, part, { ...run, rest });
  const next = Array.isArray(value)
    ? (value as unknown[])[Number(part)]
    : isDoc(value)
      ? value[part]
      : undefined;
  return expandFrom(next, rest, { ...run, done: [...run.done, part] });
}

function expandPositional(
  value: unknown,
  part: string,
  run: { done: string[]; context: PathContext; rest: string[] },
): string[][] {
  const { context, done, rest } = run;
  if (part === '$') {
    if (context.position === undefined)
      throw badValue('The positional operator did not find the match needed from the query.');
    const next = Array.isArray(value) ? (value[context.position] as unknown) : undefined;
    return expandFrom(next, rest, { done: [...done, String(context.position)], context });
  }
  const id = /^\$\[(\w*)\]$/.exec(part)?.[1];
  if (id === undefined)
    throw new CommandError(
      52,
      `The dollar ($) prefixed field '${part}' in '${done.join('.')}' is not allowed in the context of an update.`,
    );
  if (!Array.isArray(value))
    throw badValue(
      `The path '${done.join('.')}' must exist in the document in order to apply array updates.`,
    );
  const test = id === '' ? () => true : context.filters.get(id);
  if (!test)
    throw badValue(
      `No array filter found for identifier '${id}' in path '${[...done, part, ...rest].join('.')}'`,
    );
  return value.flatMap((element: unknown, position) =>
    test(element) ? expandFrom(element, rest, { done: [...done, String(position)], context }) : [],
  );
}

/** Writes a value, making the documents on the way. */
export function setPath(root: Doc, parts: string[], value: unknown): void {
  const last = parts.at(-1) ?? '';
  let container: unknown = root;
  for (const part of parts.slice(0, -1)) {
    let next = readChild(container, part, parts);
    if (next === undefined) {
      next = {};
      writeChild(container, part, next);
    }
    container = next;
  }
  readChild(container, last, parts);
  writeChild(container, last, value);
}

/** Takes a value away; in an array a null stays in its place. */
export function unsetPath(root: Doc, parts: string[]): void {
  let container: unknown = root;
  for (const part of parts.slice(0, -1)) {
    container = Array.isArray(container)
      ? (container as unknown[])[Number(part)]
      : isDoc(container)
        ? container[part]
        : undefined;
  }
  const last = parts.at(-1) ?? '';
  if (Array.isArray(container)) {
    if (isPosition(last) && Number(last) < container.length) container[Number(last)] = null;
  } else if (isDoc(container)) delete container[last];
}

function readChild(container: unknown, part: string, parts: string[]): unknown {
  if (Array.isArray(container)) {
    if (isPosition(part)) return (container as unknown[])[Number(part)];
  } else if (isDoc(container)) return Object.hasOwn(container, part) ? container[part] : undefined;
  throw new CommandError(28, `Cannot create field '${part}' in element of path '${parts.join('.')}'`);
}

function writeChild(container: unknown, part: string, value: unknown): void {
  if (Array.isArray(container)) {
    const position = Number(part);
    if (position - container.length > MAX_PADDING)
      throw badValue(`can't backfill array to larger than ${MAX_PADDING} elements`);
    while (container.length < position) container.push(null);
    container[position] = value;
  } else if (isDoc(container)) {
    setField(container, part, value);
  }
}

/** Two paths conflict when one is the other or leads through it. */
export function assertNoConflict(paths: string[]): void {
  const sorted = paths.map((path) => `${path}.`).sort();
  sorted.forEach((path, i) => {
    const next = sorted[i + 1];
    if (next?.startsWith(path)) {
      const shown = next.slice(0, -1);
      throw new CommandError(
        40,
        `Updating the path '${shown}' would create a conflict at '${path.slice(0, -1)}'`,
      );
    }
  });
}
