import mongoose from 'mongoose';

/** Makes the indexes of every collection that are not there yet: one command a collection, where mongoose by itself asks for each index. */
export async function makeIndexes(): Promise<void> {
  const { db, models } = mongoose.connection;
  if (!db) throw new Error('the database is not connected');
  await Promise.all(
    Object.values(models).map(async ({ schema, collection }) => {
      const indexes = schema.indexes().map(([key, options]) => ({ name: nameOf(key), ...options, key }));
      if (indexes.length > 0) await db.command({ createIndexes: collection.collectionName, indexes });
    }),
  );
}

/** As drivers name an index, so that one that is there already is known again. */
const nameOf = (key: object): string => Object.entries(key).flat().join('_');
