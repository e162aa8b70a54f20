import { CommandError } from '../command-error.ts';
import { type Doc, isDoc, isTruthy, toNumber } from '../wire/bson.ts';

export type WriteOutcome<R> = { done: R[]; reply: { writeErrors?: Doc[] } };

/** Runs the writes of one command one after the other; `ordered: true` stops at the first that fails. */
export function runWrites<T, R>(
  items: T[],
  body: Doc,
  write: (item: T, position: number) => R,
): WriteOutcome<R> {
  const isOrdered = body['ordered'] === undefined || isTruthy(body['ordered']);
  const done: R[] = [];
  const writeErrors: Doc[] = [];
  for (const [index, item] of items.entries()) {
    try {
      done.push(write(item, index));
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.details });
      if (isOrdered) break;
    }
  }
  return { done, reply: writeErrors.length ? { writeErrors } : {} };
}

/** A client that asked for no acknowledgement is told nothing, not even of errors, as MongoDB does. */
export function acknowledge(body: Doc, reply: Doc): Doc {
  const concern = body['writeConcern'];
  const isUnacknowledged = isDoc(concern) && toNumber(concern['w']) === 0;
  return isUnacknowledged ? { ok: 1 } : { ...reply, ok: 1 };
}
