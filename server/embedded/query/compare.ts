import { ObjectId } from 'bson';
import { encodeValue } from '../index/encode-value.ts';
import { TYPE, typeOrder } from '../index/type-order.ts';
import { isDoc } from '../wire/bson.ts';
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
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b, collate);
  if (isDoc(a) && isDoc(b)) return compareDocs(Object.entries(a), Object.entries(b), collate);
  return Buffer.compare(encodeValue(a), encodeValue(b));
}

export function isSame(a: unknown, b: unknown, collate?: Collate): boolean {
  return compareValues(a, b, collate) === 0;
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function compareLists(a: unknown[], b: unknown[], collate?: Collate): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const order = compareValues(a[i], b[i], collate);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareDocs(a: [string, unknown][], b: [string, unknown][], collate?: Collate): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [nameA, valueA] = a[i] ?? ['', undefined];
    const [nameB, valueB] = b[i] ?? ['', undefined];
    const order =
      typeOrder(valueA) - typeOrder(valueB) ||
      compareText(nameA, nameB) ||
      compareValues(valueA, valueB, collate);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
