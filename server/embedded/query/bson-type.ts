import { BSONSymbol, Code, Decimal128, Double, Int32, Long } from 'bson';
import { badValue } from '../command-error.ts';
import { TYPE, typeOrder } from '../index/type-order.ts';
import { toNumber } from '../wire/bson.ts';

/** The aliases of the types 1 to 19, in the order of their numbers. */
const NAMES =
  `double string object array binData undefined objectId bool date null regex dbPointer javascript symbol
  javascriptWithScope int timestamp long decimal`.split(/\s+/);
const OTHER_NAMES: Record<string, number[]> = { minKey: [-1], maxKey: [127], number: [1, 16, 18, 19] };

const BY_ORDER: Record<number, number> = {
  [TYPE.minKey]: -1,
  [TYPE.null]: 10,
  [TYPE.string]: 2,
  [TYPE.object]: 3,
  [TYPE.array]: 4,
  [TYPE.binary]: 5,
  [TYPE.objectId]: 7,
  [TYPE.boolean]: 8,
  [TYPE.date]: 9,
  [TYPE.timestamp]: 17,
  [TYPE.regex]: 11,
  [TYPE.maxKey]: 127,
};

/** The BSON type numbers that a `$type` operand (a number or an alias) stands for. */
export function parseTypeCode(operand: unknown): number[] {
  if (typeof operand === 'string') {
    const codes = NAMES.includes(operand) ? [NAMES.indexOf(operand) + 1] : OTHER_NAMES[operand];
    if (!codes) throw badValue(`Unknown type name alias: ${operand}`);
    return codes;
  }
  const code = toNumber(operand);
  if (code === undefined) throw badValue('type must be represented as a number or a string');
  return [code];
}

export function bsonTypeCode(value: unknown): number {
  if (value instanceof Double) return 1;
  if (value instanceof Int32) return 16;
  if (value instanceof Decimal128) return 19;
  if (value instanceof BSONSymbol) return 14;
  if (value instanceof Code) return value.scope ? 15 : 13;
  const order = typeOrder(value);
  if (order !== TYPE.number) return BY_ORDER[order] ?? 0;
  if (value instanceof Long) return 18;
  const number = toNumber(value) ?? 0;
  return Number.isInteger(number) && Math.abs(number) < 2 ** 31 ? 16 : 1;
}
