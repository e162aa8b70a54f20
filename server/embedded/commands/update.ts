import { badValue, failedToParse } from '../command-error.ts';
import { first } from '../query/lazy.ts';
import { select } from '../query/select.ts';
import type { Store } from '../storage/store.ts';
import { compileUpdate, isOperatorUpdate } from '../update/apply-update.ts';
import { applyToMatch, upsert } from '../update/write-update.ts';
import { isTruthy } from '../wire/bson.ts';
import { type WriteCommand, namespaceOf, readQuery } from './context.ts';
import { type Statement, acknowledge, runStatements, sum } from './write-statements.ts';

type Result = { matched: number; modified: number; upserted?: { index: number; _id: unknown } };

export const update: WriteCommand = (context, body) => {
  const namespace = namespaceOf(context, body);
  const { done, reply } = runStatements(body, 'updates', (statement) =>
    runStatement(context.store, namespace, statement),
  );
  const upserted = done.flatMap((result) => result.upserted ?? []);
  return acknowledge(body, {
    n: sum(done.map(({ matched }) => matched)) + upserted.length,
    nModified: sum(done.map(({ modified }) => modified)),
    ...(upserted.length ? { upserted } : {}),
    ...reply,
  });
};

function runStatement(store: Store, namespace: string, { statement, index, scope }: Statement): Result {
  const { u, arrayFilters, sort } = statement;
  const query = readQuery(statement, 'q', scope);
  const isMulti = isTruthy(statement['multi']);
  if (isMulti && !isOperatorUpdate(u))
    throw failedToParse('multi update is not supported for replacement-style update');
  if (isMulti && sort !== undefined) throw badValue('Cannot specify sort with multi=true');
  const change = compileUpdate(u, { arrayFilters, scope, now: new Date() });
  const collection = store.catalog.get(namespace);
  const { matches } = select(store, collection, query);
  const chosen = isMulti ? [...matches] : first(matches);
  if (chosen.length === 0 && isTruthy(statement['upsert'])) {
    const { _id } = upsert(store, store.collectionForWrite(namespace), {
      filter: query.filter,
      change,
      update: u,
    });
    return { matched: 0, modified: 0, upserted: { index, _id } };
  }
  const modified = chosen.filter(
    (match) => collection && applyToMatch(store, collection, { match, change }).isModified,
  );
  return { matched: chosen.length, modified: modified.length };
}
