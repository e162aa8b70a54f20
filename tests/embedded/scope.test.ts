import { Int32, ObjectId } from 'mongodb';
import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, type Loose, makeFolder, startFixture } from './support.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const collectionWith = (docs: Loose[]) => fixture.collectionWith(docs);
const ids = (docs: Loose[]): unknown[] => docs.map(({ _id }) => _id);

describe('collation', () => {
  const names = [
    { _id: 1, n: '赵' },
    { _id: 2, n: '李' },
    { _id: 3, n: '王' },
    { _id: 4, n: '安' },
  ];
  const noCase = { locale: 'en_US', strength: 2 } as const;

  it('sorts Chinese by pinyin, and by bytes without one', async () => {
    const collection = await collectionWith(names);
    await collection.createIndex({ n: 1 });
    const zh = { locale: 'zh' };
    expect(ids(await collection.find().sort({ n: 1 }).collation(zh).toArray())).toEqual([4, 2, 3, 1]);
    expect(ids(await collection.find().sort({ n: -1 }).collation(zh).toArray())).toEqual([1, 3, 2, 4]);
    expect(ids(await collection.find().sort({ n: 1 }).toArray())).toEqual([4, 2, 3, 1].toSorted(byText));
  });
  const textOf = (id: number): string => names[id - 1]?.n ?? '';
  const byText = (a: number, b: number): number =>
    Buffer.compare(Buffer.from(textOf(a)), Buffer.from(textOf(b)));

  it('holds strings equal that differ in case only, through an index as without one', async () => {
    const collection = await collectionWith([
      { _id: 1, x: 'Ping', tags: ['A', 'b'] },
      { _id: 2, x: 'pINg', in: { x: 'PING' } },
      { _id: 3, x: 11 },
    ]);
    await collection.createIndex({ x: 1 });
    const found = async (filter: Loose): Promise<unknown[]> =>
      ids(await collection.find(filter).collation(noCase).toArray());
    expect(await found({ x: 'PING' })).toEqual([1, 2]);
    expect(await found({ x: { $in: ['ping', 11] } })).toEqual([1, 2, 3]);
    expect(await found({ x: { $ne: 'PING' } })).toEqual([3]);
    expect(await found({ tags: 'B' })).toEqual([1]);
    expect(await found({ tags: { $all: ['a', 'B'] } })).toEqual([1]);
    expect(await found({ in: { x: 'ping' } })).toEqual([2]);
    expect(await found({ x: { $gt: 'PINF', $lt: 'PINH' } })).toEqual([1, 2]);
    expect(ids(await collection.find({ x: 'PING' }).toArray())).toEqual([]);
    expect(await collection.distinct('x', {}, { collation: noCase })).toEqual(['Ping', 11]);
    expect(await collection.countDocuments({ x: 'PING' }, { collation: noCase })).toBe(2);
  });

  it('reaches every kind of write', async () => {
    const collection = await collectionWith([
      { _id: 1, x: 'A' },
      { _id: 2, x: 'a' },
      { _id: 3, x: 'b' },
    ]);
    const set = { $set: { seen: true } };
    expect((await collection.updateMany({ x: 'a' }, set, { collation: noCase })).matchedCount).toBe(2);
    expect(await collection.findOneAndDelete({ x: 'B' }, { collation: noCase })).toMatchObject({ _id: 3 });
    expect((await collection.deleteMany({ x: 'a' }, { collation: noCase })).deletedCount).toBe(2);
  });

  it('can compare digits as numbers', async () => {
    const collection = await collectionWith([
      { _id: 1, n: 'a10' },
      { _id: 2, n: 'a9' },
      { _id: 3, n: [] },
      { _id: 4 },
    ]);
    const numeric = { locale: 'en', numericOrdering: true };
    expect(ids(await collection.find().sort({ n: 1 }).collation(numeric).toArray())).toEqual([3, 4, 2, 1]);
    expect(ids(await collection.find().sort({ n: -1 }).collation(numeric).toArray())).toEqual([1, 2, 4, 3]);
    for (const other of [{ strength: 4 }, { caseLevel: true }, { alternate: 'shifted' }] as const) {
      const asked = collection
        .find()
        .collation({ locale: 'en', ...other })
        .toArray();
      await expect(asked).rejects.toMatchObject({ code: 115 });
    }
  });
});

