import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { MongoClient } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { checkStore } from '../../server/embedded/storage/check.ts';
import { Store } from '../../server/embedded/storage/store.ts';
import { countRuns, plannedRuns } from '../support/runs.ts';
import { makeFolder, startFixture } from './support.ts';

const ROUNDS = plannedRuns(2);
const KILLS = plannedRuns(4);
const NONE = { documents: 0, indexes: 0 };

type Cli = { child: ChildProcess; uri: string; output: string[] };

function spawnCli(args: string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', 'server/embedded/main.ts', ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

async function startCli(...args: string[]): Promise<Cli> {
  const child = spawnCli(args);
  const output: string[] = [];
  if (!child.stdout) throw new Error('no stdout');
  const lines = createInterface(child.stdout);
  lines.on('line', (line) => output.push(line));
  await once(lines, 'line');
  return { child, uri: output[0] ?? '', output };
}

async function runCli(...args: string[]): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawnCli(args);
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  await once(child, 'close');
  return { code: child.exitCode, stdout, stderr };
}

async function writeUntilKilled(
  uri: string,
  round: number,
  child: ChildProcess,
): Promise<{ inserted: string[]; counted: number }> {
  const client = await MongoClient.connect(uri);
  // What still waits then fails at once instead of looking for a server.
  child.once('exit', () => void client.close());
  const notes = client.db('test').collection<{ _id: string; writer: number; tags: string[] }>('notes');
  const totals = client.db('test').collection<{ _id: number; n: number }>('totals');
  await notes.createIndex({ writer: 1, tags: 1 });
  const inserted: string[] = [];
  let counted = 0;
  const write = async (writer: number): Promise<void> => {
    for (let i = 0; ; i += 1) {
      const _id = `${round}-${writer}-${i}`;
      await notes.insertOne({ _id, writer, tags: [`t${i}`, `u${i % 3}`] });
      inserted.push(_id);
      // By then every writer is busy, however slow the disk is.
      if (inserted.length === 20) setTimeout(() => child.kill('SIGKILL'), Math.random() * 300);
      await totals.updateOne({ _id: round }, { $inc: { n: 1 } }, { upsert: true });
      counted += 1;
    }
  };
  await Promise.allSettled([1, 2, 3, 4].map(write));
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  await client.close();
  return { inserted, counted };
}

describe('durability', () => {
  it(
    `keeps every acknowledged write through kill -9, with sound indexes (${ROUNDS} rounds)`,
    { timeout: 120_000 + ROUNDS * 15_000 },
    async () => {
      const dir = makeFolder();
      for (let round = 0; round < ROUNDS; round += 1) {
        const { child, uri } = await startCli('--dir', dir);
        const { inserted, counted } = await writeUntilKilled(uri, round, child);
        expect(inserted.length).toBeGreaterThanOrEqual(20);
        const { db, stop } = await startFixture({ dir, noSync: false });
        const kept = await db.collection<{ _id: string }>('notes').countDocuments({ _id: { $in: inserted } });
        expect(kept).toBe(inserted.length);
        const total = await db.collection<{ _id: number; n: number }>('totals').findOne({ _id: round });
        expect(total?.n).toBeGreaterThanOrEqual(counted);
        expect(await db.collection('notes').countDocuments({ writer: { $in: [1, 2, 3, 4] } })).toBe(
          await db.collection('notes').countDocuments({ $nor: [{ a: 1 }] }),
        );
        await stop();
        const store = new Store({ dir });
        expect(checkStore(store).faults).toEqual([]);
        countRuns(1, 0);
        await store.close();
      }
      rmSync(dir, { recursive: true, force: true });
    },
  );

  it(
    'finds an index and a collection there or not, whole, when killed while it was made or dropped',
    { timeout: 240_000 },
    async () => {
      const dir = makeFolder();
      const size = 6000;
      const documents = Array.from({ length: size }, (_, i) => ({ n: i, tags: [`t${i % 7}`, `u${i}`] }));
      let tookMs = 200;
      for (let round = 0; round < KILLS; round += 1) {
        const { child, uri } = await startCli('--dir', dir);
        const client = await MongoClient.connect(uri);
        child.once('exit', () => void client.close());
        const notes = client.db('test').collection('notes');
        if ((await notes.countDocuments()) === 0) await notes.insertMany(documents);
        const before = { documents: size, indexes: (await notes.indexes()).length };
        const isDrop = round % 2 === 1;
        const begunAt = Date.now();
        const done = (
          isDrop
            ? notes.drop()
            : notes.createIndexes([{ key: { tags: 1, n: -1 } }, { key: { n: 1 }, unique: true }])
        )
          .then(() => true)
          .catch(() => false);
        // The first one is left in peace, and tells how long it takes.
        if (round > 0) setTimeout(() => child.kill('SIGKILL'), Math.random() * tookMs);
        const isDone = await done;
        if (round === 0) tookMs = Date.now() - begunAt;
        child.kill('SIGKILL');
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
        await client.close();
        const store = new Store({ dir });
        expect(checkStore(store).faults).toEqual([]);
        const kept = store.get('test.notes');
        const after = isDrop ? NONE : { documents: size, indexes: 3 };
        expect(isDone ? [after] : [before, after]).toContainEqual({
          documents: kept?.count() ?? 0,
          indexes: kept?.indexes.length ?? 0,
        });
        if (isDrop && kept) await store.write(() => kept.dropIndexes(kept.indexes.slice(1)));
        await store.close();
      }
      rmSync(dir, { recursive: true, force: true });
    },
  );

  it('answers a write only after its flush, and several waiting writes share one', async () => {
    const gates: (() => void)[] = [];
    let isGated = false;
    const flush = async (run: () => void): Promise<void> => {
      run();
      if (isGated) await new Promise<void>((resolve) => gates.push(resolve));
    };
    const { db, stop } = await startFixture({ flush });
    await db.createCollection('slow');
    isGated = true;
    let answered = 0;
    const writes = Array.from({ length: 5 }, (_, i) =>
      db
        .collection('slow')
        .insertOne({ i })
        .then(() => (answered += 1)),
    );
    await expect.poll(() => gates.length, { timeout: 60_000 }).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(answered).toBe(0);
    isGated = false;
    gates.forEach((open) => open());
    await Promise.all(writes);
    expect(answered).toBe(5);
    expect(gates).toHaveLength(1);
    await stop();
  });

  it('undoes the whole group when the disk refuses it, and tells every writer', async () => {
    let isFull = false;
    const { db, stop } = await startFixture({
      flush: (run) => {
        if (isFull) return Promise.reject(new Error('No space left on device'));
        return Promise.resolve(run());
      },
    });
    await db.collection('c').insertOne({ a: 1 });
    isFull = true;
    await expect(db.collection('c').insertOne({ a: 2 })).rejects.toThrow('No space left');
    await expect(db.collection('fresh').insertOne({ a: 2 })).rejects.toThrow('No space left');
    isFull = false;
    expect(await db.listCollections().toArray()).toHaveLength(1);
    await db.collection('fresh').insertOne({ a: 3 });
    expect(await db.collection('fresh').countDocuments()).toBe(1);
    await stop();
  });

  it('finds everything again after a clean restart', async () => {
    const dir = makeFolder();
    const first = await startFixture({ dir });
    await first.db.collection<{ _id: number }>('c').insertMany([{ _id: 2 }, { _id: 1 }]);
    await first.db.collection('c').createIndex({ a: 1 }, { unique: true, sparse: true });
    await first.stop();
    const second = await startFixture({ dir });
    expect(await second.db.collection('c').find().toArray()).toEqual([{ _id: 2 }, { _id: 1 }]);
    await second.db.collection('c').insertOne({ a: 1 });
    await expect(second.db.collection('c').insertOne({ a: 1 })).rejects.toMatchObject({ code: 11000 });
    await second.stop();
    rmSync(dir, { recursive: true, force: true });
  });
});

