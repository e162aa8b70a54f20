import { CommandError, badValue } from '../command-error.ts';
import { type Plan, choosePlan } from '../index/planner.ts';
import { type Collection, type Index, findIndex } from '../storage/catalog.ts';
import { type KeyRange, documentRange, indexRange, recordOf } from '../storage/layout.ts';
import type { Store } from '../storage/store.ts';
import { type Bytes, type Doc, decode, isDoc } from '../wire/bson.ts';
import { type Filter, compileFilter } from './filter.ts';
import { type Window, countAll, slice } from './lazy.ts';
import type { Trace } from './path.ts';
import { type Scope, type TimeLimit, timeLimit } from './scope.ts';
import { type SortOrder, compileSort, toDirection } from './sort-key.ts';

export type Query = {
  filter: Doc;
  sort?: Doc | undefined;
  hint?: unknown;
  scope?: Scope | undefined;
  /** Reads the collection as it is now, by a scan, however slowly the matches are taken. */
  atOneMoment?: boolean;
  /** Only these documents are looked at. */
  among?: readonly number[];
};
type Stored = { record: number; bytes: Bytes };
export type Match = Stored & { doc: Doc; trace: Trace };
export type Usage = { keysExamined: number; docsExamined: number };
/** How a query is answered: the matches in order, and by which index. */
export type Selection = { plans: Plan[]; usage: Usage; matches: Iterable<Match> };

export function select(store: Store, collection: Collection | undefined, query: Query): Selection {
  const usage: Usage = { keysExamined: 0, docsExamined: 0 };
  const matchesFilter = compileFilter(query.filter, query.scope);
  const sort = hasSort(query.sort) ? query.sort : undefined;
  Object.values(sort ?? {}).forEach(toDirection);
  const plans = collection && !query.atOneMoment && !query.among ? planQuery(collection, query, sort) : [];
  const stored = collection ? readCandidates(store, collection, { query, plans, usage }) : [];
  const limit = timeLimit(query.scope?.maxTimeMs);
  const matches = matchStored(stored, { matchesFilter, usage, limit });
  if (!sort || (plans.length === 1 && plans[0]?.sorted)) return { plans, usage, matches };
  return { plans, usage, matches: sortLazily(matches, { sort, collate: query.scope?.collate }) };
}

type Candidates = Pick<Selection, 'plans' | 'usage'> & { query: Query };

function readCandidates(
  store: Store,
  collection: Collection,
  { query, plans, usage }: Candidates,
): Iterable<Stored> {
  if (query.atOneMoment) return store.documentsAtOneMoment(collection);
  if (query.among) return readRecords(store, collection, query.among);
  return readStored(store, collection, { plans, usage });
}

function* readRecords(store: Store, collection: Collection, records: Iterable<number>): Generator<Stored> {
  for (const record of records) {
    const bytes = store.documents.read(collection, record);
    if (bytes) yield { record, bytes };
  }
}

/** How many matches there are; of a whole collection without reading them. */
export function countMatches(
  store: Store,
  collection: Collection | undefined,
  { query, window, selection }: { query: Query; window: Window; selection?: Selection },
): number {
  const isWhole = Object.keys(query.filter).length === 0 && window.skip === 0 && window.limit === Infinity;
  if (isWhole && collection) return store.count(collection);
  const { matches } = selection ?? select(store, collection, query);
  return countAll(slice(matches, window));
}

function hasSort(sort: Doc | undefined): sort is Doc {
  return sort !== undefined && Object.keys(sort).length > 0 && !('$natural' in sort);
}

type Test = { matchesFilter: Filter; usage: Usage; limit: TimeLimit | undefined };

function* matchStored(stored: Iterable<Stored>, { matchesFilter, usage, limit }: Test): Generator<Match> {
  for (const { record, bytes } of stored) {
    usage.docsExamined += 1;
    const doc = decode(bytes);
    const trace: Trace = {};
    const isMatch = matchesFilter(doc, trace);
    limit?.spend();
    if (!isMatch) continue;
    yield { record, bytes, doc, trace };
    limit?.resume();
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

function planQuery(collection: Collection, query: Query, sort: Doc | undefined): Plan[] {
  const { filter, scope } = query;
  const hint = findHint(collection, query.hint);
  // Index keys are in byte order, which is not the order of a collation.
  if (hint === 'natural' || scope?.collate) return [];
  const plan = choosePlan(collection, { filter, sort, hint });
  // `$in` of nothing: there is nothing to read.
  if (plan?.intervals.length === 0) return [plan];
  const isBounded = plan !== undefined && plan.intervals[0]?.start.length !== 0;
  const branches = isBounded ? [] : planBranches(collection, filter);
  return branches.length || !plan || !(isBounded || plan.sorted || hint) ? branches : [plan];
}

/** `$or` goes through indexes when every branch has one. */
function planBranches(collection: Collection, filter: Doc): Plan[] {
  const branches = filter['$or'];
  if (!Array.isArray(branches)) return [];
  const plans = branches.filter(isDoc).map((branch) => choosePlan(collection, { filter: branch }));
  return plans.every((plan) => plan !== undefined) ? plans : [];
}

function findHint(collection: Collection, hint: unknown): Index | 'natural' | undefined {
  if (hint === undefined || hint === null || (isDoc(hint) && Object.keys(hint).length === 0))
    return undefined;
  if (isDoc(hint) && '$natural' in hint) return 'natural';
  const index = findIndex(collection, hint);
  if (!index) throw badValue('hint provided does not correspond to an existing index');
  return index;
}

type Reading = { range: KeyRange; reverse: boolean };

/** What the plans find, or all documents without a plan. */
function* readStored(
  store: Store,
  collection: Collection,
  { plans, usage }: Pick<Selection, 'plans' | 'usage'>,
): Generator<Stored> {
  const { namespace } = collection;
  const [only] = plans;
  const isOnce = !only || (plans.length === 1 && only.intervals.length === 1 && !only.index.multikey);
  const seen = isOnce ? undefined : new Set<number>();
  const scan: Reading = { range: documentRange(collection.id), reverse: false };
  for (const { range, reverse } of only ? plans.flatMap(readings) : [scan]) {
    for (const key of store.env.keys(range, reverse)) {
      if (only) usage.keysExamined += 1;
      const record = recordOf(key);
      if (seen?.has(record)) continue;
      seen?.add(record);
      const bytes = store.documents.read(collection, record);
      if (bytes) yield { record, bytes };
    }
  }
  assertStillThere(store.catalog.get(namespace), collection, plans);
}

/** Of what was dropped or renamed between two batches of a cursor the rest is missing, and that is said. */
function assertStillThere(now: Collection | undefined, collection: Collection, plans: Plan[]): void {
  if (now?.id !== collection.id)
    throw new CommandError(175, 'collection dropped or renamed while it was read');
  const lost = plans.find(({ index }) => !now.indexes.some(({ id }) => id === index.id));
  if (lost) throw new CommandError(175, `index '${lost.index.name}' dropped while it was read`);
}

function readings({ index, intervals, reverse }: Plan): Reading[] {
  const inOrder = reverse ? intervals.toReversed() : intervals;
  return inOrder.map((interval) => ({ range: indexRange(index.id, interval), reverse }));
}
