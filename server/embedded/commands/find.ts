import { notSupported } from '../command-error.ts';
import { mapLazily, slice } from '../query/lazy.ts';
import { compileProjection } from '../query/projection.ts';
import { select } from '../query/select.ts';
import { encode, isTruthy } from '../wire/bson.ts';
import { type Command, countField, docField, namespaceOf } from './context.ts';

export const find: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  if (isTruthy(body['tailable'])) throw notSupported('a tailable cursor');
  const variables = docField(body, 'let');
  const project = compileProjection(docField(body, 'projection'), variables);
  const { matches } = select(context.store, context.store.catalog.get(namespace), {
    filter: docField(body, 'filter'),
    sort: docField(body, 'sort'),
    hint: body['hint'],
    variables,
    atOneMoment: docField(body, 'readConcern')['level'] === 'snapshot',
  });
  const window = { skip: countField(body, 'skip') ?? 0, limit: countField(body, 'limit') || Infinity };
  const docs = mapLazily(slice(matches, window), ({ bytes, doc, trace }) =>
    project ? encode(project(doc, trace)) : bytes,
  );
  const batchSize = countField(body, 'batchSize');
  return context.cursors.open(namespace, docs, { batchSize, single: isTruthy(body['singleBatch']) });
};
