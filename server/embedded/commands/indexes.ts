import { CommandError, notSupported } from '../command-error.ts';
import { encodeValue } from '../index/encode-value.ts';
import { isSame } from '../query/compare.ts';
import { type Index, findIndexes, toIndex } from '../index/definition.ts';
import type { Collection } from '../storage/collection.ts';
import { type Doc, isDoc, isTruthy, toNumber } from '../wire/bson.ts';
import { type Command, type WriteCommand, docList, listReply, namespaceOf } from './context.ts';
import { ownCollation } from './own-collation.ts';

export const createIndexes: WriteCommand = (context, body) => {
  const { store } = context;
  const namespace = namespaceOf(context, body);
  const specs = docList(body, 'indexes').map(readSpec);
  const createdCollectionAutomatically = !store.get(namespace);
  const collection = store.existingOrNew(namespace);
  const numIndexesBefore = collection.indexes.length;
  for (const spec of specs) createIndex(collection, spec);
  const numIndexesAfter = collection.indexes.length;
  return { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically, ok: 1 };
};

function createIndex(collection: Collection, spec: Doc): void {
  const index = toIndex(spec, collection.store.nextId());
  if (isSame(index.key, { _id: 1 })) return;
  const same = collection.indexes.find((other) => signatureOf(other) === signatureOf(index));
  const namesake = collection.indexes.find(({ name }) => name === index.name);
  if (same && same === namesake && same.expireAfterSeconds === index.expireAfterSeconds) return;
  if (same)
    throw new CommandError(85, `Index already exists with a different name or other options: ${same.name}`);
  if (namesake)
    throw new CommandError(86, `An existing index has the same name as the requested index: ${index.name}`);
  collection.addIndex(index);
}

/** Two indexes of the same may not stand side by side; under different names all others may. */
function signatureOf({ key, unique, sparse, partialSpec, spec: { collation } }: Index): string {
  return encodeValue({ key, unique, sparse, partialSpec, collation }).toString('latin1');
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
  const own = ownCollation(spec);
  // Its keys are in byte order, where what the collation holds equal lies apart.
  if (own.collation && isTruthy(spec['unique'])) throw notSupported('a unique index with its own collation');
  const other = Object.keys(spec).find((name) => !INDEX_FIELDS.includes(name) && isTruthy(spec[name]));
  if (other !== undefined)
    throw new CommandError(197, `The field '${other}' is not valid for an index specification here`);
  const expires = spec['expireAfterSeconds'];
  if (expires !== undefined && Object.keys(key).length > 1)
    throw new CommandError(67, 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  if (isTruthy(spec['sparse']) && spec['partialFilterExpression'] !== undefined) {
    throw new CommandError(67, 'cannot mix "partialFilterExpression" and "sparse" options');
  }
  if (spec['partialFilterExpression'] !== undefined) assertPartialFilter(spec['partialFilterExpression']);
  const { ns: _ns, collation: _collation, ...rest } = spec;
  const name =
    typeof spec['name'] === 'string' ? spec['name'] : Object.entries(key).flat().map(String).join('_');
  return { v: 2, ...rest, name, ...own };
}

const PARTIAL_OPERATORS = '$eq $exists $gt $gte $lt $lte $type $in $and $or'.split(' ');

/** MongoDB allows in it what an index can decide; anything else cannot be told from a query. */
function assertPartialFilter(filter: unknown): void {
  if (!isDoc(filter)) throw new CommandError(67, '"partialFilterExpression" must be an object');
  const unfit = operatorsIn(filter).find(
    ([name, operand]) => !PARTIAL_OPERATORS.includes(name) || (name === '$exists' && !isTruthy(operand)),
  );
  if (unfit) throw new CommandError(67, `Expression not supported in partial index: ${unfit[0]}`);
}

function operatorsIn(value: unknown): [name: string, operand: unknown][] {
  if (Array.isArray(value)) return value.flatMap(operatorsIn);
  if (!isDoc(value)) return [];
  const own = Object.entries(value).filter(([name]) => name.startsWith('$'));
  return [...own, ...Object.values(value).flatMap(operatorsIn)];
}

export const listIndexes: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  const docs = context.store.existing(namespace).indexes.map(({ spec }) => spec);
  return listReply(context, body, { namespace, docs });
};

export const dropIndexes: WriteCommand = (context, body) => {
  const collection = context.store.existing(namespaceOf(context, body));
  const doomed = chooseIndexes(collection.indexes, body['index']);
  const nIndexesWas = collection.indexes.length;
  collection.dropIndexes(doomed);
  return { nIndexesWas, ok: 1 };
};

function chooseIndexes(indexes: Index[], wanted: unknown): Index[] {
  if (wanted === '*') return indexes.filter((index) => index.name !== '_id_');
  if (Array.isArray(wanted)) return wanted.flatMap((one) => chooseIndexes(indexes, one));
  const [found, ...others] = findIndexes(indexes, wanted);
  if (!found) throw new CommandError(27, `index not found with name [${String(wanted)}]`);
  if (others.length > 0)
    throw new CommandError(181, 'Several indexes have that key, identify by name instead.');
  if (found.name === '_id_') throw new CommandError(72, 'cannot drop _id index');
  return [found];
}
