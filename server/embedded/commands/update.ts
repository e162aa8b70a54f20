import { badValue, failedToParse } from '../command-error.ts';
import { isOperatorUpdate } from '../update/apply-update.ts';
import { type Written, runUpdate } from '../update/write-update.ts';
import { type Doc, isTruthy } from '../wire/bson.ts';
import { type SteppedCommand, namespaceOf, readQuery } from './context.ts';
import { acknowledge, runStatements } from './write-statements.ts';

export const update: SteppedCommand = function* update(context, body) {
  const namespace = namespaceOf(context, body);
  let [n, nModified] = [0, 0];
  const upserted: Doc[] = [];
  const errors = yield* runStatements(body, 'updates', ({ statement, index, scope }) => {
    const { u, arrayFilters, sort } = statement;
    const [isMulti, isUpsert] = [isTruthy(statement['multi']), isTruthy(statement['upsert'])];
    if (isMulti && !isOperatorUpdate(u))
      throw failedToParse('multi update is not supported for replacement-style update');
    if (isMulti && sort !== undefined) throw badValue('Cannot specify sort with multi=true');
    const onWritten = ({ match, after, isModified }: Written): void => {
      n += 1;
      nModified += Number(isModified);
      if (!match) upserted.push({ index, _id: after['_id'] });
    };
    const query = readQuery(statement, 'q', scope);
    const request = { query, update: u, arrayFilters, isMulti, isUpsert, onWritten };
    return runUpdate(context.store, namespace, request);
  });
  return acknowledge(body, { n, nModified, ...(upserted.length ? { upserted } : {}), ...errors });
};
