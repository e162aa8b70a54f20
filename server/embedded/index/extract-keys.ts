import { createHash } from 'node:crypto';
import { CommandError } from '../command-error.ts';
import { childOf, keyValues } from '../query/path.ts';
import type { Doc } from '../wire/bson.ts';
import type { Index } from './definition.ts';
import { encodeValue, isInexact } from './encode-value.ts';

type ExtractedKeys = { keys: Buffer[]; multikey: boolean; inexact: boolean };
const NO_KEYS: ExtractedKeys = { keys: [], multikey: false, inexact: false };

/** lmdb allows 1,978 bytes; the rest is for the prefix and the record number. */
const MAX_KEY_BYTES = 1500;
const KEPT_BYTES = 1400;

export function extractKeys({ fields, sparse, partial }: Index, doc: Doc): ExtractedKeys {
  if (partial && !partial(doc)) return NO_KEYS;
  const columns = fields.map(({ parts }) => keyValues(doc, parts));
  if (sparse && columns.flat().every((value) => value === undefined)) return NO_KEYS;
  const arrays = fields.filter(({ parts }) => holdsArray(doc, parts));
  if (arrays.length > 1) assertNotParallel(arrays);
  const rows = columns.reduce<Buffer[]>((begun, values, i) => {
    const parts = values.map((value) => encodeField(value, fields[i]?.direction ?? 1));
    return i === 0 ? parts : begun.flatMap((row) => parts.map((part) => Buffer.concat([row, part])));
  }, []);
  const isLong = rows.some((row) => row.length > MAX_KEY_BYTES);
  const inexact = isLong || columns.some((values) => values.some(isInexact));
  return { keys: distinctKeys(rows).map(shorten), multikey: arrays.length > 0, inexact };
}

/** Some value on the way or at its end is an array. */
export function holdsArray(doc: Doc, parts: string[]): boolean {
  let value: unknown = doc;
  return parts.some((part) => {
    value = childOf(value, part);
    return Array.isArray(value);
  });
}

function assertNotParallel(arrays: Index['fields']): void {
  const roots = new Set(arrays.map(({ parts }) => parts[0]));
  if (roots.size > 1)
    throw new CommandError(
      171,
      `cannot index parallel arrays [${arrays.map(({ path }) => path).join('] [')}]`,
    );
}

export function distinctKeys(keys: Buffer[]): Buffer[] {
  if (keys.length === 1) return keys;
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()];
}

/** One field of a key in the index's direction; a descending field has every bit turned. */
export function encodeField(value: unknown, direction: 1 | -1): Buffer {
  const bytes = encodeValue(value);
  return direction === 1 ? bytes : invert(bytes);
}

export function invert(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.map((byte) => ~byte & 0xff));
}

/** A key too long for lmdb keeps its beginning for order and a hash for identity. */
function shorten(key: Buffer): Buffer {
  if (key.length <= MAX_KEY_BYTES) return key;
  return Buffer.concat([key.subarray(0, KEPT_BYTES), createHash('sha256').update(key).digest()]);
}

/** A bound that no shortened key of the range can escape. */
export function clipBound(bound: Buffer): Buffer {
  return bound.length > KEPT_BYTES ? bound.subarray(0, KEPT_BYTES) : bound;
}
