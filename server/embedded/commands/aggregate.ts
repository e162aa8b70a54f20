import { failedToParse } from '../command-error.ts';
import { runPipeline } from '../aggregate/run-pipeline.ts';
import { compileWriteOut } from '../aggregate/write-out.ts';
import { isDoc, isTruthy } from '../wire/bson.ts';
import { explain } from './explain.ts';
import { pipelineInput } from './pipeline-input.ts';
import { type Command, countField, docField } from './context.ts';

export const aggregate: Command = async (context, body) => {
  if (!isDoc(body['cursor']) && body['explain'] === undefined) {
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  }
  if (isTruthy(body['explain'])) return explain(context, { explain: body });
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
