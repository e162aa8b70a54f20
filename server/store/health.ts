import mongoose from 'mongoose';

const PATIENCE_MS = 2_000;

/** Whether the database answers a ping in time. */
export async function isStoreReady(): Promise<boolean> {
  const { db } = mongoose.connection;
  if (!db || mongoose.connection.readyState !== mongoose.ConnectionStates.connected) return false;
  return db.command({ ping: 1 }, { timeoutMS: PATIENCE_MS }).then(
    () => true,
    () => false,
  );
}

/** Not reached, lost on the way, or waited for in vain: nothing is known to be wrong with what was asked. */
const AWAY: ReadonlySet<string> = new Set([
  'MongoServerSelectionError',
  'MongoNetworkError',
  'MongoNetworkTimeoutError',
  'MongoPoolClearedError',
  'PoolClearedOnNetworkError',
  'MongoNotConnectedError',
  'MongoTopologyClosedError',
]);

/** Whether an error says that the database is away. */
export const isStoreAway = (error: unknown): boolean => error instanceof Error && AWAY.has(error.name);
