import { BSON, type Collection, type Db, type Document, type MongoClient, MongoServerError } from 'mongodb';
import { isHalfRestored } from '../../store/restore-mark.ts';
import { COLLECTION_MARK, writeBackup } from './backup-file.ts';

type BackupResult = Readonly<{ collections: number; documents: number; sha256: string }>;
type Settings = Readonly<{ database: string | undefined; say: (line: string) => void }>;

const SERVERS_OWN = ['admin', 'config', 'local'];
const PROGRESS_EVERY = 100_000;

/** Every collection of every database, or of the one named, as EJSON lines; each collection as at one moment. */
export async function backUp(client: MongoClient, file: string, settings: Settings): Promise<BackupResult> {
  const databases = settings.database === undefined ? await listDatabases(client) : [settings.database];
  let [collections, documents] = [0, 0];
  const sha256 = await writeBackup(file, async (line) => {
    for (const name of databases) {
      const db = client.db(name);
      if (await isHalfRestored(db))
        throw new Error(`${name} holds a part of a backup: restore it again first`);
      for (const info of await listCollections(db)) {
        const header = { database: name, collection: info.name, options: info.options };
        const indexes = await db.collection(info.name).indexes();
        await line(COLLECTION_MARK + toText({ ...header, indexes }));
        documents += await writeDocuments(db.collection(info.name), line, settings.say);
        collections += 1;
      }
    }
  });
  return { collections, documents, sha256 };
}

export async function listDatabases(client: MongoClient): Promise<string[]> {
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  return databases.map(({ name }) => name).filter((name) => !SERVERS_OWN.includes(name));
}

export async function listCollections(db: Db): Promise<{ name: string; options: Document }[]> {
  const found = await db.listCollections().toArray();
  const own = found.filter(({ name }) => !name.startsWith('system.')).toSorted(byOrder);
  const other = own.find(({ type }) => type !== 'collection');
  if (other) throw new Error(`${db.databaseName}.${other.name} is a ${other.type}, not a plain collection`);
  return own.map(({ name, ...info }) => ({ name, options: 'options' in info ? (info.options ?? {}) : {} }));
}

/**
 * Each is read at a moment of its own. What is written before others name it is read after them: the bytes of a file after its record, and
 * the audit chain last, so that none of its lines is missing to a document that is through with it, nor to a checkpoint. Requests come
 * first: one that says that it was carried out is in no backup with what it has deleted.
 */
const LAST = [/\.files$/, /\.chunks$/, /^audit$/];
const FIRST = 'data_requests';
const orderOf = (name: string): number =>
  name === FIRST ? -2 : LAST.findIndex((pattern) => pattern.test(name));
const byOrder = (a: { name: string }, b: { name: string }): number =>
  orderOf(a.name) - orderOf(b.name) || (a.name < b.name ? -1 : 1);

async function writeDocuments(
  collection: Collection,
  line: (text: string) => Promise<void>,
  say: (line: string) => void,
): Promise<number> {
  let count = 0;
  for await (const doc of await readAtOneMoment(collection, say)) {
    await line(toText(doc));
    count += 1;
    if (count % PROGRESS_EVERY === 0)
      say(`${collection.namespace}: ${count.toLocaleString('en-US')} documents …`);
  }
  say(`${collection.namespace}: ${count.toLocaleString('en-US')} documents`);
  return count;
}

/** A standalone MongoDB has no snapshots; there, what changes meanwhile may be seen before or after its change. */
async function readAtOneMoment(
  collection: Collection,
  say: (line: string) => void,
): Promise<AsyncIterable<Document>> {
  const snapshot = collection.find({}, { readConcern: 'snapshot' });
  try {
    await snapshot.hasNext();
    return snapshot;
  } catch (error) {
    if (!(error instanceof MongoServerError)) throw error;
    say(`${collection.namespace}: this server has no snapshots; stop its writers for an exact copy`);
    return collection.find();
  }
}

function toText(doc: Document): string {
  return BSON.EJSON.stringify(doc, { relaxed: false });
}
