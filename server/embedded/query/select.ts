import { CommandError, badValue } from '../command-error.ts';
import { type Index, findIndexes } from '../index/definition.ts';
import { type Plan, choosePlan } from '../index/planner.ts';
import type { Collection, Stored } from '../storage/collection.ts';
import { documentRange, indexRange, recordOf } from '../storage/layout.ts';
import { type Doc, decode, isDoc } from '../wire/bson.ts';
import { compileFilter } from './filter.ts';
import { WHOLE, type Window, countAll, slice } from './lazy.ts';
import type { Trace } from './path.ts';
import type { Scope } from './scope.ts';
import { type SortOrder, compileSort, readSort } from './sort-key.ts';

export type Query = {
  filter: Doc;
  sort?: Doc | undefined;
  hint?: unknown;
  scope?: Scope | undefined;
  window?: Window | undefined;
  /** Reads the collection as it is now, by a scan, however slowly the matches are taken. */
  atOneMoment?: boolean;
  /** Only these documents are looked at. */
  among?: readonly number[];
};
export type Match = Stored & { doc: Doc; trace: Trace };
/** How a query is answered: the matches in order, and by which index. */
export type Selection = {
  plans: Plan[];
  usage: { keysExamined: number; docsExamined: number };
  matches: Iterable<Match>;
};

export function select(collection: Collection | undefined, query: Query): Selection {
  const { filter, scope = {}, window, atOneMoment, among } = query;
  const matchesFilter = compileFilter(filter, scope);
  const sort = query.sort && !('$natural' in query.sort) ? readSort(query.sort) : {};
  const isUnsorted = Object.keys(sort).length === 0;
  const plans = collection && !atOneMoment && !among ? planQuery(collection, query, sort) : [];
  const usage = { keysExamined: 0, docsExamined: 0 };
  const selection = { plans, usage, matches: [] };
  if (!collection) return selection;
  const stored = atOneMoment ? collection.atOneMoment() : readCandidates(collection, among, selection);
  const found = matchStored(stored, { matchesFilter, usage, maxTimeMs: scope.maxTimeMs });
  const isInOrder = isUnsorted || (plans.length === 1 && plans[0]?.sorted);
  const matches = isInOrder ? found : sortLazily(found, { sort, collate: scope.collate });
  return { plans, usage, matches: window ? slice(matches, window) : matches };
}

export function findFirst(collection: Collection | undefined, query: Query): Match | undefined {
  const [match] = select(collection, { ...query, window: { skip: 0, limit: 1 } }).matches;
  return match;
}

/** How many matches there are; of a whole collection without reading them. */
export function countMatches(
  collection: Collection | undefined,
  query: Query,
  { matches } = select(collection, query),
): number {
  const { filter, window: { skip, limit } = WHOLE } = query;
  const isWhole = Object.keys(filter).length === 0 && skip === 0 && limit === Infinity;
  return isWhole && collection ? collection.count() : countAll(matches);
}

type Test = Pick<Selection, 'usage'> & {
  matchesFilter: ReturnType<typeof compileFilter>;
  maxTimeMs: number | undefined;
};

/** The time counts the work and not the waiting, so that a cursor's owner may think as long as it likes. */
function* matchStored(stored: Iterable<Stored>, test: Test): Generator<Match> {
  let leftMs = test.maxTimeMs ?? Infinity;
  let resumedAt = Date.now();
  for (const { record, bytes } of stored) {
    test.usage.docsExamined += 1;
    const doc = decode(bytes);
    const trace: Trace = {};
    const isMatch = test.matchesFilter(doc, trace);
    if (leftMs < Date.now() - resumedAt) throw new CommandError(50, 'operation exceeded time limit');
    if (!isMatch) continue;
    leftMs -= Date.now() - resumedAt;
    yield { record, bytes, doc, trace };
    resumedAt = Date.now();
  }
}

/** Documents held decoded while a sort waits for the last; the others as bytes, which take a fraction of that. */
const DECODED_AT_ONCE = 1000;

