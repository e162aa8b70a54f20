import {
  BSONRegExp,
  BSONSymbol,
  Binary,
  Code,
  DBRef,
  Decimal128,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson';

/** MongoDB's comparison order of types; the gaps leave every class an upper bound of its own. */
export const TYPE = {
  minKey: 0x01,
  emptyArray: 0x05,
  null: 0x08,
  number: 0x10,
  string: 0x20,
  object: 0x30,
  array: 0x40,
  binary: 0x50,
  objectId: 0x60,
  boolean: 0x70,
  date: 0x80,
  timestamp: 0x88,
  regex: 0x90,
  code: 0xa0,
  maxKey: 0xf0,
} as const;

/** The type class of a value; values of one class compare by content, of two classes by this number. */
export function typeOrder(value: unknown): number {
  if (value === null || value === undefined) return TYPE.null;
  if (typeof value === 'number' || typeof value === 'bigint') return TYPE.number;
  if (typeof value === 'string') return TYPE.string;
  if (typeof value === 'boolean') return TYPE.boolean;
  return objectTypeOrder(value);
}

function objectTypeOrder(value: unknown): number {
  if (Array.isArray(value)) return TYPE.array;
  if (value instanceof Int32 || value instanceof Double) return TYPE.number;
  // Timestamp extends Long, so it is asked first.
  if (value instanceof Timestamp) return TYPE.timestamp;
  if (value instanceof Long || value instanceof Decimal128) return TYPE.number;
  if (value instanceof ObjectId) return TYPE.objectId;
  if (value instanceof Date) return TYPE.date;
  if (value instanceof Binary || value instanceof Uint8Array) return TYPE.binary;
  if (value instanceof BSONRegExp || value instanceof RegExp) return TYPE.regex;
  if (value instanceof BSONSymbol) return TYPE.string;
  if (value instanceof Code) return TYPE.code;
  if (value instanceof MinKey) return TYPE.minKey;
  if (value instanceof MaxKey) return TYPE.maxKey;
  if (value instanceof DBRef) return TYPE.object;
  return TYPE.object;
}
