import { runPipeline } from '../aggregate/run-pipeline.ts';
import { CommandError, notSupported } from '../command-error.ts';
import { countAll } from '../query/lazy.ts';
import { readScope } from '../query/scope.ts';
import { type Selection, select } from '../query/select.ts';
import { type Doc, entryOf, firstField, isDoc } from '../wire/bson.ts';
import {
  type Command,
  type CommandContext,
  docList,
  namespaceOf,
  readPipeline,
  readQuery,
} from './context.ts';

/** Where the query of each command stands; in an update and a delete it is that of the first statement. */
const QUERIES: Record<string, [field: string, list?: string]> = {
  find: ['filter'],
  count: ['query'],
  distinct: ['query'],
  findAndModify: ['query'],
  update: ['q', 'updates'],
  delete: ['q', 'deletes'],
};

/** Says which index answers the command and how many keys and documents it looked at; it writes nothing. */
export const explain: Command = (context, body) => {
  const inner = body['explain'];
  if (!isDoc(inner)) throw new CommandError(14, 'explain needs a command');
  const { selection, docs, tail } = runInner(context, inner);
  const nReturned = countAll(docs);
  const queryPlanner = {
    namespace: namespaceOf(context, inner),
    winningPlan: describePlan(selection),
    rejectedPlans: [],
  };
  const executionStats = {
    executionSuccess: true,
    nReturned,
    totalKeysExamined: selection.usage.keysExamined,
    totalDocsExamined: selection.usage.docsExamined,
    ...(body['verbosity'] === 'executionStats' ? {} : { allPlansExecution: [] }),
  };
  const plan = body['verbosity'] === 'queryPlanner' ? { queryPlanner } : { queryPlanner, executionStats };
  const shown = tail.length ? { stages: [{ $cursor: plan }, ...tail] } : plan;
  return { explainVersion: '1', ...shown, serverInfo: { version: '7.0.0' }, ok: 1 };
};

type Run = { selection: Selection; docs: Iterable<unknown>; tail: Doc[] };

function runInner(context: CommandContext, inner: Doc): Run {
  const name = firstField(inner);
  if (name === 'aggregate') return runPipeline(readPipeline(context, inner));
  const [field, list] = entryOf(QUERIES, name) ?? [];
  if (!field) throw notSupported(`explain of ${name}`);
  const [holder = {}] = list ? docList(inner, list) : [inner];
  const collection = context.store.get(namespaceOf(context, inner));
  const selection = select(collection, readQuery(holder, field, readScope(inner)));
  return { selection, docs: selection.matches, tail: [] };
}

function describePlan({ plans }: Selection): Doc {
  const scans = plans.map(({ index, reverse }) => ({
    stage: 'FETCH',
    inputStage: {
      stage: 'IXSCAN',
      indexName: index.name,
      keyPattern: index.key,
      direction: reverse ? 'backward' : 'forward',
    },
  }));
  return scans.length > 1 ? { stage: 'OR', inputStages: scans } : (scans[0] ?? { stage: 'COLLSCAN' });
}
