import type { BulkWriteResult } from 'mongodb';
import { isPlain } from './match.ts';

/** A driver's result as the plain document that the tests describe. */
export function shownResult(result: unknown): unknown {
  if (isBulkResult(result)) {
    const { insertedCount, matchedCount, modifiedCount, deletedCount, upsertedCount } = result;
    const { insertedIds, upsertedIds } = result;
    return {
      insertedCount,
      matchedCount,
      modifiedCount,
      deletedCount,
      upsertedCount,
      insertedIds,
      upsertedIds,
    };
  }
  if (isPlain(result) && result['upsertedId'] === null) {
    const { upsertedId: _, ...rest } = result;
    return rest;
  }
  return result;
}

/** The driver does not export the class itself. */
function isBulkResult(result: unknown): result is BulkWriteResult {
  return typeof result === 'object' && result !== null && 'getWriteErrors' in result;
}