describe("a collection's own collation", () => {
  const noCase = { locale: 'en_US', strength: 2 } as const;
  async function collated(name: string, docs: Loose[]) {
    const collection = await fixture.db.createCollection<Loose>(name, { collation: noCase });
    await collection.insertMany(docs);
    return collection;
  }

  it('holds for every command that brings none', async () => {
    const collection = await collated('own1', [
      { _id: 1, x: 'Zeta' },
      { _id: 2, x: 'alpha' },
      { _id: 3, x: 'ALPHA' },
    ]);
    const zeta = { x: 'ZETA' };
    expect(ids(await collection.find().sort({ x: 1 }).toArray())).toEqual([2, 3, 1]);
    expect(ids(await collection.aggregate([{ $match: zeta }]).toArray())).toEqual([1]);
    expect(await collection.distinct('x')).toEqual(['Zeta', 'alpha']);
    expect(await collection.countDocuments(zeta)).toBe(1);
    expect((await collection.find(zeta).explain())['executionStats']).toMatchObject({ nReturned: 1 });
    expect((await collection.updateMany({ x: 'alpha' }, { $set: { y: 1 } })).matchedCount).toBe(2);
    expect(await collection.findOneAndDelete(zeta)).toMatchObject({ _id: 1 });
    expect((await collection.deleteMany({ x: 'Alpha' })).deletedCount).toBe(2);
  });

  it('gives way to another, also to none', async () => {
    const collection = await collated('own2', [{ _id: 1, x: 'a' }]);
    const simple = { locale: 'simple' };
    expect(await collection.find({ x: 'A' }, { collation: simple }).toArray()).toEqual([]);
    expect((await collection.deleteOne({ x: 'A' }, { collation: simple })).deletedCount).toBe(0);
    expect(await collection.find({ x: 'A' }, { collation: { locale: 'en' } }).toArray()).toEqual([]);
    expect(await collection.find({ x: 'A' }).toArray()).toHaveLength(1);
  });

  it('is shown as MongoDB shows it, and taken again so', async () => {
    await collated('own3', [{ _id: 1, x: 'a' }]);
    const [shown] = await fixture.db.listCollections({ name: 'own3' }, { nameOnly: false }).toArray();
    expect(shown?.options).toEqual({
      collation: {
        ...noCase,
        caseLevel: false,
        caseFirst: 'off',
        numericOrdering: false,
        alternate: 'non-ignorable',
        maxVariable: 'punct',
        normalization: false,
        backwards: false,
        version: '57.1',
      },
    });
    const copy = await fixture.db.createCollection<Loose>('own3copy', shown?.options);
    await copy.insertOne({ _id: 2, x: 'b' });
    expect(ids(await copy.find({ x: 'B' }).toArray())).toEqual([2]);
  });

  it('is its indexes', async () => {
    const collection = await collated('own4', [{ _id: 1, x: 'a' }]);
    await collection.createIndex({ x: 1 });
    await collection.createIndex({ x: 1 }, { name: 'bytes', collation: { locale: 'simple' } });
    const [, own, bytes] = await collection.indexes();
    expect(own).toMatchObject({ name: 'x_1', collation: noCase });
    expect(bytes).toEqual({ v: 2, key: { x: 1 }, name: 'bytes' });
    await expect(collection.createIndex({ y: 1 }, { unique: true })).rejects.toMatchObject({ code: 115 });
  });

  it('stays when $out puts other documents into the collection', async () => {
    const target = await collated('own6', [{ _id: 1, x: 'a' }]);
    const source = await collectionWith([{ _id: 2, x: 'b' }]);
    await source.aggregate([{ $out: target.collectionName }]).toArray();
    expect(ids(await target.find({ x: 'B' }).toArray())).toEqual([2]);
  });

  it('is still there after a restart and under another name', async () => {
    const dir = makeFolder();
    const first = await startFixture({ dir });
    await first.db.createCollection('made', { collation: noCase });
    await first.db.collection('made').insertOne({ x: 'a' });
    await first.db.renameCollection('made', 'renamed');
    await first.stop();
    const second = await startFixture({ dir });
    expect(await second.db.collection('renamed').countDocuments({ x: 'A' })).toBe(1);
    await second.stop();
    rmSync(dir, { recursive: true });
  });

  it('leaves an index of use for what is not text, and never trusts one for text', async () => {
    const collection = await collated('own5', [
      { _id: 'a', n: 1, x: 'on' },
      { _id: 'A', n: 2, x: 'ON' },
    ]);
    await collection.createIndex({ n: 1 });
    await collection.createIndex({ n: 1, x: 1 }, { partialFilterExpression: { x: 'on' } });
    const keysOf = async (filter: Loose): Promise<unknown[]> => {
      const { executionStats } = await collection.find(filter).explain();
      return [executionStats.nReturned, executionStats.totalKeysExamined];
    };
    expect(await keysOf({ n: 2 })).toEqual([1, 1]);
    expect(await keysOf({ n: { $gte: 1 }, x: 'on' })).toEqual([2, 2]);
    expect(await keysOf({ $or: [{ n: 1 }, { n: 2 }] })).toEqual([2, 2]);
    expect(await keysOf({ _id: 'a' })).toEqual([2, 0]);
    expect(await keysOf({ n: { $in: [1, 'x'] } })).toEqual([1, 0]);
  });
});

