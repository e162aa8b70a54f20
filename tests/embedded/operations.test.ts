import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BSONRegExp,
  Binary,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
  UUID,
} from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOperation } from '../../server/cli/embedded/run-operation.ts';
import { Store } from '../../server/embedded/storage/store.ts';
import { documentRange, indexRange } from '../../server/embedded/storage/layout.ts';
import { isHalfRestored } from '../../server/store/restore-mark.ts';
import { type Loose, makeFolder, startFixture } from './support.ts';

const work = makeFolder();
afterAll(() => rmSync(work, { recursive: true, force: true }));

type Operated = { code: number; out: Document; err: string };
const operate = (...args: string[]): Promise<Operated> => operateUnder(undefined, ...args);

async function operateUnder(mongodbUri: string | undefined, ...args: string[]): Promise<Operated> {
  const [out, err]: [string[], string[]] = [[], []];
  const code = await runOperation(args, mongodbUri, {
    out: (line) => out.push(line),
    err: (line) => err.push(line),
  });
  expect(out.length).toBeLessThanOrEqual(1);
  return { code, out: JSON.parse(out[0] ?? '{}'), err: err.join('\n') };
}

const EVERY_TYPE: Loose = {
  _id: new ObjectId('65f000000000000000000001'),
  int: new Int32(7),
  double: new Double(7),
  negativeZero: new Double(-0),
  infinite: new Double(Infinity),
  long: Long.fromString('9007199254740993'),
  small: Long.fromNumber(1),
  decimal: Decimal128.fromString('1.10'),
  date: new Date(-1),
  text: 'line\u2028 and\nand "quotes" 明勤\0end',
  nothing: null,
  yes: true,
  binary: new Binary(Buffer.from('ab'), 0x80),
  uuid: new UUID('00112233-4455-6677-8899-aabbccddeeff'),
  stamp: new Timestamp({ t: 1, i: 2 }),
  pattern: new BSONRegExp('^a', 'im'),
  least: new MinKey(),
  most: new MaxKey(),
  nested: { z: [{ b: 1 }, []], a: {} },
};

