import { CommandError, badValue, notSupported } from '../command-error.ts';
import { isSame } from '../query/compare.ts';
import { isOperatorDoc } from '../query/filter.ts';
import { type Collection, type Index, toIndex } from '../storage/catalog.ts';
import type { Store } from '../storage/store.ts';
import { type Doc, encodeDefined, isDoc, isTruthy, toNumber } from '../wire/bson.ts';
import { type Command, countField, docField, docList, namespaceOf } from './context.ts';
import { refuseCollation } from './refuse.ts';

export const createIndexes: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  const specs = docList(body, 'indexes').map(readSpec);
  const { store } = context;
  return store.write(() => {
    const createdCollectionAutomatically = !store.catalog.get(namespace);
    const collection = store.collectionForWrite(namespace);
    const numIndexesBefore = collection.indexes.length;
    for (const spec of specs) createIndex(store, collection, spec);
    return {
      numIndexesBefore,
      numIndexesAfter: collection.indexes.length,
      createdCollectionAutomatically,
      ok: 1,
    };
  });
};

function createIndex(store: Store, collection: Collection, spec: Doc): void {
  const same = collection.indexes.find((index) => isSame(index.key, spec['key']));
  const namesake = collection.indexes.find((index) => index.name === spec['name']);
  if (same && (same.name === '_id_' || sameOptions(same, spec))) {
    if (same === namesake || same.name === '_id_') return;
    throw new CommandError(85, `Index already exists with a different name: ${same.name}`);
  }
  if (namesake) {
    const message =
      'An existing index has the same name as the requested index, with another key or other options';
    throw new CommandError(same ? 85 : 86, `${message}: ${namesake.name}`);
  }
  if (same)
    throw new CommandError(85, `Index with the same key and other options already exists: ${same.name}`);
  const index = toIndex(spec, store.catalog.nextId());
  store.documents.fill(collection, index, store.records(collection));
  collection.indexes.push(index);
  store.catalog.save(collection);
}

function sameOptions(index: Index, spec: Doc): boolean {
  const other = toIndex(spec, 0);
  return (
    index.unique === other.unique &&
    index.sparse === other.sparse &&
    index.expireAfterSeconds === other.expireAfterSeconds &&
    isSame(index.partialSpec ?? null, other.partialSpec ?? null)
  );
}

const INDEX_FIELDS =
  'key name v unique sparse partialFilterExpression expireAfterSeconds background ns collation'.split(' ');

function readSpec(spec: Doc): Doc {
  const key = spec['key'];
  if (!isDoc(key) || Object.keys(key).length === 0) throw new CommandError(67, 'Index keys cannot be empty.');
  for (const [path, direction] of Object.entries(key)) {
    if (path.includes('$**')) throw notSupported('a wildcard index');
    if (typeof direction === 'string') throw notSupported(`an index of type ${direction}`);
    if (!toNumber(direction))
      throw new CommandError(67, `Values in the index key pattern cannot be 0: ${path}`);
  }
  refuseCollation(spec);
  const other = Object.keys(spec).find((name) => !INDEX_FIELDS.includes(name) && isTruthy(spec[name]));
  if (other !== undefined)
    throw new CommandError(197, `The field '${other}' is not valid for an index specification here`);
  const expires = spec['expireAfterSeconds'];
  if (expires !== undefined && Object.keys(key).length > 1)
    throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  if (isTruthy(spec['sparse']) && spec['partialFilterExpression'] !== undefined) {
    throw new CommandError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  }
  assertPartialFilter(spec['partialFilterExpression']);
  const { background: _background, ns: _ns, ...rest } = spec;
  const name =
    typeof spec['name'] === 'string' ? spec['name'] : Object.entries(key).flat().map(String).join('_');
  return { v: 2, ...rest, name };
}

const PARTIAL_OPERATORS = ['$eq', '$exists', '$gt', '$gte', '$lt', '$lte', '$type', '$in'];

/** MongoDB allows in it what an index can decide; anything else cannot be told from a query. */
function assertPartialFilter(filter: unknown): void {
  if (filter === undefined) return;
  if (!isDoc(filter)) throw new CommandError(67, '"partialFilterExpression" must be an object');
  for (const [path, condition] of Object.entries(filter)) {
    if ((path === '$and' || path === '$or') && Array.isArray(condition))
      condition.forEach(assertPartialFilter);
    else if (path.startsWith('$')) throw unfitPartial(path);
    else if (isOperatorDoc(condition))
      for (const [name, operand] of Object.entries(condition))
        if (!PARTIAL_OPERATORS.includes(name) || (name === '$exists' && !isTruthy(operand)))
          throw unfitPartial(name);
  }
}

function unfitPartial(name: string): CommandError {
  return new CommandError(67, `Expression not supported in partial index: ${name}`);
}

export const listIndexes: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  const docs = context.store.existing(namespace).indexes.map((index) => encodeDefined(index.spec));
  const batchSize = countField(docField(body, 'cursor'), 'batchSize');
  return context.cursors.open(namespace, docs, { batchSize, single: false });
};

export const dropIndexes: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  const { store } = context;
  return store.write(() => {
    const collection = store.existing(namespace);
    const doomed = chooseIndexes(collection, body['index']);
    const nIndexesWas = collection.indexes.length;
    for (const index of doomed) store.dropKeys(index.id);
    collection.indexes = collection.indexes.filter((index) => !doomed.includes(index));
    store.catalog.save(collection);
    return { nIndexesWas, ok: 1 };
  });
};

function chooseIndexes(collection: Collection, wanted: unknown): Index[] {
  if (wanted === '*') return collection.indexes.filter((index) => index.name !== '_id_');
  if (Array.isArray(wanted)) return wanted.flatMap((one) => chooseIndexes(collection, one));
  const found = collection.indexes.find((index) =>
    typeof wanted === 'string' ? index.name === wanted : isSame(index.key, wanted),
  );
  if (!found) throw new CommandError(27, `index not found with name [${String(wanted)}]`);
  if (found.name === '_id_') throw badValue('cannot drop _id index');
  return [found];
}
