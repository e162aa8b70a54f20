import { CommandError, notSupported } from '../command-error.ts';
import { mapLazily } from '../query/lazy.ts';
import type { Scope } from '../query/scope.ts';
import { type Query, type Selection, countMatches, select } from '../query/select.ts';
import type { Collection } from '../storage/collection.ts';
import type { Store } from '../storage/store.ts';
import { type Bytes, type Doc, encodeDefined, isDoc, toNumber } from '../wire/bson.ts';
import type { Read, Transform } from './stage.ts';
import { compilePipeline } from './stages.ts';

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
/** `tail` is what runs after the selection. */
type PipelineRun = { docs: Iterable<Bytes>; selection: Selection; tail: Doc[] };

/** Leading `$match`, `$sort`, `$skip` and `$limit` go through indexes and keep the stored bytes. */
export function runPipeline(input: PipelineInput): PipelineRun {
  const { collection, collectionName, hint, scope, pipeline } = input;
  const { variables = {} } = scope;
  const names = Object.keys(variables);
  if (isGenerating(pipeline) && collectionName !== undefined)
    throw new CommandError(73, "'$documents' can only be run with {aggregate: 1}");
  const source = sourceDocs(input);
  const stages = source ? pipeline.slice(1) : pipeline;
  compile(stages, input, names);
  const { query: front, tail } =
    source || isGenerating(pipeline) ? { query: { filter: {} }, tail: stages } : splitPipeline(pipeline);
  if (scope.collate) assertCollatable(tail);
  const query = { ...front, hint, scope };
  const selection = select(source ? undefined : collection, query);
  const { matches } = selection;
  const counted = countedInto(tail);
  const run = (): Iterable<Doc> =>
    compile(tail, input, names)(source ?? mapLazily(matches, ({ doc }) => doc), variables);
  const docs =
    tail.length === 0 && !source
      ? mapLazily(matches, ({ bytes }) => bytes)
      : counted && !source
        ? countLazily(counted, () => countMatches(collection, query, selection))
        : mapLazily(run(), encodeDefined);
  return { selection, tail, docs };
}

function compile(
  stages: Doc[],
  { store, database, scope }: PipelineInput,
  names: readonly string[],
): Transform {
  const read: Read = (name, pipeline, variables) => {
    const { query, tail } = splitPipeline(pipeline);
    const { matches } = select(store.get(`${database}.${name}`), {
      ...query,
      scope: { ...scope, variables },
    });
    return compilePipeline(tail, { scope, names: Object.keys(variables), read })(
      mapLazily(matches, ({ doc }) => doc),
      variables,
    );
  };
  return compilePipeline(stages, { scope, names, read });
}

type Counted = { field: string; group: Doc };

/**
 * Where a pipeline that only counts has its number: `$count`, or the `$group` that drivers send for countDocuments. It
 * needs no documents in memory, which grouping would collect.
 */
function countedInto([stage = {}, next]: Doc[]): Counted | undefined {
  const { $count, $group } = stage;
  if (next) return undefined;
  if (typeof $count === 'string') return { field: $count, group: {} };
  if (!isDoc($group) || !isOneGroup($group)) return undefined;
  const { _id, ...sums } = $group;
  const [[field, sum] = ['', {}], more] = Object.entries(sums);
  const isCount = isDoc(sum) && Object.keys(sum).length === 1 && toNumber(sum['$sum']) === 1;
  return isCount && !more ? { field, group: { _id } } : undefined;
}

/** The document with the count, when it is asked for; without documents there is none. */
function* countLazily({ field, group }: Counted, count: () => number): Generator<Bytes> {
  const n = count();
  if (n > 0) yield encodeDefined({ ...group, [field]: n });
}

function isOneGroup({ _id }: Doc): boolean {
  return _id === null || toNumber(_id) !== undefined;
}

/** The documents of a pipeline that begins without a collection. */
function sourceDocs({ pipeline, session }: PipelineInput): Doc[] | undefined {
  if (!('$listLocalSessions' in (pipeline[0] ?? {}))) return undefined;
  return session === undefined ? [] : [{ _id: session, lastUse: new Date() }];
}

function isGenerating([first = {}]: Doc[]): boolean {
  return '$documents' in first;
}

const COLLATABLE = ['$match', '$sort', '$skip', '$limit', '$count', '$unset', '$sample', '$unwind'];

/** Expressions and groups compare strings by their bytes, so they are refused where that would matter. */
function assertCollatable(pipeline: Doc[]): void {
  for (const stage of pipeline) {
    const [[name, spec] = ['', undefined]] = Object.entries(stage);
    const isCollatable = COLLATABLE.includes(name) || (name === '$group' && isDoc(spec) && isOneGroup(spec));
    if (!isCollatable) throw notSupported(`the stage ${name} under a collation`);
  }
}

/** What a selection does of a pipeline, and the stages behind it. */
function splitPipeline(pipeline: Doc[]): { query: Query; tail: Doc[] } {
  const tail = [...pipeline];
  const take = (name: string): Doc | undefined => {
    const spec = tail[0]?.[name];
    return isDoc(spec) && tail.shift() ? spec : undefined;
  };
  const filters: Doc[] = [];
  for (let filter = take('$match'); filter; filter = take('$match')) filters.push(filter);
  const sort = take('$sort');
  const window = { skip: 0, limit: Infinity };
  for (let [stage] = tail; stage && ('$skip' in stage || '$limit' in stage); [stage] = tail) {
    const more = toNumber(stage['$skip']) ?? 0;
    window.skip += more;
    window.limit = Math.max(0, Math.min(window.limit - more, toNumber(stage['$limit']) ?? Infinity));
    tail.shift();
  }
  const [only = {}] = filters;
  return { query: { filter: filters.length > 1 ? { $and: filters } : only, sort, window }, tail };
}
