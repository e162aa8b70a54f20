import { rmSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createIndexes } from '../../server/embedded/commands/indexes.ts';
import { insertOne } from '../../server/embedded/commands/insert.ts';
import { removeExpired } from '../../server/embedded/index/expire.ts';
import { select } from '../../server/embedded/query/select.ts';
import { checkStore } from '../../server/embedded/storage/check.ts';
import { Cursors } from '../../server/embedded/storage/cursors.ts';
import { Store } from '../../server/embedded/storage/store.ts';
import { runUpdate } from '../../server/embedded/update/write-update.ts';
import { type Doc, encode, toNumber } from '../../server/embedded/wire/bson.ts';
import { type Loose, makeFolder, startFixture } from './support.ts';

const NS = 'test.items';

async function withStore(work: (store: Store) => Promise<void>): Promise<void> {
  const dir = makeFolder();
  const store = new Store({ dir, noSync: true });
  try {
    await work(store);
    expect(checkStore(store).faults).toEqual([]);
  } finally {
    await store.close();
    rmSync(dir, { recursive: true });
  }
}

function fill(store: Store, docs: Doc[]): Promise<void> {
  return store.write(() => {
    const collection = store.existingOrNew(NS);
    for (const doc of docs) insertOne(collection, encode(doc));
  });
}

function docsOf(store: Store, filter: Doc): Doc[] {
  return Array.from(select(store.get(NS), { filter }).matches, ({ doc }) => doc);
}

describe('a write of many documents', () => {
  it('is several transactions, and changes each document once though its index moves it', async () => {
    let commits = 0;
    const flush = (run: () => void): Promise<void> => {
      commits += 1;
      return Promise.resolve(run());
    };
    const { db, stop } = await startFixture({ flush, ttlEveryMs: 86_400_000 });
    const items = db.collection<Loose>('items');
    await items.createIndex({ n: 1 });
    await items.insertMany(Array.from({ length: 4500 }, (_, i) => ({ _id: i, n: i })));
    commits = 0;
    const updated = await items.updateMany({ n: { $gte: 100 } }, { $inc: { n: 5000 } });
    expect([updated.matchedCount, updated.modifiedCount, commits]).toEqual([4400, 4400, 3]);
    expect(await items.countDocuments({ n: { $gte: 10_000 } })).toBe(0);
    expect(await items.countDocuments({ n: { $gte: 5100 } })).toBe(4400);
    commits = 0;
    const { deletedCount } = await items.deleteMany({ n: { $gte: 100 } });
    expect([deletedCount, commits, await items.countDocuments()]).toEqual([4400, 3, 100]);
    await stop();
  });

  it('leaves alone what another write made no match of in between', async () => {
    await withStore(async (store) => {
      await fill(
        store,
        Array.from({ length: 2500 }, (_, i) => ({ _id: i, state: 'open' })),
      );
      let n = 0;
      const query = { filter: { state: 'open' } };
      const close = {
        query,
        update: { $set: { state: 'done' } },
        arrayFilters: undefined,
        isMulti: true,
        isUpsert: false,
      };
      const long = store.writeInSteps(runUpdate(store, NS, { ...close, onWritten: () => void (n += 1) }));
      const keep = { ...close, query: { filter: { _id: 2499 } }, update: { $set: { state: 'kept' } } };
      const one = runUpdate(store, NS, { ...keep, isMulti: false, onWritten: () => undefined });
      await Promise.all([long, store.writeInSteps(one)]);
      expect(n).toBe(2499);
      expect(docsOf(store, { state: { $ne: 'done' } })).toMatchObject([{ state: 'kept' }]);
    });
  });

  it('ends when the collection is dropped in between', async () => {
    await withStore(async (store) => {
      await fill(
        store,
        Array.from({ length: 2500 }, (_, i) => ({ _id: i })),
      );
      const all = {
        query: { filter: {} },
        update: { $set: { a: 1 } },
        arrayFilters: undefined,
        isMulti: true,
        isUpsert: false,
      };
      let n = 0;
      const long = store.writeInSteps(runUpdate(store, NS, { ...all, onWritten: () => void (n += 1) }));
      await Promise.all([long, store.write(() => store.drop(store.existing(NS)))]);
      expect([n, store.get(NS)]).toEqual([2000, undefined]);
    });
  });

  it('may be the removal of what has expired', async () => {
    await withStore(async (store) => {
      const dated = Array.from({ length: 2200 }, (_, i) => ({
        _id: i,
        at: new Date(i < 2100 ? 0 : 9_000_000),
      }));
      await fill(store, dated);
      const context = { store, cursors: new Cursors(), database: 'test', connectionId: 1 };
      const indexes = [{ key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 }];
      await store.write(() => createIndexes(context, { createIndexes: 'items', indexes }));
      expect(await removeExpired(store, new Date(60_000))).toBe(0);
      expect(await removeExpired(store, new Date(61_000))).toBe(2100);
      expect(docsOf(store, {})).toHaveLength(100);
    });
  });
});

