import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { type Embedded, startEmbedded } from '../../embedded/index.ts';
import { FolderInUse } from '../../embedded/storage/folder-lock.ts';
import { uriWithin } from '../../embedded/wire/listen.ts';

/** Where the data is: a folder, or a running server, embedded or MongoDB. */
export type Source = Readonly<{ dir: string }> | Readonly<{ uri: string }>;

/** Runs `work` with a connection; a folder is served for that long. Values come in their own BSON classes. */
export async function withClient<T>(
  source: Source,
  kind: 'backup' | 'restore',
  work: (client: MongoClient, uri: string) => Promise<T>,
): Promise<T> {
  if ('uri' in source) return connected(source.uri, work);
  if (kind === 'backup') assertStore(source.dir);
  const { uri, close } = await serveFolder(source.dir, kind);
  try {
    return await connected(uri, work);
  } finally {
    await close();
  }
}

/** A backup of a folder that a server holds comes from that server. */
async function serveFolder(
  dir: string,
  kind: 'backup' | 'restore',
): Promise<Pick<Embedded, 'uri' | 'close'>> {
  try {
    return await startEmbedded({ dir });
  } catch (error) {
    const uri = kind === 'backup' && error instanceof FolderInUse ? uriWithin(dir) : undefined;
    if (uri === undefined) throw error;
    return { uri, close: () => Promise.resolve() };
  }
}

/** Opening makes what is absent, which is not what a reader of that folder asked for. */
export function assertStore(dir: string): void {
  if (!existsSync(join(dir, 'data.mdb'))) throw new Error(`there is no store in the folder ${dir}`);
}

async function connected<T>(uri: string, work: (client: MongoClient, uri: string) => Promise<T>): Promise<T> {
  const client = await MongoClient.connect(uri, {
    promoteValues: false,
    promoteLongs: false,
    bsonRegExp: true,
    serverSelectionTimeoutMS: 10_000,
  });
  try {
    return await work(client, uri);
  } finally {
    await client.close();
  }
}