describe('let', () => {
  it('is evaluated once, also when its value looks like a path', async () => {
    const collection = await collectionWith([{ _id: 1, price: '$price' }]);
    const match = { $expr: { $eq: ['$price', '$$wanted'] } };
    expect(await collection.find(match, { let: { wanted: { $literal: '$price' } } }).toArray()).toHaveLength(
      1,
    );
    const set = [{ $set: { sum: '$$sum' } }];
    await collection.updateOne({ _id: 1 }, set, { let: { sum: { $add: [1, 2] } } });
    expect(await collection.findOne()).toMatchObject({ sum: 3 });
  });
});

describe('a comment', () => {
  it('goes with every command and changes nothing', async () => {
    const collection = await collectionWith([{ _id: 1, n: 1 }]);
    const comment = { who: 'test' };
    expect(await collection.find({ $comment: 'x', n: 1 }, { comment }).toArray()).toHaveLength(1);
    await collection.updateOne({ _id: 1 }, { $inc: { n: 1 } }, { comment });
    expect(await collection.aggregate([{ $match: { n: 2 } }], { comment }).toArray()).toHaveLength(1);
    expect(await collection.countDocuments({}, { comment })).toBe(1);
    expect(await collection.distinct('n', {}, { comment })).toEqual([2]);
    expect(await collection.deleteOne({ _id: 1 }, { comment })).toMatchObject({ deletedCount: 1 });
  });
});

describe('maxTimeMS', () => {
  it('ends a command that takes longer, and not one whose reader is slow', async () => {
    const collection = await collectionWith([]);
    await collection.insertMany(Array.from({ length: 10_000 }, (_, i) => ({ _id: i, text: `t${i}` })));
    const slow = collection.find({ text: { $regex: '(a|b|t)+x' } }, { maxTimeMS: 1 }).toArray();
    await expect(slow).rejects.toMatchObject({ code: 50, codeName: 'MaxTimeMSExpired' });
    const cursor = collection.find({}, { maxTimeMS: 2000, batchSize: 50 });
    await cursor.next();
    expect(await cursor.toArray()).toHaveLength(9999);
  });
});

