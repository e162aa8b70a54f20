import { failedToParse } from '../command-error.ts';
import { compileProjection } from '../query/projection.ts';
import { readScope } from '../query/scope.ts';
import { select } from '../query/select.ts';
import type { Store } from '../storage/store.ts';
import { compileUpdate } from '../update/apply-update.ts';
import { applyToMatch, upsert } from '../update/write-update.ts';
import { type Doc, isTruthy } from '../wire/bson.ts';
import { type Command, docField, namespaceOf, readQuery } from './context.ts';
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
  const [match] = first(select(store, collection, readQuery(body, 'query')).matches);
  if (collection && match) store.documents.remove(collection, match.record, match.doc);
  return { lastErrorObject: { n: match ? 1 : 0 }, value: match ? shown(match.doc, body) : null, ok: 1 };
}

function modifyOne(store: Store, namespace: string, body: Doc): Doc {
  const query = readQuery(body, 'query');
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

function shown(doc: Doc, body: Doc, trace = {}): Doc {
  const project = compileProjection(docField(body, 'fields'), readScope(body));
  return project ? project(doc, trace) : doc;
}
