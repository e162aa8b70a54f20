import mongoose from 'mongoose';

const PATIENCE_MS = 2_000;
/** The driver's own `timeoutMS` has no effect. */
const patience = () => ({ signal: AbortSignal.timeout(PATIENCE_MS) });

/** Whether the database answers a ping in time. */
export async function isStoreReady(): Promise<boolean> {
  const { db } = mongoose.connection;
  if (!db || mongoose.connection.readyState !== mongoose.ConnectionStates.connected) return false;
  return db.command({ ping: 1 }, patience()).then(
    () => true,
    () => false,
  );
}

/** How far this process's clock runs ahead of the database's, milliseconds; null when it does not say. */
export async function storeSkewMs(): Promise<number | null> {
  const { db } = mongoose.connection;
  const said = await db?.command({ hello: 1 }, patience()).catch(() => null);
  const localTime: unknown = said?.['localTime'];
  return localTime instanceof Date ? Date.now() - +localTime : null;
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

/** MongoDB's code for a disk without room. */
const OUT_OF_DISK_SPACE = 14_031;
/** Two sweeps: each of them would meet it again. */
const FULL_FOR_MS = 2 * 60_000;
let fullUntilMs = -Infinity;

/** Whether an error says that the database has no room left; noted for `isStoreFull`. */
export function saysStoreFull(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(saysStoreFull);
  const isFull = error instanceof Error && 'code' in error && error.code === OUT_OF_DISK_SPACE;
  if (isFull) fullUntilMs = performance.now() + FULL_FOR_MS;
  return isFull;
}

/** A write has found room again. */
export function noteRoom(): void {
  fullUntilMs = -Infinity;
}

/** Whether a write of this process met a full disk a moment ago. */
export const isStoreFull = (): boolean => performance.now() < fullUntilMs;
