import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { startEmbedded } from '../../embedded/index.ts';

/** Where the data is: a folder that nobody runs, or a running server, embedded or MongoDB. */
export type Source = Readonly<{ dir: string }> | Readonly<{ uri: string }>;

/** Runs `work` with a connection; a folder is served for that long. Values come in their own BSON classes. */
export async function withClient<T>(
  source: Source,
  kind: 'backup' | 'restore',
  work: (client: MongoClient) => Promise<T>,
): Promise<T> {
  if ('uri' in source) return connected(source.uri, work);
  if (kind === 'backup') assertStore(source.dir);
  const embedded = await startEmbedded({ dir: source.dir });
  try {
    return await connected(embedded.uri, work);
  } finally {
    await embedded.close();
  }
}

/** Opening makes what is absent, which is not what a reader of that folder asked for. */
export function assertStore(dir: string): void {
  if (!existsSync(join(dir, 'data.mdb'))) throw new Error(`there is no store in the folder ${dir}`);
}

async function connected<T>(uri: string, work: (client: MongoClient) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(uri, {
    promoteValues: false,
    promoteLongs: false,
    bsonRegExp: true,
    serverSelectionTimeoutMS: 10_000,
  });
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
