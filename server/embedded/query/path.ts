import { isDoc } from '../wire/bson.ts';
import { EMPTY_ARRAY } from './bson-type.ts';

/** Remembers which element of the array matched, for the positional `$`. */
export type Trace = { position?: number };
type Test = (value: unknown) => boolean;
/** A value that the last part of the path names by its number in an array is not entered itself. */
type PathTest = (value: unknown, isAtPosition?: boolean) => boolean;
type Visit = { parts: string[]; test: PathTest; trace: Trace | undefined };

/**
 * True when some value that the dotted path reaches passes the test. Arrays on the way are entered element by
 * element and by number; the array at the end is given to the test as a whole.
 */
export function anyAtPath(root: unknown, parts: string[], test: PathTest, trace?: Trace): boolean {
  return visit(root, 0, { parts, test, trace });
}

function visit(value: unknown, depth: number, run: Visit, isAtPosition = false): boolean {
  const part = run.parts[depth];
  if (part === undefined) return run.test(value, isAtPosition);
  if (!Array.isArray(value)) return visitField(value, depth, run);
  if (isPosition(part) && Number(part) < value.length && visit(value[Number(part)], depth + 1, run, true))
    return true;
  return someElement(value, (element) => isDoc(element) && visitField(element, depth, run), run.trace);
}

function visitField(value: unknown, depth: number, run: Visit): boolean {
  if (!isDoc(value)) return run.test(undefined);
  const part = run.parts[depth] ?? '';
  return visit(Object.hasOwn(value, part) ? value[part] : undefined, depth + 1, run);
}

export function someElement(values: unknown[], test: Test, trace: Trace | undefined): boolean {
  const position = values.findIndex(test);
  if (position >= 0 && trace) trace.position = position;
  return position >= 0;
}

export function isPosition(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

/** What an index or a sort sees at the path: the elements of arrays, undefined where there is nothing. */
export function keyValues(root: unknown, parts: string[]): unknown[] {
  const found: unknown[] = [];
  anyAtPath(root, parts, (value) => {
    if (!Array.isArray(value)) found.push(value);
    else if (value.length === 0) found.push(EMPTY_ARRAY);
    else for (const element of value) found.push(element);
    return false;
  });
  return found.length ? found : [undefined];
}

/** Every value at the path, arrays at the end spread into their elements, as `distinct` sees it. */
export function valuesAtPath(root: unknown, parts: string[]): unknown[] {
  return keyValues(root, parts).filter((value) => value !== undefined && value !== EMPTY_ARRAY);
}

/** Plain lookup without entering arrays, except by number. */
export function getPath(root: unknown, parts: string[]): unknown {
  return parts.reduce(childOf, root);
}

export function childOf(container: unknown, name: string): unknown {
  if (Array.isArray(container)) return isPosition(name) ? (container as unknown[])[Number(name)] : undefined;
  return isDoc(container) && Object.hasOwn(container, name) ? container[name] : undefined;
}
