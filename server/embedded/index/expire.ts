import { select } from '../query/select.ts';
import type { Store } from '../storage/store.ts';

/** Removes documents whose TTL date has passed; a missing or non-date value never expires. Returns how many. */
export function removeExpired(store: Store, now: Date): Promise<number> {
  return store.write(() => {
    let removed = 0;
    for (const collection of store.catalog.list()) {
      for (const { expireAfterSeconds, fields, name, partialSpec } of collection.indexes) {
        const [field] = fields;
        if (expireAfterSeconds === undefined || !field) continue;
        const deadline = new Date(now.getTime() - expireAfterSeconds * 1000);
        const filter = { ...partialSpec, $and: [{ [field.path]: { $lt: deadline } }] };
        for (const match of Array.from(select(store, collection, { filter, hint: name }).matches)) {
          store.documents.remove(collection, match.record, match.doc);
          removed += 1;
        }
      }
    }
    return removed;
  });
}
