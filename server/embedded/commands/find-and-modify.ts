import { failedToParse } from '../command-error.ts';
import { compileProjection } from '../query/projection.ts';
import { type Scope, readScope } from '../query/scope.ts';
import { select } from '../query/select.ts';
import type { Store } from '../storage/store.ts';
import { compileUpdate } from '../update/apply-update.ts';
import { applyToMatch, upsert } from '../update/write-update.ts';
import { type Doc, isTruthy } from '../wire/bson.ts';
import { type Command, docField, namespaceOf } from './context.ts';
import { first } from './update.ts';

export const findAndModify: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  const isRemove = isTruthy(body['remove']);
  if (isRemove === (body['update'] !== undefined))
    throw failedToParse('Either an update or remove=true must be specified');
  if (isRemove && isTruthy(body['new']))
    throw failedToParse(
      "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
    );
  if (isRemove && isTruthy(body['upsert']))
    throw failedToParse('Cannot specify both upsert=true and remove=true');
  return context.store.write(() =>
    isRemove ? removeOne(context.store, namespace, body) : modifyOne(context.store, namespace, body),
  );
};

function removeOne(store: Store, namespace: string, body: Doc): Doc {
  const collection = store.catalog.get(namespace);
  const [match] = first(select(store, collection, queryOf(body)).matches);
  if (collection && match) store.documents.remove(collection, match.record, match.doc);
  return { lastErrorObject: { n: match ? 1 : 0 }, value: match ? shown(match.doc, body) : null, ok: 1 };
}

function modifyOne(store: Store, namespace: string, body: Doc): Doc {
  const query = queryOf(body);
  const { filter, scope } = query;
  const collection = store.catalog.get(namespace);
  const change = compileUpdate(body['update'], {
    arrayFilters: body['arrayFilters'],
    scope,
    now: new Date(),
  });
  const [match] = first(select(store, collection, query).matches);
  if (collection && match) {
    const { after } = applyToMatch(store, collection, { match, change });
    const value = isTruthy(body['new']) ? shown(after, body) : shown(match.doc, body, match.trace);
    return { lastErrorObject: { n: 1, updatedExisting: true }, value, ok: 1 };
  }
  if (!isTruthy(body['upsert']))
    return { lastErrorObject: { n: 0, updatedExisting: false }, value: null, ok: 1 };
  const made = upsert(store, store.collectionForWrite(namespace), { filter, change, update: body['update'] });
  const value = isTruthy(body['new']) ? shown(made, body) : null;
  return { lastErrorObject: { n: 1, updatedExisting: false, upserted: made['_id'] }, value, ok: 1 };
}

function queryOf(body: Doc): { filter: Doc; sort: Doc; hint: unknown; scope: Scope } {
  return {
    filter: docField(body, 'query'),
    sort: docField(body, 'sort'),
    hint: body['hint'],
    scope: readScope(body),
  };
}

function shown(doc: Doc, body: Doc, trace = {}): Doc {
  const project = compileProjection(docField(body, 'fields'), readScope(body));
  return project ? project(doc, trace) : doc;
}
