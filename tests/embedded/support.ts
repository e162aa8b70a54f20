import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Db, type Document, MongoClient, type ObjectId } from 'mongodb';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../server/embedded/index.ts';

/** Any document with the kinds of _id that the tests use. */
export type Loose = { [field: string]: Document[string]; _id?: string | number | ObjectId };
export type Fixture = {
  embedded: Embedded;
  client: MongoClient;
  db: Db;
  dir: string;
  stop: () => Promise<void>;
};

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'mingqin-embedded-'));
}

/** A server on a fresh folder with a connected driver. */
export async function startFixture(options: Partial<EmbeddedOptions> = {}): Promise<Fixture> {
  const dir = options.dir ?? makeFolder();
  const embedded = await startEmbedded({ noSync: true, ...options, dir });
  const client = await MongoClient.connect(embedded.uri);
  const stop = async (): Promise<void> => {
    await client.close();
    await embedded.close();
    if (!options.dir) rmSync(dir, { recursive: true, force: true });
  };
  return { embedded, client, db: client.db('test'), dir, stop };
}
