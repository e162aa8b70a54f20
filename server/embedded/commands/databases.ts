import { compileFilter } from '../query/filter.ts';
import { isTruthy } from '../wire/bson.ts';
import { type Command, docField } from './context.ts';

export const listDatabases: Command = (context, body) => {
  const names = new Set(
    context.store.catalog.list().map(({ namespace }) => namespace.slice(0, namespace.indexOf('.'))),
  );
  const matches = compileFilter(docField(body, 'filter'));
  const nameOnly = isTruthy(body['nameOnly']);
  const databases = [...names]
    .sort()
    .map((name) => (nameOnly ? { name } : { name, sizeOnDisk: 0, empty: false }))
    .filter((entry) => matches(entry));
  return { databases, ...(nameOnly ? {} : { totalSize: 0 }), ok: 1 };
};

export const dropDatabase: Command = (context) =>
  context.store.write(() => {
    for (const collection of context.store.catalog.list(context.database)) {
      context.store.drop(collection);
      context.cursors.killNamespace(collection.namespace);
    }
    return { dropped: context.database, ok: 1 };
  });
