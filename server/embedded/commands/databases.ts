import { compileFilter } from '../query/filter.ts';
import { isTruthy } from '../wire/bson.ts';
import { type Command, type WriteCommand, docField } from './context.ts';

export const listDatabases: Command = ({ store }, body) => {
  const names = store.list().map(({ namespace }) => namespace.slice(0, namespace.indexOf('.')));
  const matches = compileFilter(docField(body, 'filter'));
  const isBrief = isTruthy(body['nameOnly']);
  const databases = [...new Set(names)]
    .sort()
    .map((name) => (isBrief ? { name } : { name, sizeOnDisk: 0, empty: false }))
    .filter((entry) => matches(entry));
  return { databases, ...(isBrief ? {} : { totalSize: 0 }), ok: 1 };
};

export const dropDatabase: WriteCommand = ({ store, database }) => {
  for (const collection of store.list(database)) store.drop(collection);
  return { dropped: database, ok: 1 };
};
