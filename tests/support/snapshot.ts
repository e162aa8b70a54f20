import mongoose from 'mongoose';

/** What every model's collection holds now; the answer puts it back, as often as it is asked to. */
export async function takeSnapshot(): Promise<() => Promise<void>> {
  const kept = new Map(
    await Promise.all(
      Object.values(mongoose.models).map(
        async ({ modelName, collection }) => [modelName, await collection.find({}).toArray()] as const,
      ),
    ),
  );
  return async () => {
    await Promise.all(
      Object.values(mongoose.models).map(async ({ modelName, collection }) => {
        await collection.deleteMany({});
        const documents = kept.get(modelName) ?? [];
        if (documents.length > 0) await collection.insertMany(documents);
      }),
    );
  };
}
