import { BSONSymbol, Binary, Code, Decimal128, Long, ObjectId, Timestamp } from 'bson';
import { CommandError, check } from '../command-error.ts';
import { TYPE, bsonTypeName, isPattern, typeOrder } from '../query/bson-type.ts';
import { isWhole } from '../query/numbers.ts';
import { type Doc, isDoc, isLong, isNumeric, toNumber } from '../wire/bson.ts';

/** What an operand must be: undefined, or MongoDB's code for what it is instead. */
export type Want = (value: unknown) => number | undefined;

const want =
  (is: (value: unknown) => boolean) =>
  (code: number): Want =>
  (value) =>
    is(value) ? undefined : code;

export const any: Want = () => undefined;
export const array = want(Array.isArray);
export const doc = want(isDoc);
export const text = want((value) => typeof value === 'string');
export const number = want(isNumeric);
export const summand = want((value) => isNumeric(value) || value instanceof Date);
export const timestamp = want((value) => value instanceof Timestamp);
export const binary = want((value) => typeof value === 'string' || value instanceof Binary);
export const pattern = want((value) => typeof value === 'string' || isPattern(value));

/** A number that 32 bits hold; `odd` is the code of another number, `negative` of one below 0. */
export const int =
  (code: number, odd: number, negative?: number): Want =>
  (value) => {
    const given = toNumber(value);
    if (given === undefined) return code;
    if ((given | 0) !== given) return odd;
    return given < 0 ? negative : undefined;
  };

export function isNullish(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** What `$type` says. */
export function typeName(value: unknown): string {
  return value === undefined ? 'missing' : bsonTypeName(value);
}

export function assertWanted(name: string, value: unknown, wanted: Want): void {
  const code = wanted(value);
  if (code !== undefined)
    throw new CommandError(code, `${name} does not take a value of type ${typeName(value)}`);
}

export function readText(name: string, value: unknown, code: number): string {
  assertWanted(name, value, text(code));
  return typeof value === 'string' ? value : '';
}

/** The operands as a list; a single one may stand without. */
export function listOf(operands: unknown): unknown[] {
  return Array.isArray(operands) ? operands : [operands];
}

/** The operands of an operator by name: MongoDB's code where it is missing, 0 where it may be. */
export type Fields = ReadonlyMap<string, number>;

/** 'input 51749 chars': `input` is needed, with its code, and `chars` is not. */
export function fieldsOf(written: string): Fields {
  return new Map(
    Array.from(written.matchAll(/([a-z]\w*)(?: (\d+))?/gi), ([, name = '', code = 0]) => [
      name,
      Number(code),
    ]),
  );
}

/** `{$operator: {name: operand}}`; the first code is for what is no object, the second for an unknown name. */
export function readNamed(
  name: string,
  spec: unknown,
  [notNamed, unknown, fields]: [number, number, Fields],
): Doc {
  check(isDoc(spec), notNamed, `${name} only supports an object as its argument`);
  for (const field of Object.keys(spec))
    check(fields.has(field), unknown, `Unrecognized argument to ${name}: ${field}`);
  for (const [field, code] of fields)
    check(!code || field in spec, code, `Missing '${field}' parameter to ${name}`);
  return spec;
}

/** What the string operators make of a value that is none; undefined where they refuse it. */
function textOf(value: unknown): string | undefined {
  if (isNullish(value)) return '';
  if (typeof value === 'string') return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof BSONSymbol) return value.value;
  if (value instanceof Code) return value.scope ? undefined : value.code;
  if (isLong(value) || value instanceof Decimal128) return value.toString();
  const given = toNumber(value);
  return given === undefined || isWhole(value) ? given?.toString() : doubleToText(given);
}

export const textual = want((value) => textOf(value) !== undefined)(16007);

export function toText(value: unknown): string {
  const made = textOf(value);
  if (made !== undefined) return made;
  throw new CommandError(16007, `can't convert from BSON type ${typeName(value)} to String`);
}

/** As C's `%.16g` writes it. */
export function doubleToText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : value < 0 ? '-inf' : 'NaN';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const isTiny = Math.abs(value) < 1e-4;
  const [mantissa = '', exponent] = (isTiny ? value.toExponential(15) : value.toPrecision(16)).split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent ? `${short}e${exponent.replace(/^([+-])(\d)$/, '$10$2')}` : short;
}

/** Timestamps and ObjectIds hold a date too. */
export function toDate(value: unknown): Date | undefined {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  return value instanceof Timestamp ? new Date(value.t * 1000) : undefined;
}

export function assertDate(value: unknown, code = 16006): Date {
  const date = toDate(value);
  if (!date) throw new CommandError(code, `can't convert from BSON type ${typeName(value)} to Date`);
  return date;
}

/** The whole number that 64 bits hold, or undefined. */
export function toBigInt(value: unknown): bigint | undefined {
  if (isLong(value)) return value.toBigInt();
  const given = toNumber(value) ?? Number.NaN;
  return Number.isInteger(given) && Math.abs(given) < 2 ** 63 ? BigInt(given) : undefined;
}

export function isDouble(value: unknown): boolean {
  return typeOrder(value) === TYPE.number && !isWhole(value) && !(value instanceof Decimal128);
}

export const secondsOf = (value: Timestamp): Long => Long.fromNumber(value.t);
export const incrementOf = (value: Timestamp): Long => Long.fromNumber(value.i);
