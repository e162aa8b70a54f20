import { CommandError } from '../command-error.ts';
import { runPipeline } from '../aggregate/run-pipeline.ts';
import { countAll, slice } from '../query/lazy.ts';
import { readScope } from '../query/scope.ts';
import { type Selection, select } from '../query/select.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { type Command, type CommandContext, countField, docField, docList, namespaceOf } from './context.ts';
import { pipelineInput } from './pipeline-input.ts';

/** Says which index answers the command and how many keys and documents it looked at; it writes nothing. */
export const explain: Command = (context, body) => {
  const inner = body['explain'];
  if (!isDoc(inner)) throw new CommandError(14, 'explain needs a command');
  const { selection, returned } = explainCommand(context, inner);
  const stages = selection.plans.map((plan) => ({
    stage: 'FETCH',
    inputStage: {
      stage: 'IXSCAN',
      indexName: plan.index.name,
      keyPattern: plan.index.key,
      direction: plan.reverse ? 'backward' : 'forward',
    },
  }));
  const [only] = stages;
  const winningPlan =
    stages.length > 1 ? { stage: 'OR', inputStages: stages } : (only ?? { stage: 'COLLSCAN' });
  return {
    queryPlanner: { namespace: namespaceOf(context, inner), winningPlan, rejectedPlans: [] },
    executionStats: {
      executionSuccess: true,
      nReturned: returned,
      totalKeysExamined: selection.usage.keysExamined,
      totalDocsExamined: selection.usage.docsExamined,
    },
    serverInfo: { version: '7.0.0' },
    ok: 1,
  };
};

function explainCommand(context: CommandContext, inner: Doc): { selection: Selection; returned: number } {
  const [name] = Object.keys(inner);
  if (name === 'aggregate') {
    const { selection, docs } = runPipeline(pipelineInput(context, inner));
    return { selection, returned: countAll(docs) };
  }
  const query = {
    filter: explainedFilter(name, inner),
    sort: docField(inner, 'sort'),
    hint: inner['hint'],
    scope: readScope(inner),
  };
  const selection = select(context.store, context.store.catalog.get(namespaceOf(context, inner)), query);
  const window = { skip: countField(inner, 'skip') ?? 0, limit: countField(inner, 'limit') || Infinity };
  return { selection, returned: countAll(slice(selection.matches, window)) };
}

function explainedFilter(name: string | undefined, inner: Doc): Doc {
  if (name === 'find') return docField(inner, 'filter');
  if (name === 'update') return docField(docList(inner, 'updates')[0] ?? {}, 'q');
  if (name === 'delete') return docField(docList(inner, 'deletes')[0] ?? {}, 'q');
  return docField(inner, 'query');
}
