import { badValue, notSupported } from '../command-error.ts';
import { mapLazily } from '../query/lazy.ts';
import { compileProjection } from '../query/projection.ts';
import { select } from '../query/select.ts';
import { type Doc, encode, isTruthy } from '../wire/bson.ts';
import { type Command, countField, docField, namespaceOf, readQuery } from './context.ts';

export const find: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  refuseFindOptions(body);
  const query = readQuery(body, 'filter');
  query.atOneMoment = docField(body, 'readConcern')['level'] === 'snapshot';
  const project = compileProjection(docField(body, 'projection'), { ...query.scope, filter: query.filter });
  const { matches } = select(context.store.get(namespace), query);
  const docs = mapLazily(matches, ({ bytes, doc, trace }) => (project ? encode(project(doc, trace)) : bytes));
  const batchSize = countField(body, 'batchSize');
  return context.cursors.open(namespace, docs, { batchSize, single: isTruthy(body['singleBatch']) });
};

const REFUSED_OPTIONS = ['min', 'max', 'returnKey', 'showRecordId', 'oplogReplay'];

function refuseFindOptions(body: Doc): void {
  if (isTruthy(body['tailable'])) {
    throw badValue('error processing query: tailable cursor requested on non capped collection');
  }
  if (isTruthy(body['awaitData'])) throw badValue('Cannot set awaitData without tailable');
  const refused = REFUSED_OPTIONS.find((name) => isTruthy(body[name]));
  if (refused) throw notSupported(`the find option ${refused}`);
}
