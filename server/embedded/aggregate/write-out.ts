import { CommandError, badValue, failedToParse } from '../command-error.ts';
import { insertOne } from '../commands/insert.ts';
import { getPath } from '../query/path.ts';
import { select } from '../query/select.ts';
import { type Collection, toIndex } from '../storage/catalog.ts';
import type { Store } from '../storage/store.ts';
import { runUpdatePipeline } from '../update/pipeline.ts';
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
  const old = store.catalog.get(namespace);
  const fresh = store.catalog.create(`${namespace.slice(0, namespace.indexOf('.'))}.tmp.agg_out`);
  for (const { spec, name } of old?.indexes ?? [])
    if (name !== '_id_') fresh.indexes.push(toIndex(spec, store.catalog.nextId()));
  store.catalog.save(fresh);
  try {
    for (const bytes of docs) insertOne(store, fresh, bytes);
  } catch (error) {
    store.drop(fresh);
    throw error;
  }
  if (old) store.drop(old);
  store.catalog.rename(fresh, namespace);
}

const WHEN_MATCHED = ['replace', 'keepExisting', 'merge', 'fail'];
const WHEN_NOT_MATCHED = ['insert', 'discard', 'fail'];

function compileMerge(spec: Doc, target: Target): WriteOut {
  const { whenMatched = 'merge', whenNotMatched = 'insert' } = spec;
  if (!Array.isArray(whenMatched) && !WHEN_MATCHED.includes(String(whenMatched)))
    throw badValue(
      `Enumeration value '${String(whenMatched)}' for field 'whenMatched' is not a valid value.`,
    );
  if (!WHEN_NOT_MATCHED.includes(String(whenNotMatched)))
    throw badValue(
      `Enumeration value '${String(whenNotMatched)}' for field 'whenNotMatched' is not a valid value.`,
    );
  const on = [spec['on'] ?? '_id'].flat().map(String);
  const change = (before: Doc, doc: Doc): Doc => {
    if (Array.isArray(whenMatched))
      return runUpdatePipeline(before, whenMatched, { ...target.variables, new: doc });
    return whenMatched === 'replace'
      ? { ...doc, _id: before['_id'] }
      : { ...before, ...doc, _id: before['_id'] };
  };
  return (docs) => {
    const collection = target.store.collectionForWrite(namespaceOf(spec['into'], target));
    assertUniqueOn(collection, on);
    // Read to the end first, for the pipeline may read the collection that is written.
    for (const bytes of Array.from(docs))
      mergeOne(target.store, collection, { bytes, on, whenMatched, whenNotMatched, change });
  };
}

type MergeUse = {
  bytes: Bytes;
  on: string[];
  whenMatched: unknown;
  whenNotMatched: unknown;
  change: (before: Doc, doc: Doc) => Doc;
};

function mergeOne(store: Store, collection: Collection, use: MergeUse): void {
  const doc = decode(use.bytes);
  const pairs = use.on.map((path) => [path, { $eq: getPath(doc, path.split('.')) ?? null }]);
  const [match] = select(store, collection, { filter: Object.fromEntries(pairs) }).matches;
  if (!match) {
    if (use.whenNotMatched === 'fail')
      throw new CommandError(13113, '$merge could not find a matching document in the target collection');
    if (use.whenNotMatched === 'insert') insertOne(store, collection, use.bytes);
  } else if (use.whenMatched === 'fail') {
    const keyValue = Object.fromEntries(use.on.map((path) => [path, getPath(doc, path.split('.')) ?? null]));
    const keyPattern = Object.fromEntries(use.on.map((path) => [path, 1]));
    throw new CommandError(11000, '$merge found a matching document', { keyPattern, keyValue });
  } else if (use.whenMatched !== 'keepExisting') {
    applyToMatch(store, collection, { match, change: (before) => use.change(before, doc) });
  }
}

function assertUniqueOn(collection: Collection, on: string[]): void {
  const wanted = on.toSorted().join();
  const isFound = collection.indexes.some(
    ({ unique, key, partialSpec }) => unique && !partialSpec && Object.keys(key).sort().join() === wanted,
  );
  if (!isFound) throw new CommandError(51183, 'Cannot find index to verify that join fields will be unique');
}
