import { ObjectId } from 'bson';
import { encodeValue } from '../index/encode-value.ts';
import { TYPE, typeOrder } from '../index/type-order.ts';
import { isDoc } from '../wire/bson.ts';
import { compareNumbers } from './numbers.ts';

/** MongoDB's total order over BSON values (mongodb.com/docs/manual/reference/bson-type-comparison-order). */
export function compareValues(a: unknown, b: unknown): number {
  const type = typeOrder(a);
  const other = typeOrder(b);
  if (type !== other) return type - other;
  if (type === TYPE.number) return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string')
    return a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b));
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (a instanceof ObjectId && b instanceof ObjectId) return Buffer.compare(a.id, b.id);
  if (Array.isArray(a) && Array.isArray(b)) return compareLists(a, b);
  if (isDoc(a) && isDoc(b)) return compareDocs(Object.entries(a), Object.entries(b));
  return Buffer.compare(encodeValue(a), encodeValue(b));
}

export function isSame(a: unknown, b: unknown): boolean {
  return compareValues(a, b) === 0;
}

function compareLists(a: unknown[], b: unknown[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

function compareDocs(a: [string, unknown][], b: [string, unknown][]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const [nameA, valueA] = a[i] ?? ['', undefined];
    const [nameB, valueB] = b[i] ?? ['', undefined];
    const order =
      typeOrder(valueA) - typeOrder(valueB) ||
      (nameA === nameB ? 0 : Buffer.compare(Buffer.from(nameA), Buffer.from(nameB))) ||
      compareValues(valueA, valueB);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}
