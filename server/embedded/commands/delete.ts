import { type Scope, narrowScope, readScope } from '../query/scope.ts';
import { select } from '../query/select.ts';
import type { Store } from '../storage/store.ts';
import { type Doc, toNumber } from '../wire/bson.ts';
import { type Command, docList, namespaceOf, readQuery } from './context.ts';
import { first } from './update.ts';
import { refuseUnknownFields } from './known-fields.ts';
import { acknowledge, runWrites } from './write-errors.ts';

export const deleteDocuments: Command = async (context, body) => {
  const namespace = namespaceOf(context, body);
  const statements = docList(body, 'deletes');
  for (const statement of statements) refuseUnknownFields(statement, 'delete.deletes');
  const scope = readScope(body);
  const { done, reply } = await context.store.write(() =>
    runWrites(statements, body, (statement) =>
      deleteOne(context.store, namespace, { statement, scope: narrowScope(scope, statement) }),
    ),
  );
  return acknowledge(body, { n: done.reduce((sum, count) => sum + count, 0), ...reply });
};

function deleteOne(
  store: Store,
  namespace: string,
  { statement, scope }: { statement: Doc; scope: Scope },
): number {
  const collection = store.catalog.get(namespace);
  if (!collection) return 0;
  const { matches } = select(store, collection, readQuery(statement, 'q', scope));
  const chosen = toNumber(statement['limit']) === 1 ? first(matches) : [...matches];
  for (const match of chosen) store.documents.remove(collection, match.record, match.doc);
  return chosen.length;
}
