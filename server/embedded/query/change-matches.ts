import type { Collection } from '../storage/collection.ts';
import type { Steps, Store } from '../storage/store.ts';
import { type Match, type Query, findFirst, select } from './select.ts';

/** Documents chosen, and documents changed, between two pauses: some tenths of a second. */
const [CHOSEN_AT_ONCE, CHANGED_AT_ONCE] = [10_000, 2000];

export type Changes = {
  query: Query;
  /** Every match, not the first alone. */
  isMulti: boolean;
  change: (collection: Collection, match: Match) => void;
};

/**
 * Does `change` to the matches; returns how many. Where they are many they are chosen first, for a change may move a document
 * within the index that finds it, and looked at again when their turn comes, for another write may have come in between.
 */
export function* changeMatches(store: Store, namespace: string, changes: Changes): Steps<number> {
  const { query, isMulti, change } = changes;
  if (!isMulti) {
    const collection = store.get(namespace);
    const match = findFirst(collection, query);
    if (collection && match) change(collection, match);
    return Number(match !== undefined);
  }
  const chosen: number[] = [];
  for (const { record } of select(store.get(namespace), query).matches) {
    chosen.push(record);
    if (chosen.length % CHOSEN_AT_ONCE === 0) yield;
  }
  let changed = 0;
  for (let at = 0; at < chosen.length; at += CHANGED_AT_ONCE) {
    if (at > 0) yield;
    const collection = store.get(namespace);
    if (!collection) return changed;
    const among = chosen.slice(at, at + CHANGED_AT_ONCE);
    for (const match of select(collection, { ...query, sort: undefined, among }).matches) {
      change(collection, match);
      changed += 1;
    }
  }
  return changed;
}
