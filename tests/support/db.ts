import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { afterAll, beforeAll } from 'vitest';
import { startEmbedded } from '../../server/embedded/index.ts';
import { makeIndexes } from '../../server/store/indexes.ts';
import { useDataKey } from '../../server/store/sealed.ts';
import { TEST_DATA_KEY } from './data-key.ts';

/** Gives this test file its own embedded database with mongoose connected to it; gone afterwards. */
export function useDatabase(): { uri(): string } {
  let uri = '';
  let stop: () => Promise<void> = () => Promise.resolve();
  beforeAll(async () => {
    const started = await startTestDatabase();
    uri = started.uri;
    stop = started.stop;
    await mongoose.connect(uri);
    useDataKey(TEST_DATA_KEY);
    await makeIndexes();
  }, 120_000);
  afterAll(async () => {
    await mongoose.disconnect();
    await stop();
  });
  return { uri: () => uri };
}

/** What is past its TTL goes by the real clock, tests live on a day of their own: their sessions would be gone within a minute. */
const TTL_EVERY_MS = 86_400_000;

/** An embedded database in a new folder under the system's temporary one. */
export async function startTestDatabase(): Promise<{ uri: string; stop: () => Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), `mingqin-${randomUUID().slice(0, 8)}-`));
  const embedded = await startEmbedded({ dir, noSync: true, ttlEveryMs: TTL_EVERY_MS });
  return {
    uri: embedded.uri,
    stop: async () => {
      await embedded.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}
