import {
  DBRef,
  Decimal128,
  type DeserializeOptions,
  Double,
  Int32,
  Long,
  Timestamp,
  deserialize,
  serialize,
} from 'bson';
import { CommandError } from '../command-error.ts';

/** A BSON document with every number still in its own class, so that types survive an update. */
export type Doc = Record<string, unknown>;
export type Bytes = Uint8Array;

const EXACT = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;

export function decode(bytes: Bytes): Doc {
  const doc = read(bytes, EXACT);
  // bson makes its own class of anything shaped as a DBRef; to a server it is a subdocument.
  const holdsRef = asBuffer(bytes).includes(REF_NAME);
  const plain = holdsRef ? withoutClasses(doc) : doc;
  return isDoc(plain) ? plain : {};
}

const REF_NAME = Buffer.from('$ref\0');

function withoutClasses(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutClasses);
  if (value instanceof DBRef) {
    const { collection: $ref, oid: $id, db, fields } = value;
    return withoutClasses({ $ref, $id, ...(db === undefined ? {} : { $db: db }), ...fields });
  }
  if (!isDoc(value)) return value;
  const doc: Doc = {};
  for (const key of Object.keys(value)) setField(doc, key, withoutClasses(value[key]));
  return doc;
}

function read(bytes: Bytes, options: DeserializeOptions): Doc {
  try {
    return deserialize(bytes, options);
  } catch (error) {
    throw new CommandError(22, error instanceof Error ? error.message : String(error));
  }
}

const INSERT_NAME = Buffer.from('insert\0');

/** Decodes a command but leaves the documents to insert as the client's own bytes. */
export function decodeCommand(bytes: Bytes): Doc {
  // bson takes `fieldsAsRaw` at any depth, so an update of a field named `documents` must not see it.
  const isInsert = INSERT_NAME.equals(bytes.subarray(5, 5 + INSERT_NAME.length));
  return isInsert ? read(bytes, { ...EXACT, fieldsAsRaw: { documents: true } }) : decode(bytes);
}

/** What a table holds under a name that a client gave; 'constructor' and its like are in no table, though in every object. */
export function entryOf<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}

/** Like `doc[name] = value`, also for a field named `__proto__`. */
export function setField(doc: Doc, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(doc, name, { value, writable: true, enumerable: true, configurable: true });
  else doc[name] = value;
}

export function encode(doc: Doc): Buffer {
  return asBuffer(serialize(doc, { ignoreUndefined: false }));
}

/** For replies and computed documents, where an absent value is simply left out. */
export function encodeDefined(doc: Doc): Buffer {
  return asBuffer(serialize(doc, { ignoreUndefined: true }));
}

/** The same bytes; a view of them costs as much as reading a field, so a Buffer stays what it is. */
export function asBuffer(bytes: Uint8Array): Buffer {
  if (Buffer.isBuffer(bytes)) return bytes;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

export function isDoc(value: unknown): value is Doc {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The plain number behind a BSON number; undefined for anything else. Decimal128 is approximated. */
export function toNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (value instanceof Int32 || value instanceof Double) return value.value;
  if (isLong(value)) return value.toNumber();
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof Decimal128) return Number(value.toString());
  return undefined;
}

/** bson makes its Timestamp a kind of Long. */
export function isLong(value: unknown): value is Long {
  return value instanceof Long && !(value instanceof Timestamp);
}

export function isNumeric(value: unknown): boolean {
  return toNumber(value) !== undefined;
}

/** The name of a command is its first field. */
export function firstField(doc: Doc): string {
  for (const name in doc) return name;
  return '';
}

export function isTruthy(value: unknown): boolean {
  return !(value === undefined || value === null || value === false || toNumber(value) === 0);
}
