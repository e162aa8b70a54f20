import { hostname } from 'node:os';
import type { Collection } from '../storage/catalog.ts';
import type { Store } from '../storage/store.ts';
import type { Doc } from '../wire/bson.ts';
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

export const dbStats: Command = (context) => {
  const collections = context.store.catalog.list(context.database);
  const sums = collections.map((collection) => measure(context.store, collection));
  const objects = sums.reduce((sum, { count }) => sum + count, 0);
  const dataSize = sums.reduce((sum, { size }) => sum + size, 0);
  return {
    db: context.database,
    collections: collections.length,
    views: 0,
    objects,
    avgObjSize: objects ? dataSize / objects : 0,
    dataSize,
    indexes: collections.reduce((sum, { indexes }) => sum + indexes.length, 0),
    ok: 1,
  };
};

export const collStats: Command = (context, body) => {
  const namespace = namespaceOf(context, body);
  const collection = context.store.catalog.get(namespace);
  const { count, size } = collection ? measure(context.store, collection) : { count: 0, size: 0 };
  const average: Doc = count ? { avgObjSize: Math.round(size / count) } : {};
  return {
    ns: namespace,
    size,
    count,
    ...average,
    capped: false,
    nindexes: collection?.indexes.length ?? 0,
    ok: 1,
  };
};

/** Bytes of the documents as a client sent them. */
function measure(store: Store, collection: Collection): { count: number; size: number } {
  let [count, size] = [0, 0];
  for (const { bytes } of store.documentsAtOneMoment(collection)) {
    count += 1;
    size += bytes.length;
  }
  return { count, size };
}
