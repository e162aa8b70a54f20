import { createHash } from 'node:crypto';
import { CommandError } from '../command-error.ts';
import type { Filter } from '../query/filter.ts';
import { anyAtPath } from '../query/path.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { encodeValue, isInexact } from './encode-value.ts';
import { TYPE } from './type-order.ts';

/** What an index needs to know to make the keys of a document. */
export type KeyMaker = {
  fields: { path: string; parts: string[]; direction: 1 | -1 }[];
  sparse: boolean;
  partial?: Filter | undefined;
};
export type ExtractedKeys = { keys: Buffer[]; multikey: boolean; inexact: boolean };
const NO_KEYS: ExtractedKeys = { keys: [], multikey: false, inexact: false };

/** lmdb allows 1,978 bytes; the rest is for the prefix and the record number. */
const MAX_KEY_BYTES = 1500;
const KEPT_BYTES = 1400;
const EMPTY_ARRAY = Buffer.of(TYPE.emptyArray);

export function extractKeys(maker: KeyMaker, doc: Doc): ExtractedKeys {
  if (maker.partial && !maker.partial(doc)) return NO_KEYS;
  const [field] = maker.fields;
  // The ordinary case, and the one that every insert pays for.
  if (field && maker.fields.length === 1 && field.parts.length === 1) {
    const value = Object.hasOwn(doc, field.path) ? doc[field.path] : undefined;
    if (value === undefined && maker.sparse) return NO_KEYS;
    if (!Array.isArray(value)) {
      const row = encodeField(value, field.direction);
      return {
        keys: [shorten(row)],
        multikey: false,
        inexact: isInexact(value) || row.length > MAX_KEY_BYTES,
      };
    }
  }
  const columns = maker.fields.map(({ parts }) => columnOf(doc, parts));
  if (maker.sparse && columns.every((column) => column.missing)) return NO_KEYS;
  const multikey = columns.some((column) => column.isArray);
  const inexactValue = columns.some((column) => column.values.some(isInexact));
  if (multikey) assertNotParallel(columns, maker);
  let rows: Buffer[] = [Buffer.alloc(0)];
  columns.forEach((column, i) => {
    const parts = column.values.map((value) => encodeField(value, maker.fields[i]?.direction ?? 1));
    rows = rows.flatMap((row) => parts.map((part) => (row.length ? Buffer.concat([row, part]) : part)));
  });
  const keys = new Map(rows.map((row) => [row.toString('latin1'), shorten(row)]));
  const inexact = inexactValue || rows.some((row) => row.length > MAX_KEY_BYTES);
  return { keys: [...keys.values()], multikey, inexact };
}

const EMPTY = Symbol('empty array');
type Column = { values: unknown[]; isArray: boolean; missing: boolean };

function columnOf(doc: Doc, parts: string[]): Column {
  const values: unknown[] = [];
  let isArray = parts.length > 1 && crossesArray(doc, parts);
  let missing = true;
  anyAtPath(doc, parts, (value) => {
    if (value !== undefined) missing = false;
    if (Array.isArray(value)) {
      isArray = true;
      if (value.length === 0) values.push(EMPTY);
      else values.push(...(value as unknown[]));
    } else values.push(value);
    return false;
  });
  if (values.length === 0) values.push(undefined);
  return { values, isArray, missing };
}

function crossesArray(root: unknown, parts: string[]): boolean {
  let value = root;
  for (const part of parts.slice(0, -1)) {
    if (!isDoc(value)) return Array.isArray(value);
    value = value[part];
  }
  return Array.isArray(value);
}

function assertNotParallel(columns: Column[], maker: KeyMaker): void {
  const arrays = columns.flatMap((column, i) => (column.isArray ? [maker.fields[i]] : []));
  const roots = new Set(arrays.map((field) => field?.parts[0]));
  if (roots.size > 1) {
    throw new CommandError(171, `cannot index parallel arrays [${arrays.map((f) => f?.path).join('] [')}]`);
  }
}

/** One field of a key in the index's direction; a descending field has every bit turned. */
export function encodeField(value: unknown, direction: 1 | -1): Buffer {
  const bytes = value === EMPTY ? Buffer.from(EMPTY_ARRAY) : encodeValue(value);
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