describe('$out and $merge', () => {
  it('$out puts the documents in the place of a collection and keeps its indexes', async () => {
    const source = await collectionWith([
      { _id: 1, a: 1 },
      { _id: 2, a: 2 },
    ]);
    const target = await collectionWith([{ _id: 9, a: 9 }]);
    await target.createIndex({ a: 1 }, { unique: true });
    expect(
      await source.aggregate([{ $match: { a: { $gt: 1 } } }, { $out: target.collectionName }]).toArray(),
    ).toEqual([]);
    expect(await target.find().toArray()).toEqual([{ _id: 2, a: 2 }]);
    await expect(target.insertOne({ _id: 3, a: 2 })).rejects.toMatchObject({ code: 11000 });
    const clash = source.aggregate([{ $set: { a: 1 } }, { $out: target.collectionName }]).toArray();
    await expect(clash).rejects.toMatchObject({ code: 11000 });
    expect(await target.find().toArray()).toEqual([{ _id: 2, a: 2 }]);
    expect(await fixture.db.listCollections({ name: /tmp/ }).toArray()).toEqual([]);
  });

  it('$merge follows whenMatched and whenNotMatched', async () => {
    const source = await collectionWith([
      { _id: 1, n: 10 },
      { _id: 2, n: 20 },
    ]);
    const cases: [object, Loose[]][] = [
      [
        {},
        [
          { _id: 1, old: true, n: 10 },
          { _id: 2, n: 20 },
        ],
      ],
      [
        { whenMatched: 'replace' },
        [
          { _id: 1, n: 10 },
          { _id: 2, n: 20 },
        ],
      ],
      [
        { whenMatched: 'keepExisting' },
        [
          { _id: 1, old: true, n: 1 },
          { _id: 2, n: 20 },
        ],
      ],
      [{ whenNotMatched: 'discard' }, [{ _id: 1, old: true, n: 10 }]],
      [
        { whenMatched: [{ $set: { n: { $add: ['$n', '$$new.n'] } } }], whenNotMatched: 'discard' },
        [{ _id: 1, old: true, n: 11 }],
      ],
    ];
    for (const [options, expected] of cases) {
      const target = await collectionWith([{ _id: 1, old: true, n: 1 }]);
      await source.aggregate([{ $merge: { into: target.collectionName, ...options } }]).toArray();
      expect(await target.find().sort({ _id: 1 }).toArray()).toEqual(expected);
    }
    const target = await collectionWith([{ _id: 1 }]);
    const merge = (more: object) =>
      source.aggregate([{ $merge: { into: target.collectionName, ...more } }]).toArray();
    await expect(merge({ whenMatched: 'fail' })).rejects.toMatchObject({ code: 11000, keyValue: { _id: 1 } });
    await expect(merge({ whenNotMatched: 'fail' })).rejects.toMatchObject({ code: 13113 });
    await expect(merge({ on: 'n' })).rejects.toMatchObject({ code: 51183 });
    const early = source.aggregate([{ $out: 'x' }, { $match: {} }]).toArray();
    await expect(early).rejects.toMatchObject({ code: 40601 });
  });
});

describe('pipelines without a collection', () => {
  it('begin with $documents or the sessions', async () => {
    expect(
      await fixture.db.aggregate([{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }]).toArray(),
    ).toEqual([{ a: 2 }]);
    expect(
      await fixture.client
        .db('admin')
        .aggregate([{ $listLocalSessions: {} }])
        .toArray(),
    ).toHaveLength(1);
  });
});

describe('collections and what is known of them', () => {
  it('are renamed with their documents and indexes', async () => {
    const collection = await collectionWith([{ _id: 1, a: 1 }]);
    await collection.createIndex({ a: 1 });
    const other = await collectionWith([{ _id: 2 }]);
    await expect(collection.rename(other.collectionName)).rejects.toMatchObject({ code: 48 });
    const renamed = await collection.rename(other.collectionName, { dropTarget: true });
    expect(await renamed.find({ a: 1 }).toArray()).toEqual([{ _id: 1, a: 1 }]);
    expect((await renamed.indexes()).map(({ name }) => name)).toEqual(['_id_', 'a_1']);
    await expect(fixture.db.collection('absent').rename('x')).rejects.toMatchObject({ code: 26 });
  });
});

