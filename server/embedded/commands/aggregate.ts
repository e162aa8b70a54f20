import { failedToParse } from '../command-error.ts';
import { runPipeline } from '../aggregate/run-pipeline.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { type Command, type CommandContext, countField, docField, docList } from './context.ts';

export const aggregate: Command = (context, body) => {
  if (!isDoc(body['cursor']) && body['explain'] === undefined) {
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  }
  const namespace = `${context.database}.${typeof body['aggregate'] === 'string' ? body['aggregate'] : '$cmd.aggregate'}`;
  const { docs } = runPipeline(pipelineInput(context, body));
  const batchSize = countField(docField(body, 'cursor'), 'batchSize');
  return context.cursors.open(namespace, docs, { batchSize, single: false });
};

export function pipelineInput(context: CommandContext, body: Doc): Parameters<typeof runPipeline>[0] {
  const name = body['aggregate'];
  return {
    store: context.store,
    database: context.database,
    collection:
      typeof name === 'string' ? context.store.catalog.get(`${context.database}.${name}`) : undefined,
    pipeline: docList(body, 'pipeline'),
    hint: body['hint'],
    variables: docField(body, 'let'),
  };
}
