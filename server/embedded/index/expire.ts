import { changeMatches } from '../query/change-matches.ts';
import type { Steps, Store } from '../storage/store.ts';

/** Removes documents whose TTL date has passed; a missing or non-date value never expires. Returns how many. */
export function removeExpired(store: Store, now: Date): Promise<number> {
  return store.writeInSteps(expire(store, now));
}

function* expire(store: Store, now: Date): Steps<number> {
  let removed = 0;
  for (const { namespace, indexes } of store.list()) {
    for (const { expireAfterSeconds, fields, name, partialSpec } of indexes) {
      const [field] = fields;
      if (expireAfterSeconds === undefined || !field) continue;
      const deadline = new Date(now.getTime() - expireAfterSeconds * 1000);
      const filter = { ...partialSpec, $and: [{ [field.path]: { $lt: deadline } }] };
      removed += yield* changeMatches(store, namespace, {
        query: { filter, hint: name },
        isMulti: true,
        change: (collection, { record, doc }) => collection.remove(record, doc),
      });
    }
  }
  return removed;
}
