import { UUID } from 'bson';
import { CommandError, notSupported } from '../command-error.ts';
import { compileFilter } from '../query/filter.ts';
import type { Collection } from '../storage/catalog.ts';
import { type Doc, encodeDefined, isTruthy } from '../wire/bson.ts';
import { type Command, countField, docField, namespaceOf } from './context.ts';
import { refuseCollation } from './refuse.ts';

/** Sent by drivers and restoring tools, and of no consequence here. */
const IDLE_OPTIONS = [
  'create',
  'collation',
  'autoIndexId',
  'idIndex',
  'lsid',
  'comment',
  'writeConcern',
  'maxTimeMS',
];

export const create: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  refuseCollation(body);
  const refused = Object.keys(body).find(
    (name) => isTruthy(body[name]) && !IDLE_OPTIONS.includes(name) && !/^(\$|api)/.test(name),
  );
  if (refused) throw notSupported(`the collection option ${refused}`);
  return context.store.write(() => {
    if (context.store.catalog.get(namespace)) {
      throw new CommandError(48, `Collection ${namespace} already exists.`);
    }
    context.store.catalog.create(namespace);
    return { ok: 1 };
  });
};

export const drop: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  return context.store.write(() => {
    const collection = context.store.catalog.get(namespace);
    if (!collection) return { ok: 1 };
    context.store.drop(collection);
    context.cursors.killNamespace(namespace);
    return { nIndexesWas: collection.indexes.length, ns: namespace, ok: 1 };
  });
};

export const listCollections: Command = (context, body) => {
  const matches = compileFilter(docField(body, 'filter'));
  const nameOnly = isTruthy(body['nameOnly']);
  const entries = context.store.catalog
    .list(context.database)
    .map((c) => describe(c, context.database, nameOnly));
  const docs = entries.filter((entry) => matches(entry)).map(encodeDefined);
  const batchSize = countField(docField(body, 'cursor'), 'batchSize');
  return context.cursors.open(`${context.database}.$cmd.listCollections`, docs, { batchSize, single: false });
};

function describe(collection: Collection, database: string, nameOnly: boolean): Doc {
  const name = collection.namespace.slice(database.length + 1);
  if (nameOnly) return { name, type: 'collection' };
  const uuid = new UUID(collection.uuid);
  const idIndex = { v: 2, key: { _id: 1 }, name: '_id_' };
  return { name, type: 'collection', options: collection.options, info: { readOnly: false, uuid }, idIndex };
}
