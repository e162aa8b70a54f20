import { BSONRegExp } from 'bson';
import { CommandError } from '../command-error.ts';
import { assertId } from '../commands/insert.ts';
import { changeEach } from '../query/change-each.ts';
import { isSame } from '../query/compare.ts';
import { isOperatorDoc } from '../query/filter.ts';
import { first } from '../query/lazy.ts';
import { type Match, type Query, select } from '../query/select.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Steps, Store } from '../storage/store.ts';
import { type Doc, encode, isDoc } from '../wire/bson.ts';
import { type Update, compileUpdate, isOperatorUpdate } from './apply-update.ts';
import { changeAtPath } from './paths.ts';

export type UpdateRequest = {
  query: Query;
  update: unknown;
  arrayFilters: unknown;
  isUpsert: boolean;
};
/** What became of one document; one that an upsert made has no match. */
export type Written = { match?: Match; after: Doc; isModified: boolean };

/** Changes the first match, or inserts where there is none and that is asked for. */
export function updateOne(store: Store, namespace: string, request: UpdateRequest): Written | undefined {
  const change = compileRequest(request);
  const collection = store.catalog.get(namespace);
  const [match] = first(select(store, collection, request.query).matches);
  if (collection && match) return applyToMatch(store, collection, { match, change });
  return request.isUpsert ? insertNew(store, namespace, { request, change }) : undefined;
}

/** The same to every match; `onWritten` hears of each. */
export function* updateEach(
  store: Store,
  namespace: string,
  { request, onWritten }: { request: UpdateRequest; onWritten: (written: Written) => void },
): Steps<void> {
  const change = compileRequest(request);
  const changed = yield* changeEach(store, namespace, {
    query: request.query,
    change: (collection, match) => onWritten(applyToMatch(store, collection, { match, change })),
  });
  if (changed === 0 && request.isUpsert) onWritten(insertNew(store, namespace, { request, change }));
}

function compileRequest({ query, update, arrayFilters }: UpdateRequest): Update {
  return compileUpdate(update, { arrayFilters, scope: query.scope, now: new Date() });
}

function insertNew(
  store: Store,
  namespace: string,
  { request: { query, update }, change }: { request: UpdateRequest; change: Update },
): Written {
  const pinned = pinnedFields(query.filter, {});
  const { _id } = pinned;
  const seed = isOperatorUpdate(update) ? pinned : _id === undefined ? {} : { _id };
  const after = change(seed, { inserting: true });
  assertId(after['_id']);
  store.documents.insert(store.collectionForWrite(namespace), encode(after), after);
  return { after, isModified: false };
}

/** Changes one matched document; nothing is written when nothing changed. */
export function applyToMatch(
  store: Store,
  collection: Collection,
  { match, change }: { match: Match; change: Update },
): Written {
  const after = change(match.doc, { position: match.trace.position, inserting: false });
  const bytes = encode(after);
  const isModified = !bytes.equals(match.bytes);
  if (isModified) store.documents.replace(collection, match.record, { before: match.doc, after, bytes });
  return { match, after, isModified };
}

/** Every field that the query pins to one value. */
function pinnedFields(filter: Doc, seed: Doc): Doc {
  return Object.entries(filter).reduce((fields, [path, condition]) => {
    if (Array.isArray(condition) && (path === '$and' || (path === '$or' && condition.length === 1)))
      return condition.filter(isDoc).reduce((all, branch) => pinnedFields(branch, all), fields);
    const pinned = path.startsWith('$') ? undefined : pinnedValue(condition);
    return pinned === undefined
      ? fields
      : changeAtPath(fields, path, (present) => pin(path, present, pinned));
  }, seed);
}

function pinnedValue(condition: unknown): unknown {
  if (condition instanceof BSONRegExp) return undefined;
  if (!isOperatorDoc(condition)) return condition;
  if ('$eq' in condition) return condition['$eq'];
  const all = condition['$all'] ?? condition['$in'];
  const [only] = Array.isArray(all) && all.length === 1 ? (all as unknown[]) : [];
  return isDoc(only) || only instanceof BSONRegExp ? undefined : only;
}

function pin(path: string, present: unknown, value: unknown): unknown {
  if (present !== undefined && !isSame(present, value))
    throw new CommandError(54, `cannot infer query fields to set, path '${path}' is matched twice`);
  return value;
}
