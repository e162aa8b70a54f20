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
