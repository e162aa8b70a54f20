import mongoose from 'mongoose';
import { expect, it } from 'vitest';
import { makeIndexes } from '../../server/store/indexes.ts';
import '../../server/store/segments.ts';
import '../../server/store/sessions.ts';
import { useDatabase } from '../support/db.ts';

useDatabase();

it('makes every index of every schema under the name that mongoose gives it, once', async () => {
  const before = await namesByCollection();
  await makeIndexes();
  await Promise.all(Object.values(mongoose.models).map((model) => model.ensureIndexes()));
  expect(await namesByCollection()).toEqual(before);
  expect(before['segments']).toHaveLength(1 + (mongoose.models['Segment']?.schema.indexes().length ?? 0));
});

async function namesByCollection(): Promise<Record<string, string[]>> {
  const indexed = Object.values(mongoose.models).filter(({ schema }) => schema.indexes().length > 0);
  const found = indexed.map(async ({ collection }) => {
    const indexes = await collection.indexes();
    return [collection.collectionName, indexes.map(({ name }) => name ?? '')] as const;
  });
  return Object.fromEntries(await Promise.all(found));
}
