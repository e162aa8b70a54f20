import mongoose from 'mongoose';

/** The whole database as it is now; the answer puts it back, as often as it is asked to. */
export async function takeSnapshot(): Promise<() => Promise<void>> {
  const collections = Object.values(mongoose.models).map(({ collection }) => collection);
  const kept = await Promise.all(
    collections.map(async (collection) => ({ collection, documents: await collection.find({}).toArray() })),
  );
  return async () => {
    await Promise.all(
      kept.map(async ({ collection, documents }) => {
        await collection.deleteMany({});
        if (documents.length > 0) await collection.insertMany(documents);
      }),
    );
  };
}
