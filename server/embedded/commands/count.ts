import { select } from '../query/select.ts';
import { slice } from '../aggregate/run-pipeline.ts';
import { type Command, countField, docField, namespaceOf } from './context.ts';

export const count: Command = (context, body) => {
  const { matches } = select(context.store, context.store.catalog.get(namespaceOf(context, body)), {
    filter: docField(body, 'query'),
    hint: body['hint'],
  });
  const limit = Math.abs(countField(body, 'limit') ?? 0) || Infinity;
  let n = 0;
  for (const _match of slice(matches, { skip: countField(body, 'skip') ?? 0, limit })) n += 1;
  return { n, ok: 1 };
};
