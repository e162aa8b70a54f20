import { countMatches } from '../query/select.ts';
import { toNumber } from '../wire/bson.ts';
import { type Command, namespaceOf, readQuery, readWindow } from './context.ts';

export const count: Command = (context, body) => {
  const collection = context.store.catalog.get(namespaceOf(context, body));
  // A negative limit means the same as the positive one.
  const window = readWindow({ skip: body['skip'], limit: Math.abs(toNumber(body['limit']) ?? 0) });
  return { n: countMatches(context.store, collection, { query: readQuery(body, 'query'), window }), ok: 1 };
};
