import { badValue, notSupported } from '../command-error.ts';
import { type Doc, isDoc, toNumber } from '../wire/bson.ts';
import { compareValues } from './compare.ts';
import { keyValues } from './path.ts';
import type { Collate } from './scope.ts';

export type SortOrder = { sort: Doc; collate?: Collate | undefined };

/** The items in the wanted order of their documents: an array counts by its smallest (or largest) element. */
export function sortItems<T>(items: Iterable<T>, docOf: (item: T) => Doc, { sort, collate }: SortOrder): T[] {
  const fields = Object.entries(sort).map(([path, operand]) => {
    const direction = toDirection(operand);
    const compare = (a: unknown, b: unknown): number => compareValues(a, b, collate) * direction;
    return { parts: path.split('.'), compare };
  });
  const keyOf = (doc: Doc): unknown[] =>
    fields.map(({ parts, compare }) =>
      keyValues(doc, parts).reduce((best, value) => (compare(value, best) < 0 ? value : best)),
    );
  const keyed = Array.from(items, (item) => ({ key: keyOf(docOf(item)), item }));
  keyed.sort((a, b) => fields.reduce((order, { compare }, i) => order || compare(a.key[i], b.key[i]), 0));
  return keyed.map(({ item }) => item);
}

export function toDirection(direction: unknown): 1 | -1 {
  if (isDoc(direction)) throw notSupported('$meta in a sort');
  const number = toNumber(direction);
  if (number !== 1 && number !== -1)
    throw badValue('$sort key ordering must be 1 (for ascending) or -1 (for descending)');
  return number;
}
