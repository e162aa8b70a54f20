import { failedToParse } from '../command-error.ts';
import { first } from '../query/lazy.ts';
import { compileProjection } from '../query/projection.ts';
import { type Match, type Query, select } from '../query/select.ts';
import type { Store } from '../storage/store.ts';
import { updateOne } from '../update/write-update.ts';
import { type Doc, isTruthy } from '../wire/bson.ts';
import { type WriteCommand, docField, namespaceOf, readQuery } from './context.ts';

export const findAndModify: WriteCommand = (context, body) => {
  assertOneAction(body);
  const { update, arrayFilters } = body;
  const { store } = context;
  const namespace = namespaceOf(context, body);
  const query = readQuery(body, 'query');
  const project = compileProjection(docField(body, 'fields'), query.scope) ?? ((doc: Doc) => doc);
  const written =
    update === undefined
      ? removeFirst(store, namespace, query)
      : updateOne(store, namespace, { query, update, arrayFilters, isUpsert: isTruthy(body['upsert']) });
  const { match, after } = written ?? {};
  const shown = isTruthy(body['new'])
    ? after && project(after, {})
    : match && project(match.doc, match.trace);
  const lastErrorObject = {
    n: written ? 1 : 0,
    ...(update === undefined ? {} : { updatedExisting: match !== undefined }),
    ...(after && !match ? { upserted: after['_id'] } : {}),
  };
  return { lastErrorObject, value: shown ?? null, ok: 1 };
};

type Removed = { match: Match; after?: undefined };

function removeFirst(store: Store, namespace: string, query: Query): Removed | undefined {
  const collection = store.catalog.get(namespace);
  const [match] = first(select(store, collection, query).matches);
  if (!collection || !match) return undefined;
  store.documents.remove(collection, match.record, match.doc);
  return { match };
}

function assertOneAction(body: Doc): void {
  const isRemove = isTruthy(body['remove']);
  if (isRemove === (body['update'] !== undefined))
    throw failedToParse('Either an update or remove=true must be specified');
  for (const option of ['new', 'upsert'])
    if (isRemove && isTruthy(body[option]))
      throw failedToParse(`Cannot specify both ${option}=true and remove=true`);
}
