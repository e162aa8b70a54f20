import { changeMatches } from '../query/change-matches.ts';
import { toNumber } from '../wire/bson.ts';
import { type SteppedCommand, namespaceOf, readQuery } from './context.ts';
import { acknowledge, runStatements } from './write-statements.ts';

export const deleteDocuments: SteppedCommand = function* deleteDocuments(context, body) {
  const namespace = namespaceOf(context, body);
  let n = 0;
  const errors = yield* runStatements(body, 'deletes', ({ statement, scope }) =>
    changeMatches(context.store, namespace, {
      query: readQuery(statement, 'q', scope),
      isMulti: toNumber(statement['limit']) !== 1,
      change: (collection, { record, doc }) => {
        collection.remove(record, doc);
        n += 1;
      },
    }),
  );
  return acknowledge(body, { n, ...errors });
};
