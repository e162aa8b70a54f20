import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { makeIndexes } from '../../../store/indexes.ts';
import { useDataKey } from '../../../store/sealed.ts';

/** Runs `work` with mongoose connected to the store and its indexes made. */
export async function withStore<T>(uri: string, work: () => Promise<T>): Promise<T> {
  await mongoose.connect(uri);
  try {
    useDataKey(randomBytes(32));
    await makeIndexes();
    return await work();
  } finally {
    await mongoose.disconnect();
  }
}
