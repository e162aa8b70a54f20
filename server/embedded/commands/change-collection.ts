import { CommandError, badValue, notSupported } from '../command-error.ts';
import { type Collection, type Index, toIndex } from '../storage/catalog.ts';
import { type Doc, isDoc, isTruthy, toNumber } from '../wire/bson.ts';
import { isSame } from '../query/compare.ts';
import { type Command, namespaceOf } from './context.ts';

/** Sent to `admin`, with both names in full. */
export const renameCollection: Command = (context, body) => {
  const { renameCollection: from, to } = body;
  if (typeof from !== 'string' || typeof to !== 'string')
    throw badValue('renameCollection needs two namespaces');
  const { store, cursors } = context;
  return store.write(() => {
    const collection = store.catalog.get(from);
    if (!collection) throw new CommandError(26, `Source collection ${from} does not exist`);
    if (from === to) throw new CommandError(20, "Can't rename a collection to itself");
    const target = store.catalog.get(to);
    if (target && !isTruthy(body['dropTarget'])) throw new CommandError(48, 'target namespace exists');
    if (target) store.drop(target);
    store.catalog.rename(collection, to);
    cursors.killNamespace(from);
    return { ok: 1 };
  });
};

const ENVELOPE = ['collMod', 'index', 'lsid', 'comment', 'writeConcern', 'maxTimeMS', 'apiVersion'];

/** Changes how long a TTL index keeps documents; nothing else of a collection can change here. */
export const collMod: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  const other = Object.keys(body).find((name) => !ENVELOPE.includes(name) && !name.startsWith('$'));
  if (other !== undefined) throw notSupported(`the collMod option ${other}`);
  return context.store.write(() => {
    const collection = context.store.existing(namespace);
    const change = body['index'];
    if (!isDoc(change)) return { ok: 1 };
    const seconds = toNumber(change['expireAfterSeconds']);
    if (seconds === undefined) throw notSupported('a change of an index other than expireAfterSeconds');
    const index = findIndex(collection, change);
    const changed = toIndex({ ...index.spec, expireAfterSeconds: change['expireAfterSeconds'] }, index.id);
    const { multikey, inexact } = index;
    collection.indexes = collection.indexes.map((one) =>
      one === index ? { ...changed, multikey, inexact } : one,
    );
    context.store.catalog.save(collection);
    const old =
      index.expireAfterSeconds === undefined ? {} : { expireAfterSeconds_old: index.expireAfterSeconds };
    return { ...old, expireAfterSeconds_new: seconds, ok: 1 };
  });
};

function findIndex(collection: Collection, { name, keyPattern }: Doc): Index {
  const index = collection.indexes.find((one) =>
    name === undefined ? isSame(one.key, keyPattern) : one.name === name,
  );
  if (!index) throw new CommandError(27, `cannot find index ${String(name)} for ns ${collection.namespace}`);
  if (index.fields.length > 1 || index.name === '_id_')
    throw new CommandError(72, 'only a single-field index other than _id can expire documents');
  return index;
}
