import { countAll, slice } from '../query/lazy.ts';
import { select } from '../query/select.ts';
import { toNumber } from '../wire/bson.ts';
import { type Command, namespaceOf, readQuery, readWindow } from './context.ts';

export const count: Command = (context, body) => {
  const collection = context.store.catalog.get(namespaceOf(context, body));
  const query = readQuery(body, 'query');
  // A negative limit means the same as the positive one.
  const limit = Math.abs(toNumber(body['limit']) ?? 0);
  const window = readWindow({ skip: body['skip'], limit });
  const isWhole = Object.keys(query.filter).length === 0 && window.skip === 0 && window.limit === Infinity;
  if (collection && isWhole) return { n: context.store.count(collection), ok: 1 };
  return { n: countAll(slice(select(context.store, collection, query).matches, window)), ok: 1 };
};
