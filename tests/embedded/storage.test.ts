import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { checkStore } from '../../server/embedded/storage/check.ts';
import { Environment } from '../../server/embedded/storage/environment.ts';
import { documentKey, indexKey } from '../../server/embedded/storage/layout.ts';
import { Store } from '../../server/embedded/storage/store.ts';
import { type Loose, makeFolder, startFixture } from './support.ts';

/** A file system of 8 MB, where root may make one. */
function mountSmall(): string | undefined {
  const dir = makeFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', dir], { stdio: 'ignore' });
    return dir;
  } catch {
    rmSync(dir, { recursive: true });
    return undefined;
  }
}

function faultsIn(dir: string): Promise<string[]> {
  const store = new Store({ dir });
  const { faults } = checkStore(store);
  return store.close().then(() => faults);
}

describe('a full disk', () => {
  const small = mountSmall();
  it.skipIf(small === undefined)(
    'is an error to the writer, tears nothing, and is forgotten once there is room (skipped where nobody may mount)',
    { timeout: 120_000 },
    async () => {
      const top = small ?? '';
      try {
        const dir = join(top, 'store');
        mkdirSync(dir);
        const ballast = join(top, 'ballast');
        writeFileSync(ballast, Buffer.alloc(3 * 1024 * 1024));
        const { db, stop } = await startFixture({ dir, noSync: false });
        const notes = db.collection<Loose>('notes');
        await notes.createIndex({ n: 1 }, { unique: true });
        let acknowledged = 0;
        const fill = async (): Promise<void> => {
          for (;;) {
            const batch = Array.from({ length: 20 }, (_, i) => acknowledged + i);
            await notes.insertMany(batch.map((n) => ({ _id: n, n, pad: 'x'.repeat(4000) })));
            acknowledged += batch.length;
          }
        };
        await expect(fill()).rejects.toMatchObject({ code: 14031, codeName: 'OutOfDiskSpace' });
        expect(acknowledged).toBeGreaterThan(100);
        expect(statfsSync(top).bavail * statfsSync(top).bsize).toBeLessThan(256 * 1024);
        expect(await notes.countDocuments({ n: { $gte: 0 } })).toBe(acknowledged);
        await expect(notes.insertOne({ _id: 'big', pad: 'x'.repeat(2_000_000) })).rejects.toMatchObject({
          code: 14031,
        });
        rmSync(ballast);
        await notes.insertMany([{ _id: 'later', n: -1, pad: 'x'.repeat(400_000) }]);
        expect(await notes.countDocuments({ n: { $gte: -1 } })).toBe(acknowledged + 1);
        await stop();
        expect(await faultsIn(dir)).toEqual([]);
      } finally {
        execFileSync('umount', ['-l', top]);
        rmSync(top, { recursive: true });
      }
    },
  );
});

describe('the map of the data file', () => {
  it('is made anew under readers, writers and snapshots unnoticed', { timeout: 120_000 }, async () => {
    const dir = makeFolder();
    const { db, stop } = await startFixture({ dir, maxMappedBytes: 0 });
    const items = db.collection<Loose>('items');
    await items.createIndex({ k: 1 }, { unique: true });
    const size = 1500;
    await items.insertMany(Array.from({ length: size }, (_, i) => ({ _id: i, k: `k${i % 997}-${i}`, n: 0 })));
    const snapshot = items.find({}, { readConcern: 'snapshot', batchSize: 500 });
    const walk = items.find({}, { batchSize: 300 }).sort({ _id: -1 });
    expect([(await snapshot.next())?._id, (await walk.next())?._id]).toEqual([0, size - 1]);
    await items.updateMany({ _id: { $lt: 500 } }, { $inc: { n: 1 } });
    const found = await Promise.all(
      Array.from({ length: 700 }, (_, i) => items.findOne({ k: `k${(i * 2) % 997}-${i * 2}` })),
    );
    expect(found.map((doc) => doc?._id)).toEqual(Array.from({ length: 700 }, (_, i) => i * 2));
    expect((await snapshot.toArray()).every((doc) => doc['n'] === 0)).toBe(true);
    expect(await walk.toArray()).toHaveLength(size - 1);
    expect(await items.countDocuments({ n: 1 })).toBe(500);
    await stop();
    const store = new Store({ dir, maxMappedBytes: 0 });
    expect(store.existing('test.items').count()).toBe(size);
    await store.close();
    expect(await faultsIn(dir)).toEqual([]);
    rmSync(dir, { recursive: true });
  });

  it('goes after a load of writes, without a read', async () => {
    const dir = makeFolder();
    const disk = new Environment({ dir, maxMappedBytes: 0 }, () => undefined);
    const { db } = disk.data;
    const key = (n: number): Buffer => Buffer.from(`k${n}`);
    await disk.write(() => Array.from({ length: 600 }, (_, n) => disk.put(key(n), Buffer.from('v'))));
    expect(disk.data.db).toBe(db);
    await vi.waitFor(() => expect(disk.data.db).not.toBe(db), { timeout: 20_000 });
    expect(disk.get(key(599))?.toString()).toBe('v');
    await disk.close();
    rmSync(dir, { recursive: true });
  });
});

