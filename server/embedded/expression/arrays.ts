import { Double } from 'bson';
import { check } from '../command-error.ts';
import { encodeValue } from '../index/encode-value.ts';
import { compareValues, isSame } from '../query/compare.ts';
import { type Doc, isDoc, setField, toNumber } from '../wire/bson.ts';
import { asDouble } from './arithmetic.ts';
import { isNullish, listOf, typeName } from './operands.ts';

type List = readonly unknown[];

export function elementAt(list: List, index: unknown): unknown {
  return list.at(asDouble(index));
}

export function positionOf(list: List, value: unknown, from?: unknown, to?: unknown): number {
  const [start, end] = [asDouble(from ?? 0), asDouble(to ?? list.length)];
  return list.findIndex((item, i) => i >= start && i < end && isSame(item, value ?? null));
}

/** MongoDB gives a range 100 MB, at 16 bytes each. */
const MOST_IN_RANGE = 6_553_600;

export function range(from: unknown, to: unknown, by?: unknown): number[] {
  const [start, end, step] = [asDouble(from), asDouble(to), asDouble(by ?? 1)];
  check(step !== 0, 34449, '$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((end - start) / step));
  check(length <= MOST_IN_RANGE, 146, '$range would use too much memory');
  return Array.from({ length }, (_, i) => start + i * step);
}

export function slice(list: List, second: unknown, third?: unknown): unknown[] {
  const n = asDouble(second);
  if (third === undefined) return n < 0 ? list.slice(n) : list.slice(0, n);
  const count = asDouble(third);
  check(count > 0, 28729, `Third argument to $slice must be positive: ${count}`);
  const start = n < 0 ? Math.max(0, list.length + n) : n;
  return list.slice(start, start + count);
}

export function fromObject(doc: Doc): Doc[] {
  return Object.entries(doc).map(([k, v]) => ({ k, v }));
}

/** `[[key, value]]` or `[{k: key, v: value}]`; the first element says which. */
export function toObject(list: List): Doc {
  const made: Doc = {};
  const [first] = list;
  const isFormat = list.length === 0 || Array.isArray(first) || isDoc(first);
  check(isFormat, 40398, `Unrecognised input type format for $arrayToObject: ${typeName(first)}`);
  for (const item of list) {
    const [key, value] = Array.isArray(first) ? readPair(item) : readKeyValue(item);
    setField(made, key, value);
  }
  return made;
}

function readPair(item: unknown): [string, unknown] {
  check(
    Array.isArray(item),
    40396,
    '$arrayToObject requires a consistent input format: all arrays or all objects',
  );
  const [key, value] = item as unknown[];
  check(item.length === 2, 40397, '$arrayToObject requires an array of size 2 arrays');
  check(typeof key === 'string', 40395, '$arrayToObject requires keys of type string');
  return [key, value];
}

function readKeyValue(item: unknown): [string, unknown] {
  check(isDoc(item), 40391, '$arrayToObject requires a consistent input format: all arrays or all objects');
  check(Object.keys(item).length === 2, 40392, "$arrayToObject requires objects of 'k' and 'v'");
  const { k, v } = item;
  check(k !== undefined && v !== undefined, 40393, "$arrayToObject requires objects with keys 'k' and 'v'");
  check(typeof k === 'string', 40394, '$arrayToObject requires keys of type string');
  return [k, v];
}

const keyOf = (value: unknown): string => encodeValue(value).toString('latin1');

/** The first of each group of equal values, in the order given or in BSON order. */
export function toSet(list: List, isSorted = false): unknown[] {
  const seen = new Map<string, unknown>();
  for (const item of list) {
    const key = keyOf(item);
    if (!seen.has(key)) seen.set(key, item);
  }
  const set = [...seen.values()];
  return isSorted ? set.sort((a, b) => compareValues(a, b)) : set;
}

const hasAll = (keys: Set<string>, list: List): boolean => list.every((item) => keys.has(keyOf(item)));
const keysOf = (list: List): Set<string> => new Set(list.map(keyOf));

export function difference(a: List, b: List): unknown[] {
  const without = keysOf(b);
  return toSet(a.filter((item) => !without.has(keyOf(item))));
}

export function intersection(first: List = [], ...rest: List[]): unknown[] {
  const others = rest.map(keysOf);
  return toSet(
    first.filter((item) => others.every((keys) => keys.has(keyOf(item)))),
    true,
  );
}

export const isSubset = (a: List, b: List): boolean => hasAll(keysOf(b), a);
export const areEqual = (first: List, ...rest: List[]): boolean =>
  rest.every((list) => isSubset(first, list) && isSubset(list, first));

export function zip({
  inputs,
  defaults = [],
  useLongestLength: isLongest = false,
}: Record<string, unknown>): unknown {
  check(Array.isArray(inputs), 34461, 'inputs must be an array of expressions');
  check(Array.isArray(defaults), 34462, 'defaults must be an array of expressions');
  check(typeof isLongest === 'boolean', 34463, 'useLongestLength must be a bool');
  check(inputs.length > 0, 34465, '$zip requires at least one input array');
  check(isLongest || defaults.length === 0, 34466, 'cannot specify defaults unless useLongestLength is true');
  check([0, inputs.length].includes(defaults.length), 34467, 'defaults and inputs must have the same length');
  if (inputs.some(isNullish)) return null;
  const lists = inputs.filter(Array.isArray);
  check(lists.length === inputs.length, 34468, '$zip found a non-array expression in input');
  const lengths = lists.map((list) => list.length);
  const [length, others]: [number, unknown[]] = [(isLongest ? Math.max : Math.min)(...lengths), defaults];
  return Array.from({ length }, (_, row) =>
    lists.map((list: unknown[], column) => (row < list.length ? list[row] : (others[column] ?? null))),
  );
}

/** The first, last, least or greatest n of a list. */
export function pickN(name: string, list: List, n: unknown): unknown[] {
  const count = toNumber(n);
  check(count !== undefined && Number.isInteger(count), 5787902, "Value for 'n' must be of integral type");
  check(count > 0, 5787908, `'n' must be greater than 0, found ${count}`);
  if (name === '$firstN') return list.slice(0, count);
  if (name === '$lastN') return list.slice(-count);
  const sorted = list.filter((item) => !isNullish(item)).sort((a, b) => compareValues(a, b));
  return (name === '$maxN' ? sorted.toReversed() : sorted).slice(0, count);
}

/** The numbers at these shares of the sorted list; null where it has none. */
export function quantiles(list: List, shares: unknown): unknown[] {
  check(Array.isArray(shares) && shares.length > 0, 7750301, "'p' must be an array of numbers from 0 to 1");
  const numbers = list.map(toNumber).filter((value) => value !== undefined && !Number.isNaN(value));
  const sorted = numbers.sort((a = 0, b = 0) => a - b);
  return shares.map((share: unknown) => {
    const at = toNumber(share) ?? -1;
    check(at >= 0 && at <= 1, 7750303, "'p' must hold numbers from 0 to 1");
    const value = sorted[Math.max(0, Math.ceil(at * sorted.length) - 1)];
    return value === undefined ? null : new Double(value);
  });
}

export const percentile = ({ input, p }: Record<string, unknown>): unknown => quantiles(listOf(input), p);
export const median = ({ input }: Record<string, unknown>): unknown => quantiles(listOf(input), [0.5])[0];

export function pick(name: string) {
  return ({ n, input }: Record<string, unknown>): unknown => {
    check(Array.isArray(input), 5788200, 'Input must be an array');
    return pickN(name, input, n);
  };
}
