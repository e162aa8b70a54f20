import { CommandError } from '../command-error.ts';
import { type Scope, readCollation, readScope } from '../query/scope.ts';
import type { Steps } from '../storage/store.ts';
import { type Doc, isDoc, isTruthy, toNumber } from '../wire/bson.ts';
import { docList } from './context.ts';
import { refuseUnknownFields } from './refuse.ts';

type Errors = { writeErrors?: Doc[] };
type Statement = { statement: Doc; index: number; scope: Scope };

/** Runs the statements of an update or a delete, each of which may bring its own collation. */
export function runStatements(
  body: Doc,
  field: 'updates' | 'deletes',
  write: (statement: Statement) => Steps<unknown>,
): Steps<Errors> {
  const statements = docList(body, field);
  for (const statement of statements) refuseUnknownFields(statement, field);
  const shared = readScope(body);
  return runWrites(statements, body, (statement, index) =>
    write({ statement, index, scope: { ...shared, collate: readCollation(statement['collation']) } }),
  );
}

/** MongoDB's own limit on one command. */
const MAX_WRITES = 100_000;

/** Runs the writes of one command one after the other; `ordered: true` stops at the first that fails. */
export function* runWrites<T>(
  items: T[],
  body: Doc,
  write: (item: T, index: number) => Iterable<undefined>,
): Steps<Errors> {
  if (items.length < 1 || items.length > MAX_WRITES)
    throw new CommandError(16, `Write batch sizes must be between 1 and ${MAX_WRITES}`);
  const isOrdered = body['ordered'] === undefined || isTruthy(body['ordered']);
  const writeErrors: Doc[] = [];
  for (const [index, item] of items.entries()) {
    try {
      yield* write(item, index);
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.details });
      if (isOrdered) break;
    }
  }
  return writeErrors.length ? { writeErrors } : {};
}

/** A client that asked for no acknowledgement is told nothing, not even of errors, as MongoDB does. */
export function acknowledge(body: Doc, reply: Doc): Doc {
  const concern = body['writeConcern'];
  const isUnacknowledged = isDoc(concern) && toNumber(concern['w']) === 0;
  return isUnacknowledged ? { ok: 1 } : { ...reply, ok: 1 };
}
