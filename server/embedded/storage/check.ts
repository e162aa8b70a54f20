import { extractKeys } from '../index/extract-keys.ts';
import { decode } from '../wire/bson.ts';
import { indexKey, indexRange } from './layout.ts';
import type { Store } from './store.ts';

export type CheckResult = { collections: number; documents: number; keys: number; faults: string[] };

/** Compares every index with the keys its documents ask for; a sound store has no faults. */
export function checkStore(store: Store): CheckResult {
  const result: CheckResult = { collections: 0, documents: 0, keys: 0, faults: [] };
  const nothing = Buffer.alloc(0);
  for (const collection of store.catalog.list()) {
    result.collections += 1;
    const wanted = new Map(collection.indexes.map((index) => [index, new Set<string>()]));
    for (const record of store.records(collection)) {
      result.documents += 1;
      const doc = decode(store.documents.read(collection, record) ?? nothing);
      for (const [index, keys] of wanted) {
        for (const key of extractKeys(index, doc).keys)
          keys.add(indexKey(index.id, key, record).toString('latin1'));
      }
    }
    for (const [index, keys] of wanted) {
      let surplus = 0;
      for (const key of store.env.keys(indexRange(index.id, { start: nothing, end: nothing }))) {
        result.keys += 1;
        if (!keys.delete(key.toString('latin1'))) surplus += 1;
      }
      if (surplus || keys.size)
        result.faults.push(
          `${collection.namespace} ${index.name}: ${keys.size} keys missing, ${surplus} too many`,
        );
    }
  }
  return result;
}
