import { UUID } from 'bson';
import { CommandError, badValue, notSupported } from '../command-error.ts';
import { compileFilter } from '../query/filter.ts';
import { type Collection, findIndex } from '../storage/catalog.ts';
import { type Doc, isDoc, isTruthy, toNumber } from '../wire/bson.ts';
import { type Command, type WriteCommand, docField, listReply, namespaceOf } from './context.ts';
import { refuseCollation, refuseOptions } from './refuse.ts';

export const create: WriteCommand = (context, body) => {
  const namespace = namespaceOf(context, body);
  refuseCollation(body);
  // What drivers and restoring tools send, and is of no consequence here.
  refuseOptions(body, 'collection', 'collation autoIndexId idIndex');
  if (context.store.catalog.get(namespace))
    throw new CommandError(48, `Collection ${namespace} already exists.`);
  context.store.catalog.create(namespace);
  return { ok: 1 };
};

export const drop: WriteCommand = (context, body) => {
  const { store, cursors } = context;
  const namespace = namespaceOf(context, body);
  const collection = store.catalog.get(namespace);
  if (!collection) return { ok: 1 };
  store.drop(collection);
  cursors.killNamespace(namespace);
  return { nIndexesWas: collection.indexes.length, ns: namespace, ok: 1 };
};

/** Sent to `admin`, with both names in full. */
export const renameCollection: WriteCommand = ({ store, cursors }, body) => {
  const { renameCollection: from, to } = body;
  if (typeof from !== 'string' || typeof to !== 'string')
    throw badValue('renameCollection needs two namespaces');
  const collection = store.catalog.get(from);
  if (!collection) throw new CommandError(26, `Source collection ${from} does not exist`);
  if (from === to) throw new CommandError(20, "Can't rename a collection to itself");
  const target = store.catalog.get(to);
  if (target && !isTruthy(body['dropTarget'])) throw new CommandError(48, 'target namespace exists');
  if (target) store.drop(target);
  store.catalog.rename(collection, to);
  cursors.killNamespace(from);
  return { ok: 1 };
};

/** Changes how long a TTL index keeps documents; nothing else of a collection can change here. */
export const collMod: WriteCommand = (context, body) => {
  refuseOptions(body, 'collMod', 'index');
  const collection = context.store.existing(namespaceOf(context, body));
  const change = body['index'];
  if (!isDoc(change)) return { ok: 1 };
  const { name, keyPattern, expireAfterSeconds } = change;
  const seconds = toNumber(expireAfterSeconds);
  if (seconds === undefined) throw notSupported('a change of an index other than expireAfterSeconds');
  const index = findIndex(collection, name ?? keyPattern);
  if (!index) throw new CommandError(27, `cannot find index ${String(name)} for ns ${collection.namespace}`);
  if (index.fields.length > 1 || index.name === '_id_')
    throw new CommandError(72, 'only a single-field index other than _id can expire documents');
  const old = index.expireAfterSeconds;
  Object.assign(index, {
    expireAfterSeconds: seconds,
    spec: { ...index.spec, expireAfterSeconds },
  });
  context.store.catalog.save(collection);
  return {
    ...(old === undefined ? {} : { expireAfterSeconds_old: old }),
    expireAfterSeconds_new: seconds,
    ok: 1,
  };
};

export const listCollections: Command = (context, body) => {
  const matches = compileFilter(docField(body, 'filter'));
  const isBrief = isTruthy(body['nameOnly']);
  const entries = context.store.catalog
    .list(context.database)
    .map((collection) => describe(collection, context.database));
  const docs = entries
    .filter((entry) => matches(entry))
    .map((entry) => (isBrief ? { name: entry['name'], type: entry['type'] } : entry));
  return listReply(context, body, { namespace: `${context.database}.$cmd.listCollections`, docs });
};

function describe({ namespace, uuid }: Collection, database: string): Doc {
  return {
    name: namespace.slice(database.length + 1),
    type: 'collection',
    options: {},
    info: { readOnly: false, uuid: new UUID(uuid) },
    idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
  };
}
