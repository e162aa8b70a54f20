import { changeEach } from '../query/change-each.ts';
import { first } from '../query/lazy.ts';
import { type Match, select } from '../query/select.ts';
import type { Collection } from '../storage/catalog.ts';
import { toNumber } from '../wire/bson.ts';
import { type SteppedCommand, namespaceOf, readQuery } from './context.ts';
import { acknowledge, runStatements } from './write-statements.ts';

export const deleteDocuments: SteppedCommand = function* deleteDocuments(context, body) {
  const { store } = context;
  const namespace = namespaceOf(context, body);
  let n = 0;
  const change = (collection: Collection, { record, doc }: Match): void => {
    store.documents.remove(collection, record, doc);
    n += 1;
  };
  const errors = yield* runStatements(body, 'deletes', function* deleteStatement({ statement, scope }) {
    const query = readQuery(statement, 'q', scope);
    const collection = store.catalog.get(namespace);
    if (toNumber(statement['limit']) !== 1) yield* changeEach(store, namespace, { query, change });
    else if (collection)
      first(select(store, collection, query).matches).forEach((one) => change(collection, one));
  });
  return acknowledge(body, { n, ...errors });
};
