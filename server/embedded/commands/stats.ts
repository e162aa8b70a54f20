import { hostname } from 'node:os';
import type { Collection } from '../storage/catalog.ts';
import type { Store } from '../storage/store.ts';
import { type Command, namespaceOf } from './context.ts';

const startedAt = Date.now();

/** What is known without an engine's counters: the process, its age and its version. */
export const serverStatus: Command = () => ({
  host: hostname(),
  version: '7.0.0',
  process: 'mongod',
  pid: process.pid,
  uptime: Math.round((Date.now() - startedAt) / 1000),
  localTime: new Date(),
  storageEngine: { name: 'lmdb', persistent: true },
  mem: { resident: Math.round(process.memoryUsage.rss() / 2 ** 20) },
  ok: 1,
});

export const dbStats: Command = ({ store, database }) => {
  const collections = store.catalog.list(database);
  const documents = measure(store, collections);
  const indexes = collections.flatMap((collection) => collection.indexes).length;
  const { count: objects, size: dataSize, avgObjSize } = documents;
  return {
    db: database,
    collections: collections.length,
    views: 0,
    objects,
    avgObjSize,
    dataSize,
    indexes,
    ok: 1,
  };
};

export const collStats: Command = (context, body) => {
  const ns = namespaceOf(context, body);
  const collection = context.store.catalog.get(ns);
  const documents = measure(context.store, collection ? [collection] : []);
  return { ns, ...documents, capped: false, nindexes: collection?.indexes.length ?? 0, ok: 1 };
};

/** Bytes of the documents as a client sent them. */
function measure(store: Store, collections: Collection[]) {
  let [count, size] = [0, 0];
  for (const collection of collections) {
    for (const { bytes } of store.documentsAtOneMoment(collection)) {
      count += 1;
      size += bytes.length;
    }
  }
  return { count, size, avgObjSize: count ? Math.round(size / count) : 0 };
}
