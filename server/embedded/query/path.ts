import { isDoc } from '../wire/bson.ts';

/** Remembers which element of the array matched, for the positional `$`. */
export type Trace = { position?: number };
type Test = (value: unknown) => boolean;

/**
 * True when some value that the dotted path reaches passes the test. Arrays on the way are entered element by
 * element and by number; the array at the end is given to the test as a whole.
 */
export function anyAtPath(root: unknown, parts: string[], test: Test, trace?: Trace): boolean {
  return visit(root, parts, 0, { test, trace });
}

function visit(
  value: unknown,
  parts: string[],
  depth: number,
  run: { test: Test; trace: Trace | undefined },
): boolean {
  const part = parts[depth];
  if (part === undefined) return run.test(value);
  if (Array.isArray(value)) return visitArray(value, parts, depth, run);
  if (isDoc(value)) return visit(Object.hasOwn(value, part) ? value[part] : undefined, parts, depth + 1, run);
  return run.test(undefined);
}

function visitArray(
  values: unknown[],
  parts: string[],
  depth: number,
  run: { test: Test; trace: Trace | undefined },
): boolean {
  const part = parts[depth] ?? '';
  if (isPosition(part) && Number(part) < values.length && visit(values[Number(part)], parts, depth + 1, run))
    return true;
  return values.some((element, position) => {
    if (!isDoc(element) || !visit(element, parts, depth, run)) return false;
    if (run.trace) run.trace.position = position;
    return true;
  });
}

export function isPosition(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part);
}

/** Every value at the path, arrays at the end spread into their elements (as `distinct` and index keys see it). */
export function valuesAtPath(root: unknown, parts: string[]): unknown[] {
  const found: unknown[] = [];
  anyAtPath(root, parts, (value) => {
    if (Array.isArray(value)) found.push(...(value as unknown[]));
    else if (value !== undefined) found.push(value);
    return false;
  });
  return found;
}

/** Plain lookup without entering arrays, except by number. */
export function getPath(root: unknown, parts: string[]): unknown {
  let value = root;
  for (const part of parts) {
    if (Array.isArray(value)) value = isPosition(part) ? (value as unknown[])[Number(part)] : undefined;
    else value = isDoc(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  }
  return value;
}
