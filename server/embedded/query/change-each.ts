import type { Collection } from '../storage/catalog.ts';
import type { Steps, Store } from '../storage/store.ts';
import { type Match, type Query, select } from './select.ts';

/** Documents chosen, and documents changed, between two pauses: some tenths of a second. */
const [CHOSEN_AT_ONCE, CHANGED_AT_ONCE] = [10_000, 2000];

/**
 * Does `change` to every match; returns how many. They are chosen first, for a change may move a document within the
 * index that finds it, and looked at again when their turn comes, for another write may have come in between.
 */
export function* changeEach(
  store: Store,
  namespace: string,
  { query, change }: { query: Query; change: (collection: Collection, match: Match) => void },
): Steps<number> {
  const { matches } = select(store, store.catalog.get(namespace), query);
  const chosen: number[] = [];
  for (const { record } of matches) {
    chosen.push(record);
    if (chosen.length % CHOSEN_AT_ONCE === 0) yield;
  }
  let changed = 0;
  for (let at = 0; at < chosen.length; at += CHANGED_AT_ONCE) {
    if (at > 0) yield;
    const collection = store.catalog.get(namespace);
    if (!collection) return changed;
    const among = chosen.slice(at, at + CHANGED_AT_ONCE);
    for (const match of select(store, collection, { ...query, sort: undefined, among }).matches) {
      change(collection, match);
      changed += 1;
    }
  }
  return changed;
}
