import { CommandError, badValue } from '../command-error.ts';
import { compileFilter } from '../query/filter.ts';
import { type Doc, isTruthy } from '../wire/bson.ts';
import { type Command, type WriteCommand, docField, listReply, namespaceOf } from './context.ts';
import { ownCollation } from './own-collation.ts';

export const create: WriteCommand = (context, body) => {
  const namespace = namespaceOf(context, body);
  const options = ownCollation(body);
  if (context.store.get(namespace)) throw new CommandError(48, `Collection ${namespace} already exists.`);
  context.store.create(namespace, options);
  return { ok: 1 };
};

export const drop: WriteCommand = (context, body) => {
  const { store } = context;
  const namespace = namespaceOf(context, body);
  const collection = store.get(namespace);
  if (!collection) return { ok: 1 };
  store.drop(collection);
  return { nIndexesWas: collection.indexes.length, ns: namespace, ok: 1 };
};

/** Sent to `admin`, with both names in full. */
export const renameCollection: WriteCommand = ({ store }, body) => {
  const { renameCollection: from, to } = body;
  if (typeof from !== 'string' || typeof to !== 'string')
    throw badValue('renameCollection needs two namespaces');
  const collection = store.get(from);
  if (!collection) throw new CommandError(26, `Source collection ${from} does not exist`);
  if (from === to) throw new CommandError(20, "Can't rename a collection to itself");
  const target = store.get(to);
  if (target && !isTruthy(body['dropTarget'])) throw new CommandError(48, 'target namespace exists');
  if (target) store.drop(target);
  store.rename(collection, to);
  return { ok: 1 };
};

export const listCollections: Command = ({ database, ...context }, body) => {
  const matches = compileFilter(docField(body, 'filter'));
  const docs = context.store
    .list(database)
    .map(({ namespace, options }) => describe(namespace.slice(database.length + 1), options))
    .filter((entry) => matches(entry))
    .map((entry) => (isTruthy(body['nameOnly']) ? { name: entry.name, type: entry.type } : entry));
  return listReply({ database, ...context }, body, { namespace: `${database}.$cmd.listCollections`, docs });
};

const describe = (name: string, options: Doc) => ({
  name,
  type: 'collection',
  options,
  info: { readOnly: false },
  idIndex: { v: 2, key: { _id: 1 }, name: '_id_' },
});