describe('--backup and --restore', () => {
  const source = join(work, 'source');
  const file = join(work, 'backup');
  let raw: Document[];
  beforeAll(async () => {
    const { db, client, stop } = await startFixture({ dir: source });
    await db.collection<Loose>('types').insertMany([EVERY_TYPE, { _id: 'b', at: new Date(5) }]);
    await db.collection('types').createIndex({ small: -1, text: 1 }, { unique: true, sparse: true });
    await db.collection('types').createIndex({ at: 1 }, { expireAfterSeconds: 2_000_000_000 });
    await db
      .collection('types')
      .createIndex({ int: 1 }, { name: 'p', partialFilterExpression: { int: { $gt: 1 } } });
    await client
      .db('other')
      .collection('many')
      .insertMany(Array.from({ length: 2500 }, (_, n) => ({ n })));
    await client.db('other').createCollection('empty');
    raw = await db.collection('types').find({}, { raw: true }).toArray();
    await stop();
  });

  it('carry every type, byte for byte, and every index into another folder', async () => {
    const saved = await operate('--backup', file, '--dir', source);
    expect(saved).toMatchObject({ code: 0, out: { collections: 3, documents: 2502 } });
    const dir = join(work, 'copy');
    expect(await operate('--restore', file, '--dir', dir)).toMatchObject({
      code: 0,
      out: { collections: 3, documents: 2502 },
    });
    expect(await operate('--check', dir)).toMatchObject({
      code: 0,
      out: { collections: 3, documents: 2502, faults: 0 },
    });
    const again = join(work, 'again');
    await operate('--backup', again, '--dir', dir);
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(file, 'utf8'));
    const { db, stop } = await startFixture({ dir });
    expect(await db.collection('types').find({}, { raw: true }).toArray()).toEqual(raw);
    expect((await db.collection('types').indexes()).map(({ name }) => name)).toEqual([
      '_id_',
      'small_-1_text_1',
      'at_1',
      'p',
    ]);
    await stop();
  });

  it('work on a server that is running, which may hold other data of the same names only with --replace', async () => {
    const { embedded, db, stop } = await startFixture();
    await db.collection<Loose>('types').insertOne({ _id: 'mine' });
    const refused = await operate('--restore', file, '--uri', embedded.uri);
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/test\.types is not empty/) });
    expect(await db.collection('types').countDocuments()).toBe(1);
    expect((await operate('--restore', file, '--uri', embedded.uri, '--replace')).code).toBe(0);
    expect(await db.collection<Loose>('types').countDocuments({ _id: 'mine' })).toBe(0);
    const again = join(work, 'running');
    expect((await operate('--backup', again, '--uri', embedded.uri)).code).toBe(0);
    expect(readFileSync(again, 'utf8')).toBe(readFileSync(file, 'utf8'));
    await stop();
  });

  it.skipIf(process.platform === 'win32')(
    'ask the server that holds a folder for a backup, and put nothing in behind its back',
    async () => {
      const { dir, db, stop } = await startFixture({ dir: join(work, 'held') });
      await db.collection('c').insertOne({ a: 1 });
      const saved = await operate('--backup', join(work, 'held-backup'), '--dir', dir);
      expect(saved).toMatchObject({ code: 0, out: { collections: 1, documents: 1 } });
      const refused = await operate('--restore', join(work, 'held-backup'), '--dir', dir, '--replace');
      expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/in use by process/) });
      await stop();
    },
  );

  it('go to the server of MONGODB_URI when no other place is named', async () => {
    const { embedded, db, stop } = await startFixture();
    expect((await operateUnder(embedded.uri, '--restore', file)).code).toBe(0);
    expect(await db.collection('types').countDocuments()).toBe(2);
    const back = join(work, 'from-uri');
    expect((await operateUnder(embedded.uri, '--backup', back)).code).toBe(0);
    expect(readFileSync(back, 'utf8')).toBe(readFileSync(file, 'utf8'));
    await stop();
  });

  it('move one database to another name', async () => {
    const { embedded, client, stop } = await startFixture();
    const one = join(work, 'one');
    await operate('--backup', one, '--dir', source, '--database', 'other');
    await operate('--restore', one, '--uri', embedded.uri, '--database', 'renamed');
    expect(await client.db('renamed').collection('many').countDocuments()).toBe(2500);
    const both = await operate('--restore', file, '--uri', embedded.uri, '--database', 'renamed2');
    expect(both).toMatchObject({ code: 1, err: expect.stringMatching(/several databases/) });
    await stop();
  });

  it('refuse a damaged or cut file before anything is touched', async () => {
    const whole = readFileSync(file, 'utf8');
    const dir = join(work, 'untouched');
    const damages: [string, string, RegExp][] = [
      ['flipped', whole.replace('quotes', 'quoteS'), /checksum does not agree/],
      ['cut', whole.slice(0, whole.length / 2), /end is missing/],
      ['longer', `${whole}{}\n`, /lines after the checksum/],
      ['other', 'hello\n', /not a backup/],
    ];
    for (const [name, text, reason] of damages) {
      writeFileSync(join(work, name), text);
      const result = await operate('--restore', join(work, name), '--dir', dir, '--replace');
      expect(result).toMatchObject({ code: 1, err: expect.stringMatching(reason) });
    }
    expect(await operate('--check', dir)).toMatchObject({ code: 0, out: { documents: 0 } });
  });

  it('leave no file behind when they fail, and say what a folder lacks', async () => {
    const nowhere = await operate('--backup', join(work, 'none'), '--dir', join(work, 'absent'));
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringMatching(/no store in the folder/) });
    expect([existsSync(join(work, 'absent')), existsSync(join(work, 'none'))]).toEqual([false, false]);
  });

  it.each([
    ['--backup', 'f'],
    ['--backup', 'f', '--dir', 'd', '--uri', 'u'],
    ['--backup', 'f', '--dir', 'd', '--replace'],
    ['--check', 'd', '--backup', 'f', '--dir', 'd'],
    ['--check', 'd', '--unknown'],
    ['--check'],
  ])('refuse the arguments %s %s %s %s %s', async (...args) => {
    expect(await operate(...args.filter((arg) => typeof arg === 'string'))).toMatchObject({ code: 2 });
  });
});