describe('the server', () => {
  it('tells its version and age', async () => {
    const status = await fixture.db.command({ serverStatus: 1 });
    expect(status).toMatchObject({ version: '7.0.0', process: 'mongod', ok: 1 });
  });
});

describe('documents as a client sent them', () => {
  it('a reference is a subdocument, found by its parts', async () => {
    const ref = { $ref: 'people', $id: new ObjectId() };
    const collection = await collectionWith([{ _id: 1, ref }]);
    expect(await collection.countDocuments({ ref })).toBe(1);
    expect(await collection.countDocuments({ 'ref.$id': ref.$id })).toBe(1);
    await collection.updateOne({ _id: 1 }, { $set: { n: new Int32(1) } });
    expect(await collection.countDocuments({ 'ref.$id': ref.$id, n: 1 })).toBe(1);
  });

  it('come back byte for byte behind an _id that the server gave', async () => {
    const collection = await collectionWith([]);
    const doc = { b: 1, nested: { '7': 1, a: NaN } };
    await collection.insertOne(doc, { forceServerObjectId: true });
    const found: unknown = await collection.findOne({}, { raw: true });
    const bytes = found instanceof Uint8Array ? Buffer.from(found) : Buffer.alloc(0);
    expect(bytes.indexOf('\u0010b\0')).toBe(4 + 1 + 4 + 12);
  });
});

describe('what needs a replica set or another API', () => {
  it('is refused with the codes of a standalone server', async () => {
    const { collectionName } = await collectionWith([{ _id: 1 }]);
    const count = { count: collectionName, query: {} };
    for (const level of ['snapshot', 'linearizable']) {
      const asked = fixture.db.command({ ...count, readConcern: { level } });
      await expect(asked).rejects.toMatchObject({ code: 123, codeName: 'NotAReplicaSet' });
    }
    for (const level of ['local', 'available', 'majority'])
      expect(await fixture.db.command({ ...count, readConcern: { level } })).toMatchObject({ n: 1 });
  });

  it('is refused when the stable API does not hold it', async () => {
    const strict = { apiVersion: '1', apiStrict: true };
    const distinct = { distinct: 'docs1', key: 'n' };
    await expect(fixture.db.command({ ...distinct, ...strict })).rejects.toMatchObject({ code: 323 });
    await expect(fixture.db.command({ ping: 1, apiVersion: '2' })).rejects.toMatchObject({ code: 322 });
    const sessions = { aggregate: 1, pipeline: [{ $listLocalSessions: {} }], cursor: {} };
    await expect(fixture.db.command({ ...sessions, ...strict })).rejects.toMatchObject({ code: 323 });
    expect(await fixture.db.command({ ...distinct, apiVersion: '1' })).toMatchObject({ ok: 1 });
    expect(await fixture.db.command({ ping: 1, ...strict })).toMatchObject({ ok: 1 });
  });
});

describe('an unacknowledged write', () => {
  it('is told nothing, and what could be written is', async () => {
    const collection = await collectionWith([{ _id: 1 }]);
    const documents = [{ _id: 1 }, { _id: 2 }];
    const insert = { insert: collection.collectionName, documents, ordered: false };
    expect(await fixture.db.command({ ...insert, writeConcern: { w: 0 } })).toEqual({ ok: 1 });
    expect(ids(await collection.find().sort({ _id: 1 }).toArray())).toEqual([1, 2]);
    expect(await fixture.db.command({ ...insert, writeConcern: { w: 1 } })).toHaveProperty(
      'writeErrors.0.code',
      11000,
    );
  });
});
