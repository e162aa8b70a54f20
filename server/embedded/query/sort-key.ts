import { badValue, notSupported } from '../command-error.ts';
import { encodeField } from '../index/extract-keys.ts';
import { TYPE } from '../index/type-order.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';
import { compareValues } from './compare.ts';
import { anyAtPath } from './path.ts';
import type { Collate } from './scope.ts';

type SortField = { parts: string[]; direction: 1 | -1 };

/** The items in the wanted order of their documents: an array counts by its smallest (or largest) element. */
export function sortItems<T>(items: Iterable<T>, docOf: (item: T) => Doc, { sort, collate }: SortOrder): T[] {
  const fields = Object.entries(sort).map(([path, direction]): SortField => ({
    parts: path.split('.'),
    direction: toDirection(direction),
  }));
  if (collate) return sortCollated(items, docOf, { fields, collate });
  const keyOf = (doc: Doc): Buffer => Buffer.concat(fields.map((field) => encodeSortField(doc, field)));
  const keyed = Array.from(items, (item) => ({ key: keyOf(docOf(item)), item }));
  return keyed.sort((a, b) => Buffer.compare(a.key, b.key)).map(({ item }) => item);
}

export type SortOrder = { sort: Doc; collate?: Collate | undefined };

/** A collation has no bytes that sort as it does, so the values themselves are compared. */
function sortCollated<T>(
  items: Iterable<T>,
  docOf: (item: T) => Doc,
  { fields, collate }: { fields: SortField[]; collate: Collate },
): T[] {
  const keyed = Array.from(items, (item) => ({
    key: fields.map((field) => bestValue(docOf(item), field, collate)),
    item,
  }));
  const compare = (a: unknown[], b: unknown[]): number => {
    for (const [i, { direction }] of fields.entries()) {
      const order = Number(b[i] === EMPTY) - Number(a[i] === EMPTY) || compareValues(a[i], b[i], collate);
      if (order !== 0) return order * direction;
    }
    return 0;
  };
  return keyed.sort((a, b) => compare(a.key, b.key)).map(({ item }) => item);
}

export function toDirection(direction: unknown): 1 | -1 {
  if (isDoc(direction)) throw notSupported('$meta in a sort');
  const number = toNumber(direction);
  if (number !== 1 && number !== -1)
    throw badValue('$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  return number;
}

/** Stands for an empty array, which sorts before everything but MinKey. */
const EMPTY = Symbol('empty array');

function bestValue(doc: Doc, { parts, direction }: SortField, collate?: Collate): unknown {
  const candidates: unknown[] = [];
  let emptyArray = false;
  anyAtPath(doc, parts, (value) => {
    if (!Array.isArray(value)) candidates.push(value);
    else if (value.length === 0) emptyArray = true;
    else candidates.push(...(value as unknown[]));
    return false;
  });
  if (emptyArray && (direction === 1 || candidates.length === 0)) return EMPTY;
  const isBetter = (a: unknown, b: unknown): boolean => compareValues(a, b, collate) * direction < 0;
  return candidates.reduce((best, value) => (isBetter(value, best) ? value : best), candidates[0]);
}

function encodeSortField(doc: Doc, field: SortField): Buffer {
  const best = bestValue(doc, field);
  if (best !== EMPTY) return encodeField(best, field.direction);
  return Buffer.of(field.direction === 1 ? TYPE.emptyArray : ~TYPE.emptyArray & 0xff);
}
