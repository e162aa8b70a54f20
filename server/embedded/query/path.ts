import { check } from '../command-error.ts';
import { isDoc } from '../wire/bson.ts';
import { EMPTY_ARRAY } from './bson-type.ts';

/** Remembers which element of the array matched, for the positional `$`. */
export type Trace = { position?: number };
type Test = (value: unknown) => boolean;
/** A value that the last part of the path names by its number in an array is not entered itself. */
type PathTest = (value: unknown, isAtPosition?: boolean) => boolean;
type Visit = {
  parts: string[];
  test: PathTest;
  trace: Trace | undefined;
  /** An element that is no document has no value there, as an index sees it; a filter passes it by. */
  isKey?: boolean;
};

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
  const isOther = run.isKey === true && !isPosition(part);
  const visitElement = (element: unknown): boolean =>
    (isOther || isDoc(element)) && visitField(element, depth, run);
  return someElement(value, visitElement, run.trace);
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
  const test = (value: unknown): boolean => {
    if (!Array.isArray(value)) found.push(value);
    else if (value.length === 0) found.push(EMPTY_ARRAY);
    else for (const element of value) found.push(element);
    return false;
  };
  visit(root, 0, { parts, test, trace: undefined, isKey: true });
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

export function assertPath(path: string): void {
  check(path !== '', 40352, 'FieldPath cannot be constructed with empty string');
  check(!path.endsWith('.'), 40353, "FieldPath must not end with a '.'.");
  path.split('.').forEach(assertFieldName);
}

export function assertFieldName(name: string): void {
  check(name !== '', 15998, 'FieldPath field names may not be empty strings.');
  check(
    !name.startsWith('$'),
    16410,
    "FieldPath field names may not start with '$'. Consider using $getField.",
  );
  check(!name.includes('.'), 16412, "FieldPath field names may not contain '.'. Consider using $getField.");
}
