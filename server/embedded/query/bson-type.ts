import { BSONRegExp, Code } from 'bson';
import { badValue, typeMismatch } from '../command-error.ts';
import { entryOf, isDoc, toNumber } from '../wire/bson.ts';

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
  scopedCode: 0xa8,
  maxKey: 0xf0,
} as const;

type TypeClass = readonly [order: number, code: number];
/** What is not of a class of the bson library: the place in the order and the number in BSON. */
const PLAIN = {
  null: [TYPE.null, 10],
  string: [TYPE.string, 2],
  boolean: [TYPE.boolean, 8],
  number: [TYPE.number, 1],
  whole: [TYPE.number, 16],
  object: [TYPE.object, 3],
  array: [TYPE.array, 4],
  emptyArray: [TYPE.emptyArray, 4],
  date: [TYPE.date, 9],
  scopedCode: [TYPE.scopedCode, 15],
} as const satisfies Record<string, TypeClass>;
const CLASSES: Record<string, TypeClass> = {
  Double: PLAIN.number,
  Binary: [TYPE.binary, 5],
  ObjectId: [TYPE.objectId, 7],
  BSONRegExp: [TYPE.regex, 11],
  Code: [TYPE.code, 13],
  BSONSymbol: [TYPE.string, 14],
  Int32: PLAIN.whole,
  Timestamp: [TYPE.timestamp, 17],
  Long: [TYPE.number, 18],
  Decimal128: [TYPE.number, 19],
  MinKey: [TYPE.minKey, -1],
  MaxKey: [TYPE.maxKey, 127],
};
/** In keys an empty array counts as this. */
export const EMPTY_ARRAY = Symbol('empty array');

function classOf(value: unknown): TypeClass {
  if (value === null || value === undefined) return PLAIN.null;
  if (typeof value === 'string') return PLAIN.string;
  if (typeof value === 'boolean') return PLAIN.boolean;
  if (typeof value === 'number') return (value | 0) === value ? PLAIN.whole : PLAIN.number;
  if (value === EMPTY_ARRAY) return PLAIN.emptyArray;
  if (Array.isArray(value)) return PLAIN.array;
  if (value instanceof Date) return PLAIN.date;
  if (typeof value !== 'object' || isDoc(value)) return PLAIN.object;
  const { _bsontype: name = value instanceof RegExp ? 'BSONRegExp' : 'Binary' }: { _bsontype?: string } =
    value;
  return value instanceof Code && value.scope ? PLAIN.scopedCode : (CLASSES[name] ?? PLAIN.object);
}

/** The type class of a value; values of one class compare by content, of two classes by this number. */
export function typeOrder(value: unknown): number {
  return classOf(value)[0];
}

export function bsonTypeCode(value: unknown): number {
  return classOf(value)[1];
}

export function isPattern(value: unknown): value is BSONRegExp | RegExp {
  return value instanceof BSONRegExp || value instanceof RegExp;
}

export function patternOf(value: BSONRegExp | RegExp): [source: string, flags: string] {
  return value instanceof RegExp ? [value.source, value.flags] : [value.pattern, value.options];
}

/** The aliases of the types 1 to 19, in the order of their numbers. */
const NAMES =
  `double string object array binData undefined objectId bool date null regex dbPointer javascript symbol
  javascriptWithScope int timestamp long decimal`.split(/\s+/);
const OTHER_NAMES: Record<string, number[]> = { minKey: [-1], maxKey: [127], number: [1, 16, 18, 19] };

export function bsonTypeName(value: unknown): string {
  const code = bsonTypeCode(value);
  return NAMES[code - 1] ?? (code < 0 ? 'minKey' : 'maxKey');
}

/** The BSON type numbers that a `$type` operand (a number or an alias) stands for. */
export function parseTypeCode(operand: unknown): number[] {
  const code = toNumber(operand);
  if (code !== undefined) {
    if (!NAMES[code - 1] && Math.abs(code) !== 1 && code !== 127)
      throw badValue(`Invalid numerical type code: ${code}`);
    return [code];
  }
  if (typeof operand !== 'string') throw typeMismatch('type must be represented as a number or a string');
  const codes = NAMES.includes(operand) ? [NAMES.indexOf(operand) + 1] : entryOf(OTHER_NAMES, operand);
  if (!codes) throw badValue(`Unknown type name alias: ${operand}`);
  return codes;
}
