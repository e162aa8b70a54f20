import { failedToParse } from '../command-error.ts';
import { first } from '../query/lazy.ts';
import { compileProjection } from '../query/projection.ts';
import { select } from '../query/select.ts';
import { compileUpdate } from '../update/apply-update.ts';
import { applyToMatch, upsert } from '../update/write-update.ts';
import { type Doc, isTruthy } from '../wire/bson.ts';
import { type WriteCommand, docField, namespaceOf, readQuery } from './context.ts';

export const findAndModify: WriteCommand = (context, body) => {
  assertOneAction(body);
  const { store } = context;
  const namespace = namespaceOf(context, body);
  const { update, arrayFilters } = body;
  const query = readQuery(body, 'query');
  const { filter, scope } = query;
  const change =
    update === undefined ? undefined : compileUpdate(update, { arrayFilters, scope, now: new Date() });
  const project = compileProjection(docField(body, 'fields'), scope) ?? ((doc: Doc) => doc);
  const showsNew = isTruthy(body['new']);
  const collection = store.catalog.get(namespace);
  const [match] = first(select(store, collection, query).matches);
  const updatedExisting = change ? { updatedExisting: match !== undefined } : {};
  if (collection && match) {
    const after = change && applyToMatch(store, collection, { match, change }).after;
    if (!after) store.documents.remove(collection, match.record, match.doc);
    const value = after && showsNew ? project(after, {}) : project(match.doc, match.trace);
    return { lastErrorObject: { n: 1, ...updatedExisting }, value, ok: 1 };
  }
  if (!change || !isTruthy(body['upsert']))
    return { lastErrorObject: { n: 0, ...updatedExisting }, value: null, ok: 1 };
  const made = upsert(store, store.collectionForWrite(namespace), { filter, change, update });
  const lastErrorObject = { n: 1, ...updatedExisting, upserted: made['_id'] };
  return { lastErrorObject, value: showsNew ? project(made, {}) : null, ok: 1 };
};

function assertOneAction(body: Doc): void {
  const isRemove = isTruthy(body['remove']);
  if (isRemove === (body['update'] !== undefined))
    throw failedToParse('Either an update or remove=true must be specified');
  for (const option of ['new', 'upsert'])
    if (isRemove && isTruthy(body[option]))
      throw failedToParse(`Cannot specify both ${option}=true and remove=true`);
}