function* sortLazily(matches: Iterable<Match>, order: SortOrder): Generator<Match> {
  const { keyOf, compareKeys } = compileSort(order);
  const held = Array.from(matches, ({ doc, ...match }, i) => ({
    match,
    key: keyOf(doc),
    doc: i < DECODED_AT_ONCE ? doc : undefined,
  }));
  held.sort((a, b) => compareKeys(a.key, b.key));
  for (const { match, doc } of held) yield { ...match, doc: doc ?? decode(match.bytes) };
}

function planQuery(collection: Collection, { filter, hint: wanted, scope }: Query, sort: Doc): Plan[] {
  const hint = findHint(collection, wanted);
  const collated = scope?.collate !== undefined;
  if (hint === 'natural' || (hint && collated)) return [];
  // Index keys are in byte order, which is not the order of a collation.
  const plan = choosePlan(collection, { filter, sort: collated ? {} : sort, hint, collated });
  // `$in` of nothing: there is nothing to read.
  if (plan?.intervals.length === 0) return [plan];
  const isBounded = plan !== undefined && plan.intervals[0]?.start.length !== 0;
  const branches = isBounded ? [] : planBranches(collection, filter, collated);
  return branches.length || !plan || !(isBounded || plan.sorted || hint) ? branches : [plan];
}

/** `$or` goes through indexes when every branch has one. */
function planBranches(collection: Collection, filter: Doc, collated: boolean): Plan[] {
  const branches = filter['$or'];
  if (!Array.isArray(branches)) return [];
  const wishes = branches.filter(isDoc).map((branch) => ({ filter: branch, sort: {}, collated }));
  const plans = wishes.map((wish) => choosePlan(collection, wish));
  return plans.every((plan) => plan !== undefined) ? plans : [];
}

function findHint({ indexes }: Collection, hint: unknown): Index | 'natural' | undefined {
  if (hint === undefined || hint === null || (isDoc(hint) && Object.keys(hint).length === 0))
    return undefined;
  if (isDoc(hint) && '$natural' in hint) return 'natural';
  const [index, ...others] = findIndexes(indexes, hint);
  if (!index) throw badValue('hint provided does not correspond to an existing index');
  if (others.length > 0)
    throw new CommandError(27, 'Hint matched multiple indexes, must hint by index name.');
  return index;
}

/** What the plans find, or all documents without a plan. */
function* readCandidates(
  collection: Collection,
  among: Query['among'],
  { plans, usage }: Selection,
): Generator<Stored> {
  const { namespace } = collection;
  const isOnce = plans.every(({ intervals, index }) => intervals.length === 1 && !index.multikey);
  const seen = isOnce && plans.length < 2 ? undefined : new Set<number>();
  for (const record of among ?? recordsOf(collection, { plans, usage })) {
    if (seen?.has(record)) continue;
    seen?.add(record);
    const bytes = collection.read(record);
    if (bytes) yield { record, bytes };
  }
  assertStillThere(collection, namespace, plans);
}

function* recordsOf(
  { id, store }: Collection,
  { plans, usage }: Pick<Selection, 'plans' | 'usage'>,
): Generator<number> {
  if (plans.length === 0) for (const key of store.env.keys(documentRange(id))) yield recordOf(key);
  for (const { index, intervals, reverse } of plans)
    for (const interval of reverse ? intervals.toReversed() : intervals)
      for (const key of store.env.keys(indexRange(index.id, interval), reverse)) {
        usage.keysExamined += 1;
        yield recordOf(key);
      }
}

/**
 * Refuses to go on when the collection or index was dropped or renamed between two batches of a cursor: the rest of the answer is missing.
 */
function assertStillThere({ id, store }: Collection, namespace: string, plans: Plan[]): void {
  const now = store.get(namespace);
  if (now?.id !== id) throw new CommandError(175, 'collection dropped or renamed while it was read');
  const lost = plans.find(({ index }) => !now.indexes.some((one) => one.id === index.id));
  if (lost) throw new CommandError(175, `index '${lost.index.name}' dropped while it was read`);
}
