import { CommandError, failedToParse } from '../command-error.ts';
import { guard, runStages } from '../query/expression.ts';
import type { Variables } from '../query/filter.ts';
import { type Window, mapLazily, slice } from '../query/lazy.ts';
import { type Selection, select } from '../query/select.ts';
import { viewDoc } from '../query/view.ts';
import type { Collection } from '../storage/catalog.ts';
import type { Store } from '../storage/store.ts';
import { type Bytes, type Doc, encodeDefined, isDoc, toNumber } from '../wire/bson.ts';
import { createContext } from './stages.ts';

export type PipelineInput = {
  store: Store;
  database: string;
  collection: Collection | undefined;
  pipeline: Doc[];
  hint?: unknown;
  variables: Variables;
};
export type PipelineRun = { docs: Iterable<Bytes>; selection: Selection };

/**
 * Leading `$match`, `$sort`, `$skip` and `$limit` go through indexes and keep the stored bytes; the rest is mingo's.
 */
export function runPipeline(input: PipelineInput): PipelineRun {
  const { store, collection, hint, variables } = input;
  assertPipeline(input.pipeline);
  const { filter, sort, rest } = splitPipeline(input.pipeline);
  const selection = select(store, collection, { filter, sort, hint, variables });
  const { window, tail } = splitWindow(rest);
  const matches = slice(selection.matches, window);
  if (tail.length === 0) return { selection, docs: mapLazily(matches, (match) => match.bytes) };
  const views = mapLazily(matches, (match) => viewDoc(match.doc));
  return { selection, docs: mapLazily(aggregate(input, tail, views), (doc) => encodeDefined(doc)) };
}

function aggregate(input: PipelineInput, tail: Doc[], views: Iterable<Doc>): Iterable<Doc> {
  const { store, database } = input;
  const context = createContext((name, filter) => {
    const found = select(store, store.catalog.get(`${database}.${name}`), { filter });
    return [...found.matches].map((match) => viewDoc(match.doc));
  });
  const variables = viewDoc(input.variables);
  const pipeline = tail.map(viewDoc);
  return guard(() => runStages(pipeline, views, { context, variables }));
}

function assertPipeline(pipeline: Doc[]): void {
  for (const stage of pipeline) {
    if (!isDoc(stage) || Object.keys(stage).length !== 1) {
      throw new CommandError(40323, 'A pipeline stage specification object must contain exactly one field.');
    }
  }
}

function splitPipeline(pipeline: Doc[]): { filter: Doc; sort: Doc | undefined; rest: Doc[] } {
  const rest = [...pipeline];
  const filters: Doc[] = [];
  while (rest[0] && isDoc(rest[0]['$match'])) {
    filters.push(rest[0]['$match']);
    rest.shift();
  }
  const [only] = filters;
  const filter = filters.length > 1 ? { $and: filters } : (only ?? {});
  const sort = rest[0]?.['$sort'];
  if (!isDoc(sort)) return { filter, sort: undefined, rest };
  return { filter, sort, rest: rest.slice(1) };
}

function splitWindow(pipeline: Doc[]): { window: Window; tail: Doc[] } {
  const tail = [...pipeline];
  const window: Window = { skip: 0, limit: Infinity };
  for (let stage = tail[0]; stage; stage = tail[0]) {
    if ('$skip' in stage) {
      const skip = wholeNumber('$skip', stage['$skip'], 0);
      window.skip += skip;
      window.limit = Math.max(0, window.limit - skip);
    } else if ('$limit' in stage)
      window.limit = Math.min(window.limit, wholeNumber('$limit', stage['$limit'], 1));
    else break;
    tail.shift();
  }
  return { window, tail };
}

function wholeNumber(name: string, value: unknown, least: number): number {
  const number = toNumber(value);
  if (number === undefined || !Number.isInteger(number) || number < least) {
    throw failedToParse(
      `invalid argument to ${name} stage: Expected a ${least ? 'positive' : 'non-negative'} number`,
    );
  }
  return number;
}
