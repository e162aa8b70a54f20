import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encode } from '../../server/embedded/wire/bson.ts';
import { describe, expect, it } from 'vitest';
import { checkStore } from '../../server/embedded/storage/check.ts';
import { catalogRange } from '../../server/embedded/storage/layout.ts';
import { Store } from '../../server/embedded/storage/store.ts';
import { toIndex } from '../../server/embedded/index/definition.ts';
import { countRuns, plannedRuns } from '../support/runs.ts';
import { makeFolder } from './support.ts';

const ROUNDS = plannedRuns(12);
const PAGE_BYTES = 4096;
const LOGS = ['log-0', 'log-1'];
const [HEAD_BYTES, LENGTH_AT] = [20, 12];

type Disk = Record<string, Buffer>;

const random = (below: number): number => Math.floor(Math.random() * below);
const readDisk = (dir: string): Disk =>
  Object.fromEntries(['data.mdb', ...LOGS].map((name) => [name, readFileSync(join(dir, name))]));

async function writeGroups(store: Store, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n += 1) {
    await store.write(() => {
      const collection = store.existingOrNew('test.notes');
      const doc = { _id: n, key: `${(n * 7919) % 1009}-${n}`, pad: 'x'.repeat(random(600)) };
      collection.insert(encode(doc), doc);
      if (n % 5 === 0) collection.remove(collection.nextRecord - 1, doc);
    });
  }
}

const keptOf = (groups: number): number => groups - Math.ceil(groups / 5);

/** Without waiting for its flush. */
function commit(store: Store): void {
  const snapshot = store.env.snapshot(catalogRange);
  snapshot.next();
  snapshot.return(undefined);
}

async function buildStore(dir: string): Promise<Store> {
  const store = new Store({ dir });
  await store.write(() => {
    const collection = store.existingOrNew('test.notes');
    collection.indexes.push(toIndex({ v: 2, key: { key: 1 }, name: 'key_1' }, store.nextId()));
    collection.save();
  });
  return store;
}

/** What a disk may hold that was told to flush `before` and stopped on the way to `after`. */
function mixPages(before: Buffer, after: Buffer): Buffer {
  const mixed = Buffer.from(after);
  for (let at = 0; at < after.length; at += PAGE_BYTES) {
    if (random(2) === 0) continue;
    mixed.fill(0, at, at + PAGE_BYTES);
    mixed.set(before.subarray(at, at + PAGE_BYTES), at);
  }
  return mixed;
}

/** Where each group in the file ends. */
function endsIn(log: Buffer): number[] {
  const ends: number[] = [];
  let end = 0;
  while (log.toString('latin1', end, end + 4) === 'LOG1') {
    end += HEAD_BYTES + log.readUInt32BE(end + LENGTH_AT);
    ends.push(end);
  }
  return ends;
}

function openDisk(disk: Disk): { documents: number; faults: string[]; dir: string; store: Store } {
  const dir = makeFolder();
  mkdirSync(dir, { recursive: true });
  for (const [name, bytes] of Object.entries(disk)) writeFileSync(join(dir, name), bytes);
  const store = new Store({ dir });
  const { documents, faults } = checkStore(store);
  return { documents, faults, dir, store };
}

async function documentsOn(disk: Disk): Promise<number> {
  const { documents, faults, dir, store } = openDisk(disk);
  expect(faults).toEqual([]);
  await store.close();
  rmSync(dir, { recursive: true });
  return documents;
}

