import { BSON, type Collection, type Document, type MongoClient } from 'mongodb';
import { isHalfRestored, isRestoreMark, markRestore, unmarkRestore } from '../../store/restore-mark.ts';
import { listCollections } from './backup.ts';
import { COLLECTION_MARK, readBackup } from './backup-file.ts';

type RestoreResult = Readonly<{ collections: number; documents: number }>;
type Settings = Readonly<{
  /** Puts a backup of one database into the database of this name. */
  database: string | undefined;
  replace: boolean;
  say: (line: string) => void;
}>;
type Header = Readonly<{ database: string; collection: string; options: Document; indexes: Document[] }>;

/** Who was signed in at the backup may have signed out, or left, since: these come back empty. */
const SIGNED_IN: ReadonlySet<string> = new Set(['sessions', 'leaver_sessions', 'sign-ins']);
const BATCH_DOCUMENTS = 1000;
const BATCH_CHARACTERS = 8 * 1024 * 1024;

/**
 * Loads a backup after the whole file proved sound; collections that hold documents are replaced only when told to, or when they are what
 * an earlier one that was broken off has left. Until all is there each database says that it is not whole.
 */
export async function restore(client: MongoClient, file: string, settings: Settings): Promise<RestoreResult> {
  const databases = await databasesIn(file);
  if (settings.database !== undefined && databases.length > 1)
    throw new Error(`the backup holds several databases (${databases.join(', ')}): --database cannot apply`);
  const nameOf = (database: string): string => settings.database ?? database;
  for (const database of databases) await makeRoom(client, nameOf(database), settings.replace);
  const result = { collections: 0, documents: 0 };
  let load: Loader | undefined;
  let isSignedIn = false;
  for await (const line of readBackup(file)) {
    if (line.startsWith(COLLECTION_MARK)) {
      result.documents += (await load?.finish()) ?? 0;
      const header = readHeader(line);
      load = await startLoad(client, { ...header, database: nameOf(header.database) }, settings.say);
      isSignedIn = SIGNED_IN.has(header.collection);
      result.collections += 1;
    } else if (!isSignedIn) await load?.add(line);
  }
  result.documents += (await load?.finish()) ?? 0;
  for (const database of databases) await unmarkRestore(client.db(nameOf(database)));
  return result;
}

async function databasesIn(file: string): Promise<string[]> {
  const found = new Set<string>();
  for await (const line of readBackup(file))
    if (line.startsWith(COLLECTION_MARK)) found.add(readHeader(line).database);
  return [...found];
}

async function makeRoom(client: MongoClient, database: string, replace: boolean): Promise<void> {
  const db = client.db(database);
  const names = (await listCollections(db)).map(({ name }) => name).filter((name) => !isRestoreMark(name));
  if (!replace && !(await isHalfRestored(db))) {
    for (const name of names)
      if (await db.collection(name).findOne())
        throw new Error(`${database}.${name} is not empty; --replace removes what ${database} holds`);
  }
  await markRestore(db);
  for (const name of names) await db.collection(name).drop();
}

type Loader = { add: (line: string) => Promise<void>; finish: () => Promise<number> };

async function startLoad(client: MongoClient, header: Header, say: (line: string) => void): Promise<Loader> {
  const db = client.db(header.database);
  const collection = await db.createCollection(header.collection, header.options);
  const indexes = header.indexes.filter(({ name }) => name !== '_id_');
  if (indexes.length) await db.command({ createIndexes: header.collection, indexes: indexes.map(withoutNs) });
  let lines: string[] = [];
  let [size, count] = [0, 0];
  const flush = async (): Promise<void> => {
    await insertLines(collection, lines);
    [lines, size] = [[], 0];
  };
  const add = async (line: string): Promise<void> => {
    lines.push(line);
    size += line.length;
    count += 1;
    if (lines.length >= BATCH_DOCUMENTS || size >= BATCH_CHARACTERS) await flush();
  };
  const finish = async (): Promise<number> => {
    await flush();
    say(`${collection.namespace}: ${count.toLocaleString('en-US')} documents`);
    return count;
  };
  return { add, finish };
}

async function insertLines(collection: Collection, lines: readonly string[]): Promise<void> {
  if (lines.length === 0) return;
  const documents = lines.map((line): Document => BSON.EJSON.parse(line, { relaxed: false }));
  await collection.insertMany(documents, { ordered: false, forceServerObjectId: true });
}

/** Older servers name the collection in an index, newer ones refuse that field. */
function withoutNs({ ns: _ns, ...index }: Document): Document {
  return index;
}

function readHeader(line: string): Header {
  const header: Document = BSON.EJSON.parse(line.slice(COLLECTION_MARK.length), { relaxed: false });
  const { database, collection, options, indexes } = header;
  return { database, collection, options, indexes };
}
