import { failedToParse } from '../command-error.ts';
import { runPipeline } from '../aggregate/run-pipeline.ts';
import { compileWriteOut } from '../aggregate/write-out.ts';
import { readScope } from '../query/scope.ts';
import { type Doc, isDoc } from '../wire/bson.ts';
import { type Command, type CommandContext, countField, docField, docList } from './context.ts';

export const aggregate: Command = async (context, body) => {
  if (!isDoc(body['cursor']) && body['explain'] === undefined) {
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  }
  const namespace = `${context.database}.${typeof body['aggregate'] === 'string' ? body['aggregate'] : '$cmd.aggregate'}`;
  const input = pipelineInput(context, body);
  const last = input.pipeline.at(-1) ?? {};
  const request = { batchSize: countField(docField(body, 'cursor'), 'batchSize'), single: false };
  if (!('$out' in last) && !('$merge' in last))
    return context.cursors.open(namespace, runPipeline(input).docs, request);
  const writeOut = compileWriteOut(last, { ...input, variables: input.scope.variables ?? {} });
  await context.store.write(() =>
    writeOut(runPipeline({ ...input, pipeline: input.pipeline.slice(0, -1) }).docs),
  );
  return context.cursors.open(namespace, [], request);
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
    scope: readScope(body),
    session: body['lsid'],
  };
}
