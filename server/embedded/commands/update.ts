import { badValue, failedToParse } from '../command-error.ts';
import { type Scope, narrowScope, readScope } from '../query/scope.ts';
import { select } from '../query/select.ts';
import type { Store } from '../storage/store.ts';
import { applyToMatch, upsert } from '../update/write-update.ts';
import { compileUpdate, isOperatorUpdate } from '../update/apply-update.ts';
import { type Doc, isTruthy } from '../wire/bson.ts';
import { type Command, docList, namespaceOf, readQuery } from './context.ts';
import { refuseUnknownFields } from './known-fields.ts';
import { acknowledge, runWrites } from './write-errors.ts';

type Result = { matched: number; modified: number; upserted?: { index: number; _id: unknown } };

export const update: Command = async (context, body) => {
  const namespace = namespaceOf(context, body);
  const statements = docList(body, 'updates');
  for (const statement of statements) refuseUnknownFields(statement, 'update.updates');
  const scope = readScope(body);
  const { done, reply } = await context.store.write(() =>
    runWrites(statements, body, (statement, index) =>
      updateOne(context.store, namespace, { statement, index, scope: narrowScope(scope, statement) }),
    ),
  );
  const upserted = done.flatMap((result) => result.upserted ?? []);
  return acknowledge(body, {
    n: done.reduce((sum, result) => sum + result.matched, 0) + upserted.length,
    nModified: done.reduce((sum, result) => sum + result.modified, 0),
    ...(upserted.length ? { upserted } : {}),
    ...reply,
  });
};

type Use = { statement: Doc; index: number; scope: Scope };

function updateOne(store: Store, namespace: string, { statement, index, scope }: Use): Result {
  const query = readQuery(statement, 'q', scope);
  const isMulti = isTruthy(statement['multi']);
  if (isMulti && !isOperatorUpdate(statement['u']))
    throw failedToParse('multi update is not supported for replacement-style update');
  if (isMulti && statement['sort'] !== undefined) throw badValue('Cannot specify sort with multi=true');
  const change = compileUpdate(statement['u'], {
    arrayFilters: statement['arrayFilters'],
    scope,
    now: new Date(),
  });
  const collection = store.catalog.get(namespace);
  const { matches } = select(store, collection, query);
  const chosen = isMulti ? [...matches] : first(matches);
  if (chosen.length === 0 && isTruthy(statement['upsert'])) {
    const inserted = upsert(store, store.collectionForWrite(namespace), {
      filter: query.filter,
      change,
      update: statement['u'],
    });
    return { matched: 0, modified: 0, upserted: { index, _id: inserted['_id'] } };
  }
  const modified = chosen.filter(
    (match) => collection && applyToMatch(store, collection, { match, change }).isModified,
  );
  return { matched: chosen.length, modified: modified.length };
}

export function first<T>(items: Iterable<T>): T[] {
  for (const item of items) return [item];
  return [];
}