describe('values at the end of a unique index', () => {
  it('are refused when they repeat, also after a group was undone and after the highest was removed', async () => {
    let isFull = false;
    const flush = async (run: () => void): Promise<void> => {
      run();
      if (isFull) throw new Error('No space left on device');
    };
    const dir = makeFolder();
    const { db, stop } = await startFixture({ dir, flush });
    const c = db.collection<Loose>('c');
    await c.insertMany([1, 5, 9].map((_id) => ({ _id })));
    for (const _id of [1, 5, 9]) await expect(c.insertOne({ _id })).rejects.toMatchObject({ code: 11000 });
    await c.deleteOne({ _id: 9 });
    await c.insertOne({ _id: 9 });
    await expect(c.insertOne({ _id: 9 })).rejects.toMatchObject({ code: 11000 });
    await c.insertOne({ _id: 7 });
    await expect(c.insertOne({ _id: 7 })).rejects.toMatchObject({ code: 11000 });
    await c.insertMany([{ _id: 'text' }, { _id: 10 }]);
    await expect(c.insertOne({ _id: 10 })).rejects.toMatchObject({ code: 11000 });
    isFull = true;
    await expect(c.insertOne({ _id: 'zzz' })).rejects.toThrow('No space left');
    isFull = false;
    await stop();
    expect(await faultsIn(dir)).toEqual([]);
    rmSync(dir, { recursive: true });
  });

  it('stay free after a build of the index that failed half-way', async () => {
    const { db, stop } = await startFixture();
    const c = db.collection<Loose>('c');
    await c.insertMany(Array.from({ length: 1500 }, (_, i) => ({ _id: i, a: i === 1499 ? 3 : i })));
    await expect(c.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    await c.updateOne({ _id: 1499 }, { $set: { a: 1499 } });
    await c.createIndex({ a: 1 }, { unique: true });
    await expect(c.insertOne({ a: 1499 })).rejects.toMatchObject({ code: 11000 });
    await stop();
  });
});

describe('a check', () => {
  it('finds documents and index keys of no collection', async () => {
    const dir = makeFolder();
    const { db, stop } = await startFixture({ dir });
    await db.collection<Loose>('c').insertOne({ _id: 1 });
    await stop();
    const store = new Store({ dir, noSync: true });
    expect(checkStore(store).faults).toEqual([]);
    const { id, indexes } = store.existing('test.c');
    await store.write(() => {
      store.env.put(documentKey(id + 7, 1), Buffer.from([5, 0, 0, 0, 0]));
      store.env.put(indexKey((indexes[0]?.id ?? 0) + 9, Buffer.of(1), 1), Buffer.alloc(0));
    });
    expect(checkStore(store).faults).toEqual([
      `documents ${id + 7}: of no collection in the catalog`,
      `index keys ${(indexes[0]?.id ?? 0) + 9}: of no collection in the catalog`,
    ]);
    await store.close();
    rmSync(dir, { recursive: true });
  });
});

describe('counting', () => {
  it('gives the same numbers by every way to ask', async () => {
    const { db, stop } = await startFixture();
    const c = db.collection<Loose>('c');
    expect([await c.countDocuments(), await c.estimatedDocumentCount()]).toEqual([0, 0]);
    await c.insertMany(Array.from({ length: 300 }, (_, i) => ({ _id: i, a: i % 3 })));
    await c.deleteMany({ _id: { $lt: 5 } });
    expect(await c.estimatedDocumentCount()).toBe(295);
    expect(await c.countDocuments()).toBe(295);
    expect(await c.countDocuments({ a: 0 })).toBe(98);
    expect(await c.countDocuments({ a: 0 }, { skip: 10, limit: 50 })).toBe(50);
    expect(await c.countDocuments({}, { skip: 290 })).toBe(5);
    expect(await c.aggregate([{ $match: { a: 0 } }, { $count: 'all' }]).toArray()).toEqual([{ all: 98 }]);
    expect(await c.aggregate([{ $match: { a: 9 } }, { $count: 'all' }]).toArray()).toEqual([]);
    expect(await c.aggregate([{ $group: { _id: null, n: { $sum: 1 } } }]).toArray()).toEqual([
      { _id: null, n: 295 },
    ]);
    expect(await c.aggregate([{ $limit: 4 }, { $group: { _id: 7, n: { $sum: 1 } } }]).toArray()).toEqual([
      { _id: 7, n: 4 },
    ]);
    await stop();
  });
});
