import { serialize } from 'bson';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Collection, type Db, type Document, MongoClient, type ObjectId } from 'mongodb';
import { type Embedded, type EmbeddedOptions, startEmbedded } from '../../server/embedded/index.ts';

/** Any document with the kinds of _id that the tests use. */
export type Loose = { [field: string]: Document[string]; _id?: string | number | ObjectId };
export type Fixture = {
  embedded: Embedded;
  client: MongoClient;
  db: Db;
  dir: string;
  /** A collection of its own with these documents. */
  collectionWith: (docs: Document[]) => Promise<Collection<Loose>>;
  stop: () => Promise<void>;
};

/** The path of the socket that the driver connected to. */
export function socketPathOf({ options }: MongoClient): string {
  return options.hosts[0]?.socketPath ?? '';
}

/** An OP_MSG of these sections, as it goes over the wire. */
export function messageOf(...sections: Uint8Array[]): Buffer {
  const body = Buffer.concat([Buffer.alloc(4), ...sections]);
  const header = [16 + body.length, 1, 0, 2013].map((value) => {
    const bytes = Buffer.alloc(4);
    bytes.writeInt32LE(value);
    return bytes;
  });
  return Buffer.concat([...header, body]);
}

/** The message of one command. */
export function commandMessage(command: Document): Buffer {
  return messageOf(Buffer.of(0), serialize(command));
}

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
  const db = client.db('test');
  let made = 0;
  const collectionWith = async (docs: Document[]): Promise<Collection<Loose>> => {
    made += 1;
    const collection = db.collection<Loose>(`docs${made}`);
    if (docs.length > 0) await collection.insertMany(docs);
    return collection;
  };
  return { embedded, client, db, dir, collectionWith, stop };
}