describe('a restore that is broken off', () => {
  it('leaves a store that is no backup’s source and no start’s, until the same command has run through', async () => {
    const source = await startFixture();
    await source.db.collection('a').insertMany([{ n: 1 }, { n: 2 }]);
    await source.db.collection('b').insertOne({ n: 3 });
    const file = join(work, 'whole.jsonl');
    await operate('--backup', file, '--uri', source.embedded.uri);
    await source.stop();
    const dir = makeFolder();
    let target = await startFixture({ dir });
    const broken = await runOperation(['--restore', file, '--uri', target.embedded.uri], undefined, {
      out: () => undefined,
      err: (line) => {
        if (line.includes('.a:')) throw new Error('killed');
      },
    }).catch(() => 'killed');
    expect(broken).not.toBe(0);
    expect(await isHalfRestored(target.db)).toBe(true);
    const other = join(work, 'half.jsonl');
    expect(await operate('--backup', other, '--uri', target.embedded.uri)).toMatchObject({
      code: 1,
      err: expect.stringContaining('holds a part of a backup'),
    });
    expect(existsSync(other)).toBe(false);
    await target.stop();
    expect(await operate('--check', dir)).toMatchObject({
      code: 1,
      out: { faults: 1 },
      err: expect.stringContaining('test: a restore was broken off'),
    });

    target = await startFixture({ dir });
    expect(await operate('--restore', file, '--uri', target.embedded.uri)).toMatchObject({
      code: 0,
      out: { collections: 2, documents: 3 },
    });
    expect(await isHalfRestored(target.db)).toBe(false);
    const names = (await target.db.listCollections().toArray()).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['a', 'b']);
    expect((await operate('--restore', file, '--uri', target.embedded.uri)).err).toContain('--replace');
    await target.stop();
  });
});

