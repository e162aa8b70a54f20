import { readScope } from '../query/scope.ts';
import { select } from '../query/select.ts';
import { countAll, slice } from '../query/lazy.ts';
import { type Command, countField, docField, namespaceOf } from './context.ts';

export const count: Command = (context, body) => {
  const { matches } = select(context.store, context.store.catalog.get(namespaceOf(context, body)), {
    filter: docField(body, 'query'),
    hint: body['hint'],
    scope: readScope(body),
  });
  const limit = Math.abs(countField(body, 'limit') ?? 0) || Infinity;
  const n = countAll(slice(matches, { skip: countField(body, 'skip') ?? 0, limit }));
  return { n, ok: 1 };
};
