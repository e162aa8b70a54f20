import { CommandError, badValue, notSupported } from '../command-error.ts';
import { type Doc, isDoc, isNumeric, setField, toNumber } from '../wire/bson.ts';
import { compareValues } from './compare.ts';
import { assertPath, keyValues } from './path.ts';
import type { Collate } from './scope.ts';

export type SortOrder = { sort: Doc; collate?: Collate | undefined };

/** The items in the wanted order of their documents. */
export function sortItems<T>(items: Iterable<T>, docOf: (item: T) => Doc, order: SortOrder): T[] {
  const { keyOf, compareKeys } = compileSort(order);
  const keyed = Array.from(items, (item) => ({ key: keyOf(docOf(item)), item }));
  return keyed.sort((a, b) => compareKeys(a.key, b.key)).map(({ item }) => item);
}

type SortKey = unknown[];
type Sorting = { keyOf: (doc: Doc) => SortKey; compareKeys: (a: SortKey, b: SortKey) => number };

/** What a document is sorted by: an array counts by its smallest (or largest) element. */
export function compileSort({ sort, collate }: SortOrder): Sorting {
  const fields = Object.entries(sort).map(([path, operand]) => {
    const direction = toDirection(operand);
    const compare = (a: unknown, b: unknown): number => compareValues(a, b, collate) * direction;
    return { parts: path.split('.'), compare };
  });
  return {
    keyOf: (doc) =>
      fields.map(({ parts, compare }) =>
        keyValues(doc, parts).reduce((best, value) => (compare(value, best) < 0 ? value : best)),
      ),
    compareKeys: (a, b) => fields.reduce((order, { compare }, i) => order || compare(a[i], b[i]), 0),
  };
}

/** The order that a query or a pipeline asks for: what stands behind the point of a direction does not count. */
export function readSort(sort: Doc): Doc {
  const read: Doc = {};
  for (const [path, operand] of Object.entries(sort)) {
    if (isDoc(operand)) throw notSupported('$meta in a sort');
    const direction = Math.trunc(toNumber(operand) ?? Number.NaN);
    if (!isNumeric(operand)) throw new CommandError(15974, `Illegal key in $sort specification: ${path}`);
    if (Math.abs(direction) !== 1) throw new CommandError(15975, DIRECTIONS);
    assertPath(path);
    setField(read, path, direction);
  }
  return read;
}

const DIRECTIONS = '$sort key ordering must be 1 (for ascending) or -1 (for descending)';

export function toDirection(direction: unknown): 1 | -1 {
  const number = toNumber(direction);
  if (number !== 1 && number !== -1) throw badValue(DIRECTIONS);
  return number;
}