describe('when the machine stops', () => {
  it(`keeps what was answered, whichever pages of an unflushed commit are on disk (${ROUNDS} rounds)`, async () => {
    const dir = makeFolder();
    const store = await buildStore(dir);
    let groups = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      store.env.data.flushNow();
      const { 'data.mdb': before = Buffer.of() } = readDisk(dir);
      await writeGroups(store, groups, (groups += 20 + random(60)));
      commit(store);
      const { 'data.mdb': after = Buffer.of(), ...committed } = readDisk(dir);
      expect(after.equals(before)).toBe(false);
      expect(await documentsOn({ 'data.mdb': mixPages(before, after), ...committed })).toBe(keptOf(groups));
      expect(await documentsOn({ 'data.mdb': before, ...committed })).toBe(keptOf(groups));
      countRuns(1, 0);
    }
    await store.close();
    rmSync(dir, { recursive: true });
  });

  it('keeps the groups of both logs, and makes them again when it stops while it does so', async () => {
    const dir = makeFolder();
    const store = await buildStore(dir);
    await writeGroups(store, 0, 30);
    store.env.data.flushNow();
    const { 'data.mdb': before = Buffer.of() } = readDisk(dir);
    await writeGroups(store, 30, 50);
    commit(store);
    const { 'data.mdb': after = Buffer.of(), ...first } = readDisk(dir);
    await writeGroups(store, 50, 70);
    const second = readDisk(dir);
    const other = LOGS.find(
      (name) =>
        endsIn(second[name] ?? Buffer.of()).length === 20 &&
        !second[name]?.equals(first[name] ?? Buffer.of()),
    );
    expect(other).toBeDefined();
    const disk = {
      'data.mdb': mixPages(before, after),
      ...first,
      [other ?? '']: second[other ?? ''] ?? Buffer.of(),
    };
    expect(await documentsOn(disk)).toBe(keptOf(70));
    const { dir: halfway, store: stopped } = openDisk(disk);
    const again = {
      ...disk,
      'data.mdb': mixPages(disk['data.mdb'], readFileSync(join(halfway, 'data.mdb'))),
    };
    await stopped.close();
    expect(await documentsOn(again)).toBe(keptOf(70));
    await store.close();
    for (const folder of [dir, halfway]) rmSync(folder, { recursive: true });
  });

  it('drops a group that was being written, and says so when one before it is damaged', async () => {
    const dir = makeFolder();
    const store = await buildStore(dir);
    store.env.data.flushNow();
    await writeGroups(store, 0, 40);
    const disk = readDisk(dir);
    const name = LOGS.find((log) => endsIn(disk[log] ?? Buffer.of()).length === 40) ?? '';
    const log = disk[name] ?? Buffer.of();
    const ends = endsIn(log);
    for (let round = 0; round < ROUNDS; round += 1) {
      const cut = random(ends.at(-1) ?? 0);
      const whole = ends.filter((end) => end <= cut).length;
      expect(await documentsOn({ ...disk, [name]: log.subarray(0, cut) })).toBe(keptOf(whole));
      const torn = Buffer.from(log);
      torn.fill(0xa5, cut, ends[whole]);
      torn.fill(0, ends[whole]);
      expect(await documentsOn({ ...disk, [name]: torn })).toBe(keptOf(whole));
      const damaged = Buffer.from(log);
      const at = random(ends.at(-2) ?? 0);
      damaged[at] = (damaged[at] ?? 0) ^ 0x10;
      expect(() => openDisk({ ...disk, [name]: damaged })).toThrow(/log-[01] is damaged at byte \d+/);
    }
    await store.close();
    rmSync(dir, { recursive: true });
  });

  it('opens when no more of the first group is there than some bytes of its head', async () => {
    const dir = makeFolder();
    const store = await buildStore(dir);
    store.env.data.flushNow();
    await writeGroups(store, 0, 3);
    const disk = readDisk(dir);
    const name = LOGS.find((log) => endsIn(disk[log] ?? Buffer.of()).length === 3) ?? '';
    for (let cut = 0; cut <= HEAD_BYTES; cut += 1)
      expect(await documentsOn({ ...disk, [name]: (disk[name] ?? Buffer.of()).subarray(0, cut) })).toBe(0);
    await store.close();
    rmSync(dir, { recursive: true });
  });

  it('keeps a group too large for the log, whose commit is flushed before the answer', async () => {
    const dir = makeFolder();
    const store = await buildStore(dir);
    await writeGroups(store, 0, 10);
    await store.write(() => {
      const collection = store.existingOrNew('test.notes');
      for (let n = 1000; n < 12_000; n += 1) collection.insert(encode({ _id: n }), { _id: n });
    });
    const disk = readDisk(dir);
    expect(await documentsOn(disk)).toBe(keptOf(10) + 11_000);
    await writeGroups(store, 10, 20);
    expect(await documentsOn({ ...readDisk(dir), 'data.mdb': disk['data.mdb'] ?? Buffer.of() })).toBe(
      keptOf(20) + 11_000,
    );
    await store.close();
    rmSync(dir, { recursive: true });
  });
});
