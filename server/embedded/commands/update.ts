import { badValue, failedToParse } from '../command-error.ts';
import { isOperatorUpdate } from '../update/apply-update.ts';
import { writeUpdate } from '../update/write-update.ts';
import { isTruthy } from '../wire/bson.ts';
import { type WriteCommand, namespaceOf, readQuery } from './context.ts';
import { acknowledge, runStatements } from './write-statements.ts';

export const update: WriteCommand = (context, body) => {
  const namespace = namespaceOf(context, body);
  const { done, reply } = runStatements(body, 'updates', ({ statement, index, scope }) => {
    const { u, arrayFilters, sort } = statement;
    const [isMulti, isUpsert] = [isTruthy(statement['multi']), isTruthy(statement['upsert'])];
    if (isMulti && !isOperatorUpdate(u))
      throw failedToParse('multi update is not supported for replacement-style update');
    if (isMulti && sort !== undefined) throw badValue('Cannot specify sort with multi=true');
    const query = readQuery(statement, 'q', scope);
    const written = writeUpdate(context.store, namespace, {
      query,
      update: u,
      arrayFilters,
      isMulti,
      isUpsert,
    });
    return written.map((one) => ({ ...one, index }));
  });
  const written = done.flat();
  const upserted = written
    .filter(({ match }) => !match)
    .map(({ index, after }) => ({ index, _id: after['_id'] }));
  const nModified = written.filter(({ isModified }) => isModified).length;
  return acknowledge(body, {
    n: written.length,
    nModified,
    ...(upserted.length ? { upserted } : {}),
    ...reply,
  });
};
