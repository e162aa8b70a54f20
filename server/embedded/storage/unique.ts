import { EJSON } from 'bson';
import { CommandError } from '../command-error.ts';
import type { Index } from '../index/definition.ts';
import { compareValues } from '../query/compare.ts';
import { getPath, valuesAtPath } from '../query/path.ts';
import type { Doc } from '../wire/bson.ts';

/** Whether two documents stand at the same key of an index; its bytes alone may be rounded. */
export function isSameKey(index: Index, a: Doc, b: Doc): boolean {
  return index.fields.every(({ parts }) => {
    const [left, right] = [valuesAtPath(a, parts), valuesAtPath(b, parts)];
    if (!left.length || !right.length) return left.length === right.length;
    return left.some((x) => right.some((y) => compareValues(x, y) === 0));
  });
}

export function duplicateKey(
  namespace: string,
  { name, key: keyPattern, fields }: Index,
  doc: Doc,
): CommandError {
  const entries = fields.map(({ path, parts }): [string, unknown] => [path, getPath(doc, parts) ?? null]);
  const shown = entries.map(([path, value]) => `${path}: ${EJSON.stringify(value)}`).join(', ');
  const message = `E11000 duplicate key error collection: ${namespace} index: ${name} dup key: { ${shown} }`;
  return new CommandError(11000, message, { keyPattern, keyValue: Object.fromEntries(entries) });
}
