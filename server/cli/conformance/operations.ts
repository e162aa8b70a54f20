import {
  type AnyBulkWriteOperation,
  BSON,
  ClientSession,
  Collection,
  Db,
  type Document,
  FindCursor,
  MongoClient,
} from 'mongodb';
import { z } from 'zod';
import { isPlain } from './match.ts';
import type { Fields } from './read-specs.ts';

/** What an operation is done to, its arguments, and the client that looks behind the scenes. */
export type Call = { target: unknown; args: Fields; admin: MongoClient };
type Run = (call: Call) => unknown;
/** The tests' own form of a bulk write is the driver's. */
const Requests = z.custom<AnyBulkWriteOperation[]>(Array.isArray);
type OnCollection = (collection: Collection, options: Fields) => unknown;

const collectionRuns: Record<string, OnCollection> = {
  find: (c, { filter, ...options }) => c.find(fields(filter), options).toArray(),
  findOne: (c, { filter, ...options }) => c.findOne(fields(filter), options),
  createFindCursor: (c, { filter, ...options }) => c.find(fields(filter), options),
  aggregate: (c, { pipeline, ...options }) => c.aggregate(list(pipeline), options).toArray(),
  count: (c, { filter, ...options }) => c.count(fields(filter), options),
  countDocuments: (c, { filter, ...options }) => c.countDocuments(fields(filter), options),
  estimatedDocumentCount: (c, options) => c.estimatedDocumentCount(options),
  distinct: (c, { fieldName, filter, ...options }) => c.distinct(String(fieldName), fields(filter), options),
  insertOne: (c, { document, ...options }) => c.insertOne(fields(document), keepingIds(document, options)),
  insertMany: (c, { documents, ...options }) => c.insertMany(list(documents), keepingIds(documents, options)),
  updateOne: (c, { filter, update, ...options }) => c.updateOne(fields(filter), change(update), options),
  updateMany: (c, { filter, update, ...options }) => c.updateMany(fields(filter), change(update), options),
  replaceOne: (c, { filter, replacement, ...options }) =>
    c.replaceOne(fields(filter), fields(replacement), options),
  deleteOne: (c, { filter, ...options }) => c.deleteOne(fields(filter), options),
  deleteMany: (c, { filter, ...options }) => c.deleteMany(fields(filter), options),
  bulkWrite: (c, { requests, ...options }) =>
    c.bulkWrite(Requests.parse(requests), keepingIds(requests, options)),
  findOneAndUpdate: (c, { filter, update, ...options }) =>
    c.findOneAndUpdate(fields(filter), change(update), withReturn(options)),
  findOneAndReplace: (c, { filter, replacement, ...options }) =>
    c.findOneAndReplace(fields(filter), fields(replacement), withReturn(options)),
  findOneAndDelete: (c, { filter, ...options }) => c.findOneAndDelete(fields(filter), options),
  createIndex: (c, { keys, ...options }) => c.createIndex(fields(keys), options),
  listIndexes: (c, options) => c.listIndexes(options).toArray(),
  listIndexNames: async (c, options) =>
    (await c.listIndexes(options).toArray()).map(({ name }) => String(name)),
  dropIndex: (c, { name, ...options }) => c.dropIndex(String(name), options),
  dropIndexes: (c, options) => c.dropIndexes(options),
  rename: (c, { to, ...options }) => c.rename(String(to), options),
  drop: (c, options) => c.drop(options),
};

const databaseRuns: Record<string, (db: Db, options: Fields) => unknown> = {
  aggregate: (db, { pipeline, ...options }) => db.aggregate(list(pipeline), options).toArray(),
  runCommand: (db, { command, ...options }) => db.command(fields(command), options),
  createCollection: async (db, { collection, ...options }) =>
    void (await db.createCollection(String(collection), options)),
  dropCollection: (db, { collection, ...options }) => db.dropCollection(String(collection), options),
  modifyCollection: (db, { collection, ...options }) => db.command({ collMod: collection, ...options }),
  listCollections: (db, { filter, ...options }) => db.listCollections(fields(filter), options).toArray(),
  listCollectionNames: async (db, { filter, ...options }) =>
    (await db.listCollections(fields(filter), { ...options, nameOnly: true }).toArray()).map(
      ({ name }) => name,
    ),
};

const clientRuns: Record<string, (client: MongoClient, options: Fields) => unknown> = {
  listDatabases: async (client, options) =>
    (await client.db('admin').admin().listDatabases(options)).databases,
  listDatabaseNames: async (client, options) =>
    (await client.db('admin').admin().listDatabases(options)).databases.map(({ name }) => name),
};

const runnerRuns: Record<string, Run> = {
  assertCollectionExists: (call) => assertCollection(call, true),
  assertCollectionNotExists: (call) => assertCollection(call, false),
  assertIndexExists: (call) => assertIndex(call, true),
  assertIndexNotExists: (call) => assertIndex(call, false),
};

const cursorRuns: Record<string, (cursor: FindCursor) => unknown> = {
  iterateUntilDocumentOrError: (cursor) => cursor.next(),
  iterateOnce: (cursor) => cursor.tryNext(),
  close: (cursor) => cursor.close(),
};

/** The driver call for an operation; undefined when this runner does not know it. */
export function findOperation(name: string, target: unknown): Run | undefined {
  if (target instanceof Collection) return bind(collectionRuns[name], target);
  if (target instanceof Db) return bind(databaseRuns[name], target);
  if (target instanceof MongoClient) return bind(clientRuns[name], target);
  if (target instanceof FindCursor) return bind(cursorRuns[name], target);
  if (target === 'testRunner') return runnerRuns[name];
  if (target instanceof ClientSession && name === 'endSession') return () => target.endSession();
  return undefined;
}

function bind<T>(run: ((target: T, args: Fields) => unknown) | undefined, target: T): Run | undefined {
  return run && (({ args }) => run(target, args));
}

async function assertCollection({ args, admin }: Call, wanted: boolean): Promise<void> {
  const name = String(args['collectionName']);
  const found = await admin.db(String(args['databaseName'])).listCollections({ name }).toArray();
  if (found.length > 0 !== wanted) throw new Error(`collection ${name} should ${wanted ? '' : 'not '}exist`);
}

async function assertIndex({ args, admin }: Call, wanted: boolean): Promise<void> {
  const collection = admin.db(String(args['databaseName'])).collection(String(args['collectionName']));
  const found = await collection
    .listIndexes()
    .toArray()
    .catch(() => []);
  const name = String(args['indexName']);
  if (found.some((index) => index['name'] === name) !== wanted)
    throw new Error(`index ${name} should ${wanted ? '' : 'not '}exist`);
}

/** The driver replaces an `_id` of null unless it is told to leave ids to the server. */
function keepingIds(documents: unknown, options: Fields): Fields {
  return BSON.EJSON.stringify(documents).includes('"_id":null')
    ? { ...options, forceServerObjectId: true }
    : options;
}

function withReturn({ returnDocument, ...options }: Fields): Fields {
  return returnDocument === undefined
    ? options
    : { ...options, returnDocument: returnDocument === 'After' ? 'after' : 'before' };
}

function fields(value: unknown): Document {
  return isPlain(value) ? value : {};
}

function change(value: unknown): Document | Document[] {
  return Array.isArray(value) ? list(value) : fields(value);
}

function list(value: unknown): Document[] {
  return Array.isArray(value) ? value.map(fields) : [];
}
