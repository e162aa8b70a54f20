import { runPipeline } from '../aggregate/run-pipeline.ts';
import { CommandError, notSupported } from '../command-error.ts';
import { countAll, slice } from '../query/lazy.ts';
import { readScope } from '../query/scope.ts';
import { type Selection, select } from '../query/select.ts';
import { type Doc, firstField, isDoc } from '../wire/bson.ts';
import {
  type Command,
  type CommandContext,
  docList,
  namespaceOf,
  readPipeline,
  readQuery,
  readWindow,
} from './context.ts';

/** Where the query of each command stands; in an update and a delete it is that of the first statement. */
const QUERIES: Record<string, { list?: string; field: string }> = {
  find: { field: 'filter' },
  count: { field: 'query' },
  distinct: { field: 'query' },
  findAndModify: { field: 'query' },
  update: { list: 'updates', field: 'q' },
  delete: { list: 'deletes', field: 'q' },
};

/** Says which index answers the command and how many keys and documents it looked at; it writes nothing. */
export const explain: Command = (context, body) => {
  const inner = body['explain'];
  if (!isDoc(inner)) throw new CommandError(14, 'explain needs a command');
  const run =
    firstField(inner) === 'aggregate' ? explainPipeline(context, inner) : explainQuery(context, inner);
  const plan = describePlan(namespaceOf(context, inner), run, body['verbosity']);
  const shown = run.tail.length ? { stages: [{ $cursor: plan }, ...run.tail] } : plan;
  return { explainVersion: '1', ...shown, serverInfo: { version: '7.0.0' }, ok: 1 };
};

type Explained = { selection: Selection; returned: number; tail: Doc[] };

function describePlan(namespace: string, { selection, returned }: Explained, verbosity: unknown): Doc {
  const stages = selection.plans.map(({ index, reverse }) => ({
    stage: 'FETCH',
    inputStage: {
      stage: 'IXSCAN',
      indexName: index.name,
      keyPattern: index.key,
      direction: reverse ? 'backward' : 'forward',
    },
  }));
  const [only] = stages;
  const winningPlan =
    stages.length > 1 ? { stage: 'OR', inputStages: stages } : (only ?? { stage: 'COLLSCAN' });
  const queryPlanner = { namespace, winningPlan, rejectedPlans: [] };
  if (verbosity === 'queryPlanner') return { queryPlanner };
  const executionStats = {
    executionSuccess: true,
    nReturned: returned,
    totalKeysExamined: selection.usage.keysExamined,
    totalDocsExamined: selection.usage.docsExamined,
    ...(verbosity === 'executionStats' ? {} : { allPlansExecution: [] }),
  };
  return { queryPlanner, executionStats };
}

function explainPipeline(context: CommandContext, inner: Doc): Explained {
  const { selection, docs, tail } = runPipeline(readPipeline(context, inner));
  return { selection, returned: countAll(docs), tail };
}

function explainQuery(context: CommandContext, inner: Doc): Explained {
  const name = firstField(inner);
  const place = QUERIES[name];
  if (!place) throw notSupported(`explain of ${name}`);
  const holder = place.list === undefined ? inner : (docList(inner, place.list)[0] ?? {});
  const collection = context.store.catalog.get(namespaceOf(context, inner));
  const selection = select(context.store, collection, readQuery(holder, place.field, readScope(inner)));
  return { selection, returned: countAll(slice(selection.matches, readWindow(inner))), tail: [] };
}
