import { runPipeline } from '../aggregate/run-pipeline.ts';
import { compileWriteOut } from '../aggregate/write-out.ts';
import { failedToParse } from '../command-error.ts';
import { isDoc, isTruthy } from '../wire/bson.ts';
import { type Command, countField, docField, readPipeline } from './context.ts';
import { explain } from './explain.ts';

export const aggregate: Command = async (context, body) => {
  if (!isDoc(body['cursor']) && body['explain'] === undefined)
    throw failedToParse("The 'cursor' option is required, except for aggregate with the explain argument");
  if (isTruthy(body['explain'])) return explain(context, { explain: body });
  const input = readPipeline(context, body);
  const last = input.pipeline.at(-1) ?? {};
  const open = (docs: Iterable<Uint8Array>): Uint8Array =>
    context.cursors.open(`${context.database}.${input.collectionName ?? '$cmd.aggregate'}`, docs, {
      batchSize: countField(docField(body, 'cursor'), 'batchSize'),
      single: false,
    });
  if (!('$out' in last) && !('$merge' in last)) return open(runPipeline(input).docs);
  const writeOut = compileWriteOut(last, { ...input, variables: input.scope.variables ?? {} });
  const pipeline = input.pipeline.slice(0, -1);
  await context.store.write(() => writeOut(runPipeline({ ...input, pipeline }).docs));
  return open([]);
};
