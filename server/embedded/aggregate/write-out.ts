import { CommandError, badValue, failedToParse } from '../command-error.ts';
import { insertOne } from '../commands/insert.ts';
import { getPath } from '../query/path.ts';
import { findFirst } from '../query/select.ts';
import { toIndex } from '../index/definition.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import { compileUpdatePipeline } from '../update/pipeline.ts';
import { applyToMatch } from '../update/write-update.ts';
import { type Bytes, type Doc, decode, isDoc } from '../wire/bson.ts';

type Target = { store: Store; database: string; variables: Doc };
type WriteOut = (docs: Iterable<Bytes>) => void;

/** What `$out` or `$merge` at the end of a pipeline does with its documents; only inside `write`. */
export function compileWriteOut(stage: Doc, target: Target): WriteOut {
  const spec = stage['$out'] ?? stage['$merge'];
  if ('$out' in stage) return (docs) => replaceCollection(target.store, namespaceOf(spec, target), docs);
  return compileMerge(isDoc(spec) && 'into' in spec ? spec : { into: spec }, target);
}

function namespaceOf(spec: unknown, { database }: Target): string {
  if (typeof spec === 'string') return `${database}.${spec}`;
  if (isDoc(spec) && typeof spec['coll'] === 'string')
    return `${typeof spec['db'] === 'string' ? spec['db'] : database}.${spec['coll']}`;
  throw failedToParse('a target collection must be a string or {db, coll}');
}

/** All or nothing: the documents are gathered beside the collection, which then gives way to them. */
function replaceCollection(store: Store, namespace: string, docs: Iterable<Bytes>): void {
  const old = store.get(namespace);
  const fresh = store.create(`${namespace.slice(0, namespace.indexOf('.'))}.tmp.agg_out`, old?.options);
  for (const { spec, name } of old?.indexes ?? [])
    if (name !== '_id_') fresh.addIndex(toIndex(spec, store.nextId()));
  try {
    for (const bytes of docs) insertOne(fresh, bytes);
  } catch (error) {
    store.drop(fresh);
    throw error;
  }
  if (old) store.drop(old);
  store.rename(fresh, namespace);
}

const WHEN_MATCHED = ['replace', 'keepExisting', 'merge', 'fail'];
const WHEN_NOT_MATCHED = ['insert', 'discard', 'fail'];

function compileMerge(spec: Doc, target: Target): WriteOut {
  const { whenMatched = 'merge', whenNotMatched = 'insert', on: given = '_id' } = spec;
  if (!Array.isArray(whenMatched)) assertOneOf('whenMatched', whenMatched, WHEN_MATCHED);
  assertOneOf('whenNotMatched', whenNotMatched, WHEN_NOT_MATCHED);
  const on = [given].flat().map(String);
  const update = Array.isArray(whenMatched)
    ? compileUpdatePipeline(whenMatched, [...Object.keys(target.variables), 'new'])
    : undefined;
  return (docs) => {
    const collection = target.store.existingOrNew(namespaceOf(spec['into'], target));
    assertUniqueOn(collection, on);
    // Read to the end first, for the pipeline may read the collection that is written.
    for (const bytes of Array.from(docs))
      mergeOne(target, collection, { bytes, on, update, whenMatched, whenNotMatched });
  };
}

function assertOneOf(field: string, value: unknown, values: string[]): void {
  if (!values.includes(String(value)))
    throw badValue(`Enumeration value '${String(value)}' for field '${field}' is not a valid value.`);
}

type Merge = {
  bytes: Bytes;
  on: string[];
  update: ReturnType<typeof compileUpdatePipeline> | undefined;
  whenMatched: unknown;
  whenNotMatched: unknown;
};

function mergeOne({ variables }: Target, collection: Collection, merge: Merge): void {
  const { bytes, on, update, whenMatched, whenNotMatched } = merge;
  const doc = decode(bytes);
  const keys = on.map((path): [string, unknown] => [path, getPath(doc, path.split('.')) ?? null]);
  const filter = Object.fromEntries(keys.map(([path, $eq]) => [path, { $eq }]));
  const match = findFirst(collection, { filter });
  if (!match && whenNotMatched === 'insert') return insertOne(collection, bytes);
  if (!match && whenNotMatched === 'fail')
    throw new CommandError(13113, '$merge could not find a matching document in the target collection');
  if (!match || whenMatched === 'keepExisting') return;
  if (whenMatched === 'fail') {
    const keyPattern = Object.fromEntries(on.map((path) => [path, 1]));
    const details = { keyPattern, keyValue: Object.fromEntries(keys) };
    throw new CommandError(11000, '$merge found a matching document', details);
  }
  const change = (before: Doc): Doc =>
    update
      ? update(before, { ...variables, new: doc })
      : { ...(whenMatched === 'merge' ? before : {}), ...doc, _id: before['_id'] };
  applyToMatch(collection, match, change);
}

function assertUniqueOn(collection: Collection, on: string[]): void {
  const wanted = on.toSorted().join();
  const isFound = collection.indexes.some(
    ({ unique, key, partialSpec }) => unique && !partialSpec && Object.keys(key).sort().join() === wanted,
  );
  if (!isFound) throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
}
