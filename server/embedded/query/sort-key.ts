import { badValue, notSupported } from '../command-error.ts';
import { encodeField } from '../index/extract-keys.ts';
import { TYPE } from '../index/type-order.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';
import { compareValues } from './compare.ts';
import { anyAtPath } from './path.ts';

export type SortKey = (doc: Doc) => Buffer;

/** Bytes whose order is the wanted order of the documents: an array counts by its smallest (or largest) element. */
export function compileSort(sort: Doc): SortKey {
  const fields = Object.entries(sort).map(([path, direction]) => ({
    parts: path.split('.'),
    direction: toDirection(direction),
  }));
  return (doc) => Buffer.concat(fields.map(({ parts, direction }) => sortField(doc, parts, direction)));
}

export function toDirection(direction: unknown): 1 | -1 {
  if (isDoc(direction)) throw notSupported('$meta in a sort');
  const number = toNumber(direction);
  if (number !== 1 && number !== -1)
    throw badValue('$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  return number;
}

function sortField(doc: Doc, parts: string[], direction: 1 | -1): Buffer {
  const candidates: unknown[] = [];
  let emptyArray = false;
  anyAtPath(doc, parts, (value) => {
    if (!Array.isArray(value)) candidates.push(value);
    else if (value.length === 0) emptyArray = true;
    else candidates.push(...(value as unknown[]));
    return false;
  });
  const wantsEmpty = emptyArray && (direction === 1 || candidates.length === 0);
  if (wantsEmpty) return Buffer.of(direction === 1 ? TYPE.emptyArray : ~TYPE.emptyArray & 0xff);
  const best = candidates.reduce((a, b) => (compareValues(a, b) * direction <= 0 ? a : b), candidates[0]);
  return encodeField(best, direction);
}
