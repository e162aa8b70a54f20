import { CommandError, notSupported } from '../command-error.ts';
import { runPipeline } from '../aggregate/run-pipeline.ts';
import { countAll, slice } from '../query/lazy.ts';
import { type Selection, select } from '../query/select.ts';
import { type Doc, firstField, isDoc } from '../wire/bson.ts';
import {
  type Command,
  type CommandContext,
  countField,
  docField,
  docList,
  namespaceOf,
  readQuery,
} from './context.ts';
import { pipelineInput } from './pipeline-input.ts';

const EXPLAINABLE = ['find', 'aggregate', 'count', 'distinct', 'update', 'delete', 'findAndModify'];

/** Says which index answers the command and how many keys and documents it looked at; it writes nothing. */
export const explain: Command = (context, body) => {
  const inner = body['explain'];
  if (!isDoc(inner)) throw new CommandError(14, 'explain needs a command');
  const name = firstField(inner);
  if (!EXPLAINABLE.includes(name)) throw notSupported(`explain of ${name}`);
  const run = name === 'aggregate' ? explainPipeline(context, inner) : explainQuery(context, inner);
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
  const { selection, docs, tail } = runPipeline(pipelineInput(context, inner));
  return { selection, returned: countAll(docs), tail };
}

function explainQuery(context: CommandContext, inner: Doc): Explained {
  const query = { ...readQuery(inner, 'query'), filter: explainedFilter(firstField(inner), inner) };
  const selection = select(context.store, context.store.catalog.get(namespaceOf(context, inner)), query);
  const window = { skip: countField(inner, 'skip') ?? 0, limit: countField(inner, 'limit') || Infinity };
  return { selection, returned: countAll(slice(selection.matches, window)), tail: [] };
}

function explainedFilter(name: string, inner: Doc): Doc {
  if (name === 'find') return docField(inner, 'filter');
  if (name === 'update') return docField(docList(inner, 'updates')[0] ?? {}, 'q');
  if (name === 'delete') return docField(docList(inner, 'deletes')[0] ?? {}, 'q');
  return docField(inner, 'query');
}
