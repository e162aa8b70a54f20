import { first } from '../query/lazy.ts';
import { select } from '../query/select.ts';
import { toNumber } from '../wire/bson.ts';
import { type WriteCommand, namespaceOf, readQuery } from './context.ts';
import { acknowledge, runStatements } from './write-statements.ts';

export const deleteDocuments: WriteCommand = (context, body) => {
  const { store } = context;
  const collection = store.catalog.get(namespaceOf(context, body));
  const { done, reply } = runStatements(body, 'deletes', ({ statement, scope }) => {
    const { matches } = select(store, collection, readQuery(statement, 'q', scope));
    const chosen = toNumber(statement['limit']) === 1 ? first(matches) : [...matches];
    if (collection) for (const { record, doc } of chosen) store.documents.remove(collection, record, doc);
    return chosen;
  });
  return acknowledge(body, { n: done.flat().length, ...reply });
};
