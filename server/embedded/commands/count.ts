import { select } from '../query/select.ts';
import { countAll, slice } from '../query/lazy.ts';
import { toNumber } from '../wire/bson.ts';
import { type Command, countField, namespaceOf, readQuery } from './context.ts';

export const count: Command = (context, body) => {
  const collection = context.store.catalog.get(namespaceOf(context, body));
  const query = readQuery(body, 'query');
  const isWhole =
    Object.keys(query.filter).length === 0 && body['skip'] === undefined && body['limit'] === undefined;
  if (collection && isWhole) return { n: context.store.count(collection), ok: 1 };
  const { matches } = select(context.store, collection, query);
  const limit = Math.abs(toNumber(body['limit']) ?? 0) || Infinity;
  const n = countAll(slice(matches, { skip: countField(body, 'skip') ?? 0, limit }));
  return { n, ok: 1 };
};
