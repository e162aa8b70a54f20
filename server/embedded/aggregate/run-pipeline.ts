import { CommandError, failedToParse, notSupported } from '../command-error.ts';
import { streamStages } from '../query/expression.ts';
import { type Window, countAll, mapLazily, slice } from '../query/lazy.ts';
import type { Scope } from '../query/scope.ts';
import { type Selection, select } from '../query/select.ts';
import { viewDoc } from '../query/view.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Store } from '../storage/store.ts';
import { type Bytes, type Doc, encodeDefined, isDoc, toNumber } from '../wire/bson.ts';
import { assertPipeline } from './check-pipeline.ts';
import { countLazily, countedField } from './count-stage.ts';
import { createContext } from './stages.ts';

export type PipelineInput = {
  store: Store;
  database: string;
  collectionName?: string | undefined;
  collection: Collection | undefined;
  pipeline: Doc[];
  hint?: unknown;
  scope: Scope;
  /** What `$listLocalSessions` shows: the session of the command. */
  session?: unknown;
};
/** `tail` is what mingo runs after the selection. */
export type PipelineRun = { docs: Iterable<Bytes>; selection: Selection; tail: Doc[] };

/**
 * Leading `$match`, `$sort`, `$skip` and `$limit` go through indexes and keep the stored bytes; the rest is mingo's.
 */
export function runPipeline(input: PipelineInput): PipelineRun {
  const { store, collection, hint, scope } = input;
  assertPipeline(input.pipeline);
  const source = sourceDocs(input);
  if (source) return fromSource(input, source);
  const { filter, sort, window, tail } = splitPipeline(input.pipeline);
  if (scope.collate) assertCollatable(tail);
  const selection = select(store, collection, { filter, sort, hint, scope });
  const matches = slice(selection.matches, window);
  const field = countedField(tail);
  if (field !== undefined) {
    const isWhole = Object.keys(filter).length === 0 && window.skip === 0 && window.limit === Infinity;
    const count = (): number => (isWhole && collection ? store.count(collection) : countAll(matches));
    return { selection, tail, docs: mapLazily(countLazily(tail, field, count), (doc) => encodeDefined(doc)) };
  }
  if (tail.length === 0) return { selection, tail, docs: mapLazily(matches, (match) => match.bytes) };
  const views = mapLazily(matches, (match) => viewDoc(match.doc));
  return { selection, tail, docs: mapLazily(aggregate(input, tail, views), (doc) => encodeDefined(doc)) };
}

function aggregate(input: PipelineInput, tail: Doc[], views: Iterable<Doc>): Iterable<Doc> {
  const { store, database } = input;
  const context = createContext(input.scope, (name, filter) => {
    const found = select(store, store.catalog.get(`${database}.${name}`), { filter });
    return [...found.matches].map((match) => viewDoc(match.doc));
  });
  const variables = viewDoc(input.scope.variables ?? {});
  const pipeline = tail.map(viewDoc);
  return streamStages(pipeline, views, { context, variables });
}

/** The documents of a pipeline that begins without a collection. */
function sourceDocs({ store, pipeline, session, collection }: PipelineInput): Doc[] | undefined {
  const [first = {}] = pipeline;
  if ('$listLocalSessions' in first)
    return session === undefined ? [] : [{ _id: session, lastUse: new Date() }];
  if ('$collStats' in first) return [collectionStats(store, collection, first['$collStats'])];
  if (!('$documents' in first)) return undefined;
  const docs = first['$documents'];
  if (collection) throw new CommandError(73, "'$documents' can only be run with {aggregate: 1}");
  if (!Array.isArray(docs) || !docs.every(isDoc))
    throw failedToParse('$documents needs an array of documents');
  return docs;
}

function collectionStats(store: Store, collection: Collection | undefined, spec: unknown): Doc {
  if (!collection)
    throw new CommandError(26, 'Unable to retrieve count in $collStats stage: Collection not found');
  if (!isDoc(spec) || Object.keys(spec).join() !== 'count')
    throw notSupported('$collStats of more than the count');
  return { ns: collection.namespace, count: countAll(store.records(collection)) };
}

function fromSource(input: PipelineInput, source: Doc[]): PipelineRun {
  const docs = aggregate(input, input.pipeline.slice(1), source.map(viewDoc));
  const selection = { plans: [], usage: { keysExamined: 0, docsExamined: 0 }, matches: [] };
  return { selection, tail: input.pipeline, docs: mapLazily(docs, (doc) => encodeDefined(doc)) };
}

const COLLATABLE = ['$match', '$sort', '$skip', '$limit', '$count', '$unset', '$sample', '$unwind'];

/** mingo's expressions and groups compare strings by their bytes, so they are refused where that would matter. */
function assertCollatable(pipeline: Doc[]): void {
  for (const stage of pipeline) {
    const [[name, spec] = ['', undefined]] = Object.entries(stage);
    const isOneGroup =
      name === '$group' && isDoc(spec) && (spec['_id'] === null || toNumber(spec['_id']) !== undefined);
    if (!isOneGroup && !COLLATABLE.includes(name)) throw notSupported(`the stage ${name} under a collation`);
  }
}

type Front = { filter: Doc; sort: Doc | undefined; window: Window; tail: Doc[] };

/** What a selection does of a pipeline, and the stages behind it. */
function splitPipeline(pipeline: Doc[]): Front {
  const tail = [...pipeline];
  const take = (name: string): Doc | undefined => {
    const spec = tail[0]?.[name];
    return isDoc(spec) && tail.shift() ? spec : undefined;
  };
  const filters: Doc[] = [];
  for (let filter = take('$match'); filter; filter = take('$match')) filters.push(filter);
  const sort = take('$sort');
  let [skip, limit] = [0, Infinity];
  for (let stage = tail[0]; stage && ('$skip' in stage || '$limit' in stage); stage = tail[0]) {
    const more = toNumber(stage['$skip']) ?? 0;
    skip += more;
    limit = Math.max(0, Math.min(limit - more, toNumber(stage['$limit']) ?? Infinity));
    tail.shift();
  }
  const [only = {}] = filters;
  return { filter: filters.length > 1 ? { $and: filters } : only, sort, window: { skip, limit }, tail };
}
