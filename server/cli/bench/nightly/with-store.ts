import mongoose from 'mongoose';

/** Runs `work` with mongoose connected to the store and its indexes made. */
export async function withStore<T>(uri: string, work: () => Promise<T>): Promise<T> {
  await mongoose.connect(uri);
  try {
    await Promise.all(Object.values(mongoose.models).map((model) => model.init()));
    return await work();
  } finally {
    await mongoose.disconnect();
  }
}
