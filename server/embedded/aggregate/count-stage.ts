import { type Doc, isDoc, toNumber } from '../wire/bson.ts';

/**
 * The field of a pipeline that only counts: `$count`, or the `$group` that drivers send for countDocuments. It needs no
 * documents in memory, which mingo's grouping would collect.
 */
export function countedField(tail: Doc[]): string | undefined {
  const [stage = {}, next] = tail;
  if (next) return undefined;
  const named = stage['$count'];
  if (typeof named === 'string' && /^\w+$/.test(named)) return named;
  const group = stage['$group'];
  if (!isDoc(group)) return undefined;
  const [[id, constant] = [], [name, sum] = [], more] = Object.entries(group);
  const isCount = isDoc(sum) && Object.keys(sum).length === 1 && toNumber(sum['$sum']) === 1;
  const isOneGroup = id === '_id' && (constant === null || toNumber(constant) !== undefined);
  return isCount && isOneGroup && more === undefined && name && /^\w+$/.test(name) ? name : undefined;
}

/** No documents, no group. */
export function* countLazily(tail: Doc[], field: string, count: () => number): Generator<Doc> {
  const n = count();
  const group = tail[0]?.['$group'];
  if (n > 0) yield { ...(isDoc(group) ? { _id: group['_id'] } : {}), [field]: n };
}
