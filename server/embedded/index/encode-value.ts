import { BSONSymbol, Binary, Code, Decimal128, ObjectId, Timestamp } from 'bson';
import { isDoc, toNumber } from '../wire/bson.ts';
import { toPrimitive } from '../query/numbers.ts';
import { TYPE, isPattern, patternOf, typeOrder } from '../query/bson-type.ts';

/**
 * A byte string whose memcmp order is MongoDB's order of BSON values: one class byte, then the content.
 * Numbers of all four types that are equal have equal bytes; Decimal128 is rounded to a double (see `isInexact`).
 */
export function encodeValue(value: unknown): Buffer {
  const type = typeOrder(value);
  switch (type) {
    case TYPE.number:
      return encodeNumber(value);
    case TYPE.string:
      return tagged(type, terminated(textOf(value)));
    case TYPE.object:
      return encodeObject(value);
    case TYPE.array:
      return Buffer.concat([Buffer.of(type), ...(Array.isArray(value) ? value.map(encodeValue) : []), END]);
    case TYPE.binary:
      return encodeBinary(value);
    case TYPE.objectId:
      return tagged(type, value instanceof ObjectId ? value.id : Buffer.alloc(12));
    case TYPE.boolean:
      return Buffer.of(type, value === true ? 1 : 0);
    case TYPE.date:
      return tagged(type, ordered64(BigInt(value instanceof Date ? value.getTime() || 0 : 0) + SIGN_BIT));
    case TYPE.timestamp:
      return tagged(type, ordered64(value instanceof Timestamp ? value.toBigInt() : 0n));
    case TYPE.regex:
      return Buffer.concat([Buffer.of(type), ...(isPattern(value) ? patternOf(value).map(terminated) : [])]);
    case TYPE.code:
      return tagged(type, terminated(value instanceof Code ? value.code : ''));
    case TYPE.scopedCode:
      return Buffer.concat(
        value instanceof Code ? [Buffer.of(type), terminated(value.code), encodeObject(value.scope)] : [],
      );
    default:
      return Buffer.of(type);
  }
}

/** Decimal128 keeps more digits than the key: such keys find, but neither sort nor prove a duplicate. */
export function isInexact(value: unknown): boolean {
  if (value instanceof Decimal128) return true;
  if (Array.isArray(value)) return value.some(isInexact);
  return isDoc(value) && Object.values(value).some(isInexact);
}

function textOf(value: unknown): string {
  if (value instanceof BSONSymbol) return value.value;
  return typeof value === 'string' ? value : '';
}

function encodeNumber(value: unknown): Buffer {
  const bytes = Buffer.allocUnsafe(11);
  bytes[0] = TYPE.number;
  const rounded = toNumber(value) ?? Number.NaN;
  if (Number.isNaN(rounded)) return bytes.fill(0, 1);
  bytes.writeDoubleBE(rounded === 0 ? 0 : rounded, 1);
  if (rounded < 0) for (let i = 1; i < 9; i += 1) bytes[i] = ~(bytes[i] ?? 0) & 0xff;
  else bytes[1] = (bytes[1] ?? 0) | 0x80;
  // A Long past 2^53 shares its double with its neighbours; the rest tells them apart.
  const primitive = toPrimitive(value);
  const rest = typeof primitive === 'bigint' ? Number(primitive - BigInt(rounded)) : 0;
  bytes.writeUInt16BE(0x8000 + rest, 9);
  return bytes;
}

function encodeObject(value: unknown): Buffer {
  const parts: Uint8Array[] = [Buffer.of(TYPE.object)];
  for (const [name, field] of Object.entries(isDoc(value) ? value : {}))
    parts.push(Buffer.of(typeOrder(field)), terminated(name), encodeValue(field));
  parts.push(END);
  return Buffer.concat(parts);
}

function encodeBinary(binary: unknown): Buffer {
  const content = binary instanceof Binary ? binary.value() : new Uint8Array();
  const head = Buffer.allocUnsafe(6);
  head[0] = TYPE.binary;
  head.writeUInt32BE(content.length, 1);
  head[5] = binary instanceof Binary ? binary.sub_type : 0;
  return Buffer.concat([head, content]);
}

function tagged(type: number, content: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(content.length + 1);
  bytes[0] = type;
  bytes.set(content, 1);
  return bytes;
}

/** A zero byte ends the text; one inside becomes 00 FF, which sorts after the end and before anything else. */
function terminated(text: string): Buffer {
  if (!text.includes('\0')) return Buffer.from(`${text}\0`);
  const parts = text.split('\0').map((part) => Buffer.from(part));
  return Buffer.concat([...parts.flatMap((part, i) => (i ? [ESCAPED_ZERO, part] : [part])), Buffer.of(0)]);
}

const END = Buffer.of(0);
const ESCAPED_ZERO = Buffer.of(0, 0xff);
const SIGN_BIT = 0x8000000000000000n;

function ordered64(value: bigint): Buffer {
  const bytes = Buffer.allocUnsafe(8);
  bytes.writeBigUInt64BE(BigInt.asUintN(64, value));
  return bytes;
}
