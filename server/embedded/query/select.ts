import { badValue } from '../command-error.ts';
import { type Plan, choosePlan } from '../index/planner.ts';
import { type Collection, type Index, findIndex } from '../storage/catalog.ts';
import { type KeyRange, documentRange, indexRange, recordOf } from '../storage/layout.ts';
import type { Store } from '../storage/store.ts';
import { type Bytes, type Doc, decode, isDoc } from '../wire/bson.ts';
import { type Filter, compileFilter } from './filter.ts';
import type { Trace } from './path.ts';
import { type Scope, type TimeLimit, timeLimit } from './scope.ts';
import { type SortOrder, sortItems, toDirection } from './sort-key.ts';

export type Query = {
  filter: Doc;
  sort?: Doc | undefined;
  hint?: unknown;
  scope?: Scope | undefined;
  /** Reads the collection as it is now, by a scan, however slowly the matches are taken. */
  atOneMoment?: boolean;
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
  if (!collection) return { plans: [], usage, matches: [] };
  const plans = query.atOneMoment ? [] : planQuery(collection, query);
  const limit = timeLimit(query.scope?.maxTimeMs);
  const matches = query.atOneMoment
    ? matchAll(store.documentsAtOneMoment(collection), { matchesFilter, usage, limit })
    : readMatches(store, collection, { plans, usage, matchesFilter, limit });
  if (!sort || (plans.length === 1 && plans[0]?.sorted)) return { plans, usage, matches };
  return { plans, usage, matches: sortLazily(matches, { sort, collate: query.scope?.collate }) };
}

type Run = { usage: Usage; matchesFilter: Filter; limit: TimeLimit | undefined };

function* matchAll(stored: Iterable<Stored>, run: Run): Generator<Match> {
  for (const { record, bytes } of stored) {
    const match = matchOne(record, bytes, run);
    if (!match) continue;
    yield match;
    run.limit?.resume();
  }
}

function matchOne(record: number, bytes: Bytes, { usage, matchesFilter, limit }: Run): Match | undefined {
  usage.docsExamined += 1;
  const doc = decode(bytes);
  const trace: Trace = {};
  const isMatch = matchesFilter(doc, trace);
  limit?.spend();
  return isMatch ? { record, bytes, doc, trace } : undefined;
}

function hasSort(sort: Doc | undefined): sort is Doc {
  return sort !== undefined && Object.keys(sort).length > 0 && !('$natural' in sort);
}

function* sortLazily(matches: Iterable<Match>, order: SortOrder): Generator<Match> {
  yield* sortItems(matches, ({ doc }) => doc, order);
}

function planQuery(collection: Collection, query: Query): Plan[] {
  const sort = hasSort(query.sort) ? query.sort : undefined;
  const hint = findHint(collection, query.hint);
  // Index keys are in byte order, which is not the order of a collation.
  if (hint === 'natural' || query.scope?.collate) return [];
  const plan = choosePlan(collection, { filter: query.filter, sort, hint });
  // `$in` of nothing: there is nothing to read.
  if (plan?.intervals.length === 0) return [plan];
  if (plan?.intervals.length && (plan.intervals[0]?.start.length || plan.sorted || hint)) {
    const branches = plan.intervals[0]?.start.length ? [] : planBranches(collection, query.filter);
    return branches.length ? branches : [plan];
  }
  return planBranches(collection, query.filter);
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

/** Of the documents that the plans find, or of all of them without a plan. */
function* readMatches(store: Store, collection: Collection, run: Run & { plans: Plan[] }): Generator<Match> {
  const { plans, usage, limit } = run;
  const [only] = plans;
  const isOnce = !only || (plans.length === 1 && only.intervals.length === 1 && !only.index.multikey);
  const seen = isOnce ? undefined : new Set<number>();
  for (const { range, reverse } of only ? plannedRanges(plans) : [scanOf(collection)]) {
    for (const key of store.env.keys(range, reverse)) {
      if (only) usage.keysExamined += 1;
      const record = recordOf(key);
      if (seen?.has(record)) continue;
      seen?.add(record);
      const bytes = store.documents.read(collection, record);
      const match = bytes && matchOne(record, bytes, run);
      if (!match) continue;
      yield match;
      limit?.resume();
    }
  }
}

type Reading = { range: KeyRange; reverse: boolean };

function scanOf(collection: Collection): Reading {
  return { range: documentRange(collection.id), reverse: false };
}

function plannedRanges(plans: Plan[]): Reading[] {
  return plans.flatMap(({ index, intervals, reverse }) =>
    (reverse ? intervals.toReversed() : intervals).map((interval) => ({
      range: indexRange(index.id, interval),
      reverse,
    })),
  );
}
