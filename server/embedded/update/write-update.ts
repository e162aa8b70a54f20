import { BSONRegExp } from 'bson';
import { CommandError } from '../command-error.ts';
import { assertId } from '../commands/insert.ts';
import { changeMatches } from '../query/change-matches.ts';
import { compareValues } from '../query/compare.ts';
import { isOperatorDoc } from '../query/filter-operators.ts';
import type { Match, Query } from '../query/select.ts';
import type { Collection } from '../storage/collection.ts';
import type { Steps, Store } from '../storage/store.ts';
import { type Doc, encode, isDoc } from '../wire/bson.ts';
import { type Update, compileUpdate, isOperatorUpdate } from './apply-update.ts';
import { changeAtPath, findConflict } from './paths.ts';

type UpdateRequest = {
  query: Query;
  update: unknown;
  arrayFilters: unknown;
  isMulti: boolean;
  isUpsert: boolean;
};
/** What became of one document; one that an upsert made has no match. */
export type Written = { match?: Match; after: Doc; isModified: boolean };
type OnWritten = (written: Written) => void;

/** Changes the first match, or all, or inserts where there is none and that is asked for; `onWritten` hears of each. */
export function* runUpdate(
  store: Store,
  namespace: string,
  { onWritten, ...request }: UpdateRequest & { onWritten: OnWritten },
): Steps<void> {
  const { query, update, arrayFilters, isMulti, isUpsert } = request;
  const change = compileUpdate(update, { arrayFilters, scope: query.scope, now: new Date() });
  if (isUpsert && computes(query.filter))
    throw new CommandError(224, '$expr is not allowed in the query predicate for an upsert');
  const found = yield* changeMatches(store, namespace, {
    query,
    isMulti,
    change: (collection, match) => onWritten(applyToMatch(collection, match, change)),
  });
  if (found > 0 || !isUpsert) return;
  const after = change(seedOf(query.filter, !isOperatorUpdate(update)), { inserting: true });
  assertId(after['_id']);
  store.existingOrNew(namespace).insert(encode(after), after);
  onWritten({ after, isModified: false });
}

/** Changes one matched document; nothing is written when nothing changed. */
export function applyToMatch(collection: Collection, match: Match, change: Update): Written {
  const after = change(match.doc, { position: match.trace.position, inserting: false });
  const bytes = encode(after);
  const isModified = !bytes.equals(match.bytes);
  if (isModified) collection.replace(match.record, { before: match.doc, after }, bytes);
  return { match, after, isModified };
}

/** What an expression wants of a new document cannot be told. */
function computes(filter: Doc): boolean {
  return Object.entries(filter).some(
    ([name, operand]) =>
      name === '$expr' ||
      (name.startsWith('$') && Array.isArray(operand) && operand.some((one) => isDoc(one) && computes(one))),
  );
}

type Pin = [path: string, value: unknown];

/** What an inserted document starts from: the fields that the query pins to one value, in the order of their paths. */
function seedOf(filter: Doc, isReplacement: boolean): Doc {
  const pins = pinsOf(filter).filter(([path]) => !isReplacement || /^_id(\.|$)/.test(path));
  const part = isReplacement ? pins.find(([path]) => path !== '_id') : undefined;
  if (part) throw new CommandError(111, `field at '_id' must be exactly specified, not '${part[0]}'`);
  const conflict = findConflict(pins.map(([path]) => path));
  if (conflict) throw new CommandError(54, `cannot infer query fields to set: ${conflict.join(' and ')}`);
  return pins
    .sort(([a], [b]) => compareValues(a, b))
    .reduce<Doc>((doc, [path, value]) => changeAtPath(doc, path, () => value), {});
}

function pinsOf(filter: Doc): Pin[] {
  return Object.entries(filter).flatMap(([path, condition]) => {
    if (!path.startsWith('$')) return pinnedValues(condition).map((value): Pin => [path, value]);
    const isOne = path === '$and' || (path === '$or' && Array.isArray(condition) && condition.length === 1);
    return isOne && Array.isArray(condition) ? condition.filter(isDoc).flatMap(pinsOf) : [];
  });
}

function pinnedValues(condition: unknown): unknown[] {
  if (condition instanceof BSONRegExp) return [];
  if (!isOperatorDoc(condition)) return [condition];
  if ('$eq' in condition) return [condition['$eq']];
  const { $all, $in } = condition;
  const values: unknown[] = Array.isArray($all) ? $all : Array.isArray($in) && $in.length === 1 ? $in : [];
  return values.filter((value) => !isOperatorDoc(value) && !(value instanceof BSONRegExp));
}