describe('npm run embedded', () => {
  it('prints one line, its URI, and stops cleanly on SIGTERM', { timeout: 120_000 }, async () => {
    const dir = makeFolder();
    const { child, uri, output } = await startCli('--port', '0', '--dir', dir);
    const client = await MongoClient.connect(uri);
    expect(await client.db('admin').command({ buildInfo: 1 })).toMatchObject({ version: '7.0.0' });
    const locked = await runCli('--dir', dir);
    expect(locked).toMatchObject({ code: 1, stdout: '' });
    expect(locked.stderr).toMatch(/^embedded database: the folder .* is in use by process \d+\n$/);
    await client.close();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(output).toEqual([uri]);
    rmSync(dir, { recursive: true, force: true });
  });

  it.skipIf(process.platform === 'win32')(
    'stops when npm, which started it, is ended by a signal',
    { timeout: 120_000 },
    async () => {
      const dir = makeFolder();
      const npm = spawn('npm', ['run', '-s', 'embedded', '--', '--dir', dir], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(createInterface(npm.stdout), 'line');
      expect(existsSync(join(dir, 'socket'))).toBe(true);
      npm.kill('SIGTERM');
      await expect.poll(() => existsSync(join(dir, 'socket')), { timeout: 60_000 }).toBe(false);
      rmSync(dir, { recursive: true, force: true });
    },
  );

  it('exits by itself when its parent closes stdin', { timeout: 120_000 }, async () => {
    const dir = makeFolder();
    const { child } = await startCli('--dir', dir, '--with-parent');
    child.stdin?.end();
    expect(await once(child, 'exit')).toEqual([0, null]);
    rmSync(dir, { recursive: true, force: true });
  });

  it(
    'lets its parent say when writes wait for the disk, and loses none with the process',
    { timeout: 120_000 },
    async () => {
      const dir = makeFolder();
      const { child, uri, output } = await startCli('--dir', dir, '--with-parent');
      const client = await MongoClient.connect(uri);
      const rows = client.db('test').collection<{ _id: string }>('rows');
      for (const order of ['flush-later', 'flush-now', 'flush-later']) {
        child.stdin?.write(`${order}\n`);
        await expect.poll(() => output.slice(1).length, { timeout: 60_000 }).toBeGreaterThan(0);
        expect(output.splice(1)).toEqual([order]);
        await rows.insertOne({ _id: `after ${order} ${await rows.countDocuments()}` });
      }
      await client.close();
      child.kill('SIGKILL');
      await once(child, 'exit');
      const again = await startFixture({ dir });
      expect(await again.client.db('test').collection('rows').countDocuments()).toBe(3);
      await again.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  );

  it('says in one line what is wrong', { timeout: 120_000 }, async () => {
    const dir = makeFolder();
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const [busy, unwritable, usage] = await Promise.all([
      runCli('--dir', dir, '--port', String(port)),
      runCli('--dir', '/proc/nowhere'),
      runCli('--port', 'x'),
    ]);
    expect(busy).toMatchObject({ code: 1, stdout: '', stderr: `embedded database: port ${port} is taken\n` });
    expect(unwritable).toMatchObject({ code: 1, stdout: '' });
    expect(unwritable.stderr).toMatch(/^embedded database: cannot write in the folder \/proc\/nowhere .*\n$/);
    expect(usage).toMatchObject({ code: 2, stdout: '' });
    taken.close();
    rmSync(dir, { recursive: true, force: true });
  });
});
