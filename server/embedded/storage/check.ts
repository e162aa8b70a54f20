import { extractKeys } from '../index/extract-keys.ts';
import { decode } from '../wire/bson.ts';
import type { Index } from '../index/definition.ts';
import type { Collection } from './collection.ts';
import { type KeyRange, documentRange, indexKey, indexRange } from './layout.ts';
import type { Store } from './store.ts';

type CheckResult = { collections: number; documents: number; keys: number; faults: string[] };
const MAX_ID = 0xffff_ffff;

type Tally = { wanted: number; missing: number; unmarked: boolean };

/** Compares every index with the keys its documents ask for; a sound store has no faults. */
export function checkStore(store: Store): CheckResult {
  const result: CheckResult = { collections: 0, documents: 0, keys: 0, faults: [] };
  for (const collection of store.list()) {
    result.collections += 1;
    const tallies = new Map<Index, Tally>(
      collection.indexes.map((index) => [index, { wanted: 0, missing: 0, unmarked: false }]),
    );
    for (const record of collection.records()) {
      result.documents += 1;
      const fault = checkDocument(store, collection, { record, tallies });
      if (fault) result.faults.push(fault);
    }
    for (const [index, tally] of tallies) {
      const { keys, repeated } = countKeys(store, index);
      result.keys += keys;
      const surplus = keys - (tally.wanted - tally.missing);
      const where = `${collection.namespace} ${index.name}`;
      if (tally.missing || surplus)
        result.faults.push(`${where}: ${tally.missing} keys missing, ${surplus} too many`);
      if (repeated) result.faults.push(`${where}: ${repeated} values twice in a unique index`);
      if (tally.unmarked) result.faults.push(`${where}: arrays or rounded values not noted in the catalog`);
    }
  }
  const collections = store.list();
  const indexIds = collections.flatMap(({ indexes }) => indexes.map(({ id }) => id));
  const ofNone = [
    ...strayIds(store, documentRange, new Set(collections.map(({ id }) => id))).map(
      (id) => `documents ${id}`,
    ),
    ...strayIds(store, indexRange, new Set(indexIds)).map((id) => `index keys ${id}`),
  ];
  result.faults.push(...ofNone.map((what) => `${what}: of no collection in the catalog`));
  return result;
}

function strayIds(store: Store, rangeOf: (id: number) => KeyRange, known: Set<number>): number[] {
  const stray: number[] = [];
  const { end } = rangeOf(MAX_ID);
  for (let id = 0; ; id += 1) {
    const [first] = store.env.keys({ start: rangeOf(id).start, end }, false, 1);
    if (!first) return stray;
    id = first.readUInt32BE(1);
    if (!known.has(id)) stray.push(id);
  }
}

/** Looks each wanted key up, so that no size of store fills the memory. */
function checkDocument(
  store: Store,
  collection: Collection,
  { record, tallies }: { record: number; tallies: Map<Index, Tally> },
): string | undefined {
  try {
    const doc = decode(collection.read(record) ?? Buffer.alloc(0));
    for (const [index, tally] of tallies) {
      const { keys, multikey, inexact } = extractKeys(index, doc);
      tally.wanted += keys.length;
      tally.unmarked ||= (multikey && !index.multikey) || (inexact && !index.inexact);
      for (const key of keys) if (!store.env.get(indexKey(index.id, key, record))) tally.missing += 1;
    }
    return undefined;
  } catch (error) {
    return `${collection.namespace} record ${record}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function countKeys(store: Store, index: Index): { keys: number; repeated: number } {
  let [keys, repeated] = [0, 0];
  let previous: Buffer = Buffer.alloc(0);
  for (const key of store.env.keys(indexRange(index.id))) {
    keys += 1;
    // A rounded key may stand for several values, so it proves nothing.
    if (index.unique && !index.inexact && isSameValue(previous, key)) repeated += 1;
    previous = key;
  }
  return { keys, repeated };
}

/** The record number at the end is not part of the value. */
function isSameValue(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && a.subarray(0, -8).equals(b.subarray(0, -8));
}