describe('what expires', () => {
  it('goes under write load, and nothing that was put off or never dated', { timeout: 120_000 }, async () => {
    const dir = makeFolder();
    const { db, stop } = await startFixture({ dir, ttlEveryMs: 3 });
    const sessions = db.collection<Loose>('sessions');
    await sessions.createIndex({ at: 1 }, { expireAfterSeconds: 0 });
    await sessions.createIndex({ owner: 1, at: -1 });
    const putOff = new Set<string>();
    const later = new Date(Date.now() + 3_600_000);
    const write = async (writer: number): Promise<void> => {
      for (let i = 0; i < 30; i += 1) {
        const ids = [0, 1, 2].map((n) => `${writer}-${i}-${n}`);
        await sessions.insertMany(
          ids.map((_id, n) => ({
            _id,
            owner: writer,
            ...(n === 2 ? {} : { at: new Date(Date.now() + 5 * (i % 4)) }),
          })),
        );
        const { matchedCount } = await sessions.updateOne({ _id: ids[0] ?? '' }, { $set: { at: later } });
        if (matchedCount) putOff.add(ids[0] ?? '');
      }
    };
    await Promise.all([1, 2, 3, 4].map(write));
    await expect.poll(() => sessions.countDocuments({ at: { $lt: later } }), { timeout: 60_000 }).toBe(0);
    expect(await sessions.countDocuments({ at: null })).toBe(120);
    const kept = await sessions.find({ at: later }).toArray();
    expect(new Set(kept.map(({ _id }) => _id))).toEqual(putOff);
    expect(putOff.size).toBeGreaterThan(0);
    expect(await sessions.countDocuments()).toBe(120 + putOff.size);
    await stop();
    const store = new Store({ dir, noSync: true });
    expect(checkStore(store).faults).toEqual([]);
    await store.close();
    rmSync(dir, { recursive: true });
  });

  it('is looked at again when a write comes between the choice and the removal', async () => {
    await withStore(async (store) => {
      await fill(
        store,
        Array.from({ length: 2500 }, (_, i) => ({ _id: i, at: new Date(0) })),
      );
      const context = { store, cursors: new Cursors(), database: 'test', connectionId: 1 };
      const indexes = [{ key: { at: 1 }, name: 'at_1', expireAfterSeconds: 60 }];
      await store.write(() => createIndexes(context, { createIndexes: 'items', indexes }));
      const sweep = removeExpired(store, new Date(100_000));
      const putOff = { query: { filter: { _id: 2499 } }, update: { $set: { at: new Date(90_000) } } };
      const one = {
        ...putOff,
        arrayFilters: undefined,
        isMulti: false,
        isUpsert: false,
        onWritten: () => undefined,
      };
      const [removed] = await Promise.all([sweep, store.writeInSteps(runUpdate(store, NS, one))]);
      expect(removed).toBe(2499);
      expect(docsOf(store, {}).map(({ _id }) => toNumber(_id))).toEqual([2499]);
    });
  });
});

describe('the number of documents in a collection', () => {
  it('follows every write, and a group that was undone', async () => {
    let isFull = false;
    const flush = (run: () => void): Promise<void> => {
      run();
      return isFull ? Promise.reject(new Error('No space left on device')) : Promise.resolve();
    };
    const { db, stop } = await startFixture({ flush, ttlEveryMs: 86_400_000 });
    const items = db.collection<Loose>('items');
    const count = (): Promise<number> => items.estimatedDocumentCount();
    expect(await count()).toBe(0);
    await items.insertMany([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    expect(await count()).toBe(3);
    await expect(items.insertMany([{ _id: 4 }, { _id: 4 }, { _id: 5 }])).rejects.toMatchObject({
      code: 11000,
    });
    await items.updateOne({ _id: 9 }, { $set: { a: 1 } }, { upsert: true });
    await items.replaceOne({ _id: 1 }, { a: 2 });
    await items.findOneAndDelete({ _id: 2 });
    await items.deleteMany({ _id: { $gte: 9 } });
    expect(await count()).toBe(3);
    isFull = true;
    await expect(items.insertOne({ _id: 7 })).rejects.toThrow('No space left');
    isFull = false;
    expect(await count()).toBe((await items.find().toArray()).length);
    await items.aggregate([{ $match: { _id: 1 } }, { $out: 'items' }]).toArray();
    expect(await count()).toBe(1);
    await items.drop();
    expect(await count()).toBe(0);
    await stop();
  });
});
