import { countMatches } from '../query/select.ts';
import { toNumber } from '../wire/bson.ts';
import { type Command, namespaceOf, readQuery } from './context.ts';

export const count: Command = (context, body) => {
  const collection = context.store.get(namespaceOf(context, body));
  // A negative limit means the same as the positive one.
  const query = readQuery({ ...body, limit: Math.abs(toNumber(body['limit']) ?? 0) }, 'query');
  return { n: countMatches(collection, query), ok: 1 };
};
