import type { PipelineInput } from '../aggregate/run-pipeline.ts';
import { readScope } from '../query/scope.ts';
import type { Doc } from '../wire/bson.ts';
import { type CommandContext, docList } from './context.ts';

/** What an `aggregate` command asks for, to run it or to explain it. */
export function pipelineInput(context: CommandContext, body: Doc): PipelineInput {
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
