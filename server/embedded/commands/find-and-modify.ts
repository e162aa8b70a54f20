import { failedToParse } from '../command-error.ts';
import { changeMatches } from '../query/change-matches.ts';
import { compileProjection } from '../query/projection.ts';
import { type Written, runUpdate } from '../update/write-update.ts';
import { type Doc, isTruthy } from '../wire/bson.ts';
import { type SteppedCommand, docField, namespaceOf, readQuery } from './context.ts';

export const findAndModify: SteppedCommand = function* findAndModify(context, body) {
  assertOneAction(body);
  const { update, arrayFilters } = body;
  const { store } = context;
  const namespace = namespaceOf(context, body);
  const query = readQuery(body, 'query');
  const project =
    compileProjection(docField(body, 'fields'), { ...query.scope, filter: query.filter }) ??
    ((doc: Doc) => doc);
  let written: Partial<Written> = {};
  if (update === undefined) {
    yield* changeMatches(store, namespace, {
      query,
      isMulti: false,
      change: (collection, match) => {
        collection.remove(match.record, match.doc);
        written = { match };
      },
    });
  } else {
    const onWritten = (one: Written): void => void (written = one);
    const request = { query, update, arrayFilters, isMulti: false, isUpsert: isTruthy(body['upsert']) };
    yield* runUpdate(store, namespace, { ...request, onWritten });
  }
  const { match, after } = written;
  const shown = isTruthy(body['new'])
    ? after && project(after, {})
    : match && project(match.doc, match.trace);
  const lastErrorObject = {
    n: match || after ? 1 : 0,
    ...(update === undefined ? {} : { updatedExisting: match !== undefined }),
    ...(after && !match ? { upserted: after['_id'] } : {}),
  };
  return { lastErrorObject, value: shown ?? null, ok: 1 };
};

function assertOneAction(body: Doc): void {
  const isRemove = isTruthy(body['remove']);
  if (isRemove === (body['update'] !== undefined))
    throw failedToParse('Either an update or remove=true must be specified');
  for (const option of ['new', 'upsert'])
    if (isRemove && isTruthy(body[option]))
      throw failedToParse(`Cannot specify both ${option}=true and remove=true`);
}