describe('a backup under write load', () => {
  it('holds each collection as it was at one moment', async () => {
    const { embedded, client, stop } = await startFixture();
    const pairs = client.db('test').collection<Loose>('pairs');
    const size = 3000;
    await pairs.createIndex({ k: 1 }, { unique: true });
    await pairs.insertMany(Array.from({ length: size }, (_, i) => ({ _id: i, k: i, pad: 'x'.repeat(2000) })));
    const load = { isOn: true };
    // The last document gives its key away and the first takes it: a reader that sees both writes half sees it twice.
    const swap = async (): Promise<number> => {
      let swaps = 0;
      for (; load.isOn; swaps += 1) {
        await pairs.updateOne({ _id: size - 1 }, { $set: { k: -1 - swaps } });
        await pairs.updateOne({ _id: 0 }, { $set: { k: size - 1 + (swaps % 2) * 1e6 } });
        await pairs.insertOne({ _id: `new${swaps}`, k: `n${swaps}` });
      }
      return swaps;
    };
    const swapping = swap();
    const file = join(work, 'busy');
    expect((await operate('--backup', file, '--uri', embedded.uri)).code).toBe(0);
    load.isOn = false;
    expect(await swapping).toBeGreaterThan(3);
    const dir = join(work, 'from-busy');
    expect(await operate('--restore', file, '--dir', dir)).toMatchObject({ code: 0 });
    expect(await operate('--check', dir)).toMatchObject({ code: 0, out: { faults: 0 } });
    await stop();
  });

  it('reads requests first, the audit chain last, and bytes after what names them: nothing that is done lacks its line', async () => {
    const { embedded, client, stop } = await startFixture();
    const names = [
      'audit',
      'audit_checkpoints',
      'cases',
      'data_requests',
      'photo-files.chunks',
      'photo-files.files',
      'photos',
    ];
    for (const name of names) await client.db('mingqin').collection<Loose>(name).insertOne({ _id: 1 });
    const file = join(work, 'in-order');
    expect((await operate('--backup', file, '--uri', embedded.uri)).code).toBe(0);
    const read = [...readFileSync(file, 'utf8').matchAll(/"collection":"([^"]+)"/g)].map(([, name]) => name);
    expect(read).toEqual([
      'data_requests',
      'audit_checkpoints',
      'cases',
      'photos',
      'photo-files.files',
      'photo-files.chunks',
      'audit',
    ]);
    await stop();
  });

  it('is one snapshot for a reader that asks for it, however late it comes back', async () => {
    const { db, stop } = await startFixture();
    const notes = db.collection<Loose>('notes');
    await notes.insertMany(Array.from({ length: 50 }, (_, i) => ({ _id: i, n: 0 })));
    const cursor = notes.find({}, { readConcern: 'snapshot', batchSize: 5 });
    const first = await cursor.next();
    await notes.updateMany({}, { $set: { n: 1 } });
    await notes.deleteMany({ _id: { $gt: 40 } });
    const rest = await cursor.toArray();
    expect([first, ...rest].map((doc) => doc?.['n'])).toEqual(Array.from({ length: 50 }, () => 0));
    await stop();
  });
});

describe('--check', () => {
  async function damage(change: (store: Store) => void): Promise<{ code: number; err: string }> {
    const { db, dir, stop } = await startFixture({ dir: makeFolder() });
    await db.collection<Loose>('c').insertMany([1, 2, 3].map((_id) => ({ _id, a: _id })));
    await db.collection('c').createIndex({ a: 1 }, { unique: true });
    await stop();
    const store = new Store({ dir });
    await store.write(() => change(store));
    await store.close();
    const result = await operate('--check', dir);
    rmSync(dir, { recursive: true });
    return result;
  }
  const collectionOf = (store: Store) => store.existing('test.c');
  const nothing = Buffer.alloc(0);

  it('finds a key without its document', async () => {
    const { code, err } = await damage((store) => {
      const [key] = store.env.keys(documentRange(collectionOf(store).id));
      if (key) store.env.remove(key);
    });
    expect([code, err]).toEqual([
      1,
      'test.c _id_: 0 keys missing, 1 too many\ntest.c a_1: 0 keys missing, 1 too many',
    ]);
  });

  it('finds a document without its key', async () => {
    const { code, err } = await damage((store) => {
      const index = collectionOf(store).indexes[1];
      const [key] = index ? store.env.keys(indexRange(index.id, { start: nothing, end: nothing })) : [];
      if (key) store.env.remove(key);
    });
    expect([code, err]).toEqual([1, 'test.c a_1: 1 keys missing, 0 too many']);
  });

  it('finds a document that cannot be read', async () => {
    const { code, err } = await damage((store) => {
      const [key] = store.env.keys(documentRange(collectionOf(store).id));
      if (key) store.env.put(key, Buffer.from('torn'));
    });
    expect([code, err.split('\n')[0]]).toEqual([1, expect.stringMatching(/^test\.c record 1: /)]);
  });

  it('will not look at a folder that a server holds, nor make one', async () => {
    const { dir, stop } = await startFixture();
    expect(await operate('--check', dir)).toMatchObject({ code: 1, err: expect.stringMatching(/in use by/) });
    await stop();
    expect(await operate('--check', join(work, 'no-store'))).toMatchObject({ code: 1 });
    expect(existsSync(join(work, 'no-store'))).toBe(false);
  });
});
