import { ObjectId } from 'bson';
import { encodeValue } from '../index/encode-value.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { TYPE, typeOrder } from './bson-type.ts';
import { compareNumbers } from './numbers.ts';
import type { Collate } from './scope.ts';

/** MongoDB's total order over BSON values (mongodb.com/docs/manual/reference/bson-type-comparison-order). */
export function compareValues(a: unknown, b: unknown, collate?: Collate): number {
  const type = typeOrder(a);
  const other = typeOrder(b);
  if (type !== other) return type - other;
  if (type === TYPE.number) return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return collate ? collate(a, b) : compareText(a, b);
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  if (Array.isArray(a) && Array.isArray(b))
    return firstDifference(a.length, b.length, (i) => compareValues(a[i], b[i], collate));
  if (isDoc(a) && isDoc(b)) return compareDocs(a, b, collate);
  return Buffer.compare(encodeValue(a), encodeValue(b));
}

export function isSame(a: unknown, b: unknown, collate?: Collate): boolean {
  return compareValues(a, b, collate) === 0;
}

/** What the comparison operators ask of the order of two values. */
export const HOLDS = {
  $eq: (order: number) => order === 0,
  $ne: (order: number) => order !== 0,
  $gt: (order: number) => order > 0,
  $gte: (order: number) => order >= 0,
  $lt: (order: number) => order < 0,
  $lte: (order: number) => order <= 0,
};

const SURROGATE = /[\ud800-\udfff]/;

/** By code point, as UTF-8 compares; the units of UTF-16 do so too, but for surrogates. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  if (SURROGATE.test(a) || SURROGATE.test(b)) return Buffer.compare(Buffer.from(a), Buffer.from(b));
  return a < b ? -1 : 1;
}

function compareDocs(a: Doc, b: Doc, collate?: Collate): number {
  const [namesA, namesB] = [Object.keys(a), Object.keys(b)];
  return firstDifference(namesA.length, namesB.length, (i) => {
    const [nameA = '', nameB = ''] = [namesA[i], namesB[i]];
    const [left, right] = [a[nameA], b[nameB]];
    return (
      typeOrder(left) - typeOrder(right) || compareText(nameA, nameB) || compareValues(left, right, collate)
    );
  });
}

/** The longer of two lists comes last when the shorter is its beginning. */
function firstDifference(lengthA: number, lengthB: number, compareAt: (i: number) => number): number {
  for (let i = 0; i < Math.min(lengthA, lengthB); i += 1) {
    const order = compareAt(i);
    if (order !== 0) return order;
  }
  return lengthA - lengthB;
}
