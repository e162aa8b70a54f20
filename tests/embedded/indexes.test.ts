import { type Collection, Decimal128, type Document, type Filter, Long, type Sort } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, type Loose, startFixture } from './support.ts';

let fixture: Fixture;
let made = 0;
beforeAll(async () => {
  fixture = await startFixture({ ttlEveryMs: 30 });
});
afterAll(() => fixture.stop());

function newCollection(): Collection<Loose> {
  made += 1;
  return fixture.db.collection<Loose>(`indexed${made}`);
}

type Use = { index: string | undefined; examined: number; returned: number };

async function explain(collection: Collection<Loose>, filter: Filter<Loose>, sort: Sort = {}): Promise<Use> {
  const plan = await collection.find(filter).sort(sort).explain('executionStats');
  const { totalDocsExamined, nReturned } = plan['executionStats'];
  return {
    index: plan['queryPlanner'].winningPlan.inputStage?.indexName,
    examined: totalDocsExamined,
    returned: nReturned,
  };
}

describe('look-ups through indexes', () => {
  let collection: Collection<Loose>;
  beforeAll(async () => {
    collection = newCollection();
    await collection.insertMany(
      Array.from({ length: 500 }, (_, i) => ({
        _id: i,
        who: `p${i % 50}`,
        at: new Date(i * 1000),
        tags: [`t${i % 7}`, `u${i}`],
      })),
    );
    await collection.createIndex({ who: 1, at: -1 }, { name: 'who_at' });
    await collection.createIndex({ tags: 1 }, { name: 'tags' });
    await collection.createIndex({ at: 1 }, { name: 'at' });
  });
  const cases: [string, Filter<Loose>, Use][] = [
    ['an _id', { _id: 42 }, { index: '_id_', examined: 1, returned: 1 }],
    ['several _ids', { _id: { $in: [1, 2, 999] } }, { index: '_id_', examined: 2, returned: 2 }],
    ['an equality prefix', { who: 'p3' }, { index: 'who_at', examined: 10, returned: 10 }],
    [
      'equality and range',
      { who: 'p3', at: { $gte: new Date(100_000), $lt: new Date(200_000) } },
      { index: 'who_at', examined: 2, returned: 2 },
    ],
    ['a range', { at: { $gt: new Date(490_000) } }, { index: 'at', examined: 10, returned: 9 }],
    ['an array element', { tags: 'u77' }, { index: 'tags', examined: 1, returned: 1 }],
    [
      'a condition under $and',
      { $and: [{ _id: 7 }, { who: 'p7' }] },
      { index: '_id_', examined: 1, returned: 1 },
    ],
  ];
  it.each(cases)('read only what %s needs', async (_, filter, expected) => {
    expect(await explain(collection, filter)).toEqual(expected);
  });

  it('read both branches of an $or through their indexes', async () => {
    const plan = await collection.find({ $or: [{ _id: 1 }, { tags: 'u9' }] }).explain('executionStats');
    expect(plan['queryPlanner'].winningPlan.stage).toBe('OR');
    expect(plan['executionStats']).toMatchObject({ totalDocsExamined: 2, nReturned: 2 });
  });

  it('sort by the index and stop at the limit', async () => {
    const page = await collection.find({ who: 'p3' }).sort({ at: -1 }).limit(3).explain('executionStats');
    expect(page['executionStats'].totalDocsExamined).toBe(3);
    const ids = (await collection.find({}).sort({ at: -1 }).limit(300).toArray()).map((doc) => doc['_id']);
    expect(ids).toEqual(Array.from({ length: 300 }, (_, i) => 499 - i));
    const forward = (await collection.find({ who: 'p3' }).sort({ at: 1 }).toArray()).map((doc) => doc['_id']);
    expect(forward).toEqual(Array.from({ length: 10 }, (_, i) => 3 + i * 50));
  });

  it('scan when no index fits, and refuse a hint that names none', async () => {
    expect(await explain(collection, { nobody: 1 })).toEqual({
      index: undefined,
      examined: 500,
      returned: 0,
    });
    await expect(collection.find({}).hint('absent').toArray()).rejects.toMatchObject({ code: 2 });
  });
});

describe('index answers', () => {
  it('are the same as those of a scan, for long keys, mixed numbers and arrays of documents', async () => {
    const collection = newCollection();
    const long = 'x'.repeat(5000);
    await collection.insertMany([
      { _id: 1, k: `${long}a` },
      { _id: 2, k: `${long}b` },
      { _id: 3, k: Long.fromString('9007199254740993') },
      { _id: 4, k: 9007199254740992 },
      { _id: 5, k: Decimal128.fromString('1.5') },
      { _id: 6, k: 1.5 },
      { _id: 7, k: [{ v: 1 }, { v: 3 }] },
      { _id: 8, k: null },
      { _id: 9 },
    ]);
    await collection.createIndex({ k: 1 });
    await collection.createIndex({ 'k.v': 1 });
    const ids = async (filter: Filter<Loose>) =>
      (await collection.find(filter).toArray()).map((doc) => Number(doc._id)).toSorted((a, b) => a - b);
    expect(await ids({ k: `${long}b` })).toEqual([2]);
    expect(await ids({ k: { $gt: `${long}a` } })).toEqual([2]);
    expect(await ids({ k: Long.fromString('9007199254740993') })).toEqual([3]);
    expect(await ids({ k: 1.5 })).toEqual([5, 6]);
    expect(await ids({ k: null })).toEqual([8, 9]);
    expect(await ids({ 'k.v': { $gt: 1, $lt: 3 } })).toEqual([7]);
    expect(await ids({ k: { v: 3 } })).toEqual([7]);
  });

  it('follow updates and deletes', async () => {
    const collection = newCollection();
    await collection.createIndex({ a: 1 });
    await collection.insertMany([1, 2, 3].map((_id) => ({ _id, a: _id })));
    await collection.updateMany({ a: { $gte: 2 } }, { $inc: { a: 10 } });
    await collection.deleteOne({ a: 13 });
    expect(
      await collection
        .find({ a: { $gt: 0 } })
        .sort({ a: 1 })
        .toArray(),
    ).toEqual([
      { _id: 1, a: 1 },
      { _id: 2, a: 12 },
    ]);
    expect(await collection.countDocuments({ a: 2 })).toBe(0);
  });
});

describe('unique indexes', () => {
  it('let one of 50 concurrent inserts through', async () => {
    const collection = newCollection();
    await collection.createIndex({ a: 1, b: 1 }, { unique: true });
    const inserts = Array.from({ length: 50 }, (_, i) => collection.insertOne({ a: 1, b: 2, i }));
    const results = await Promise.allSettled(inserts);
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect(await collection.countDocuments()).toBe(1);
  });

  it('let one of 50 concurrent upserts insert', async () => {
    const collection = newCollection();
    await collection.createIndex({ key: 1 }, { unique: true });
    const upserts = Array.from({ length: 50 }, () =>
      collection.updateOne({ key: 'k' }, { $inc: { n: 1 } }, { upsert: true }),
    );
    await Promise.all(upserts);
    expect(await collection.find({}, { projection: { _id: 0 } }).toArray()).toEqual([{ key: 'k', n: 50 }]);
  });

  it('name the key in the error and report the place in the batch', async () => {
    const collection = newCollection();
    await collection.createIndex({ a: 1 }, { unique: true });
    const docs = [
      { _id: 1, a: 1 },
      { _id: 2, a: 1 },
      { _id: 3, a: 3 },
    ];
    const failure = await collection.insertMany(docs, { ordered: false }).catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 11000,
      result: { insertedCount: 2 },
      writeErrors: [{ index: 1, code: 11000 }],
    });
    const single = await collection.insertOne({ a: 1 }).catch((error: unknown) => error);
    expect(single).toMatchObject({ code: 11000, keyPattern: { a: 1 }, keyValue: { a: 1 } });
    expect(String(single)).toMatch(
      /E11000 duplicate key error collection: test\.\w+ index: a_1 dup key: \{ a: 1 \}/,
    );
  });

  it('stop an ordered batch at the first duplicate', async () => {
    const collection = newCollection();
    await expect(collection.insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }])).rejects.toMatchObject({
      code: 11000,
    });
    expect(await collection.countDocuments()).toBe(1);
  });

  it('allow many missing values when sparse, and hold only inside a partial filter', async () => {
    const sparse = newCollection();
    await sparse.createIndex({ a: 1 }, { unique: true, sparse: true });
    await sparse.insertMany([{}, {}, { a: 1 }]);
    await expect(sparse.insertOne({ a: 1 })).rejects.toMatchObject({ code: 11000 });
    expect(await sparse.countDocuments({ a: null })).toBe(2);
    const partial = newCollection();
    await partial.createIndex({ a: 1 }, { unique: true, partialFilterExpression: { open: true } });
    await partial.insertMany([{ a: 1 }, { a: 1 }, { a: 1, open: true }]);
    await expect(partial.insertOne({ a: 1, open: true })).rejects.toMatchObject({ code: 11000 });
    await expect(partial.updateMany({ a: 1 }, { $set: { open: true } })).rejects.toMatchObject({
      code: 11000,
    });
    expect(await partial.countDocuments({ a: 1 })).toBe(3);
  });

  it('count array elements, and equal numbers of two types, as duplicates', async () => {
    const collection = newCollection();
    await collection.createIndex({ a: 1 }, { unique: true });
    await collection.insertOne({ a: [1, 2] });
    await expect(collection.insertOne({ a: [2, 3] })).rejects.toMatchObject({ code: 11000 });
    await expect(collection.insertOne({ a: Long.fromNumber(1) })).rejects.toMatchObject({ code: 11000 });
    await expect(collection.insertOne({ a: Decimal128.fromString('1.0') })).rejects.toMatchObject({
      code: 11000,
    });
    await collection.insertOne({ a: Decimal128.fromString('1.00000000000000000001') });
  });

  it('cannot be built over duplicates', async () => {
    const collection = newCollection();
    await collection.insertMany([{ a: 1 }, { a: 1 }]);
    await expect(collection.createIndex({ a: 1 }, { unique: true })).rejects.toMatchObject({ code: 11000 });
    expect((await collection.indexes()).map((index) => index.name)).toEqual(['_id_']);
  });
});

describe('index commands', () => {
  it('list what was created and drop it', async () => {
    const collection = newCollection();
    await collection.createIndex({ a: 1, b: -1 }, { unique: true });
    await collection.createIndex({ t: 1 }, { expireAfterSeconds: 60 });
    await collection.createIndex({ a: 1, b: -1 }, { unique: true });
    expect(await collection.indexes()).toEqual([
      { v: 2, key: { _id: 1 }, name: '_id_' },
      { v: 2, key: { a: 1, b: -1 }, name: 'a_1_b_-1', unique: true },
      { v: 2, key: { t: 1 }, name: 't_1', expireAfterSeconds: 60 },
    ]);
    await collection.dropIndex('a_1_b_-1');
    await collection.insertMany([{ a: 1 }, { a: 1 }]);
    await expect(collection.dropIndex('a_1_b_-1')).rejects.toMatchObject({ code: 27 });
  });

  it('refuse other options under the same name, two arrays in one key, and kinds there are not', async () => {
    const collection = newCollection();
    await collection.createIndex({ a: 1, b: 1 });
    await expect(collection.createIndex({ a: 1, b: 1 }, { unique: true })).rejects.toMatchObject({
      code: 86,
    });
    await expect(collection.createIndex({ a: 1, b: 1 }, { name: 'other' })).rejects.toMatchObject({
      code: 85,
    });
    await expect(collection.insertOne({ a: [1], b: [2] })).rejects.toMatchObject({ code: 171 });
    await expect(collection.createIndex({ place: '2dsphere' })).rejects.toMatchObject({ code: 115 });
    const unique = collection.createIndex({ a: 1 }, { unique: true, collation: { locale: 'zh' } });
    await expect(unique).rejects.toMatchObject({ code: 115 });
  });
});

it('says of an index whether it was asked for in the background, as MongoDB does', async () => {
  const collection = newCollection();
  await collection.createIndex({ a: 1 }, { background: false });
  await collection.createIndex({ a: 1 }, { background: true });
  expect(await collection.indexes()).toMatchObject([{ name: '_id_' }, { name: 'a_1', background: false }]);
});

it('stand side by side over the same key where what they hold differs, each under its name', async () => {
  const collection = newCollection();
  const only = (kind: string): Document => ({ name: kind, unique: true, partialFilterExpression: { kind } });
  await collection.createIndex({ a: 1 }, only('x'));
  await collection.createIndex({ a: 1 }, only('y'));
  await collection.createIndex({ a: 1 });
  await collection.createIndex({ a: 1 }, { name: 'sparse', sparse: true });
  const { length } = await collection.indexes();
  expect(length).toBe(5);
  await collection.insertMany([
    { a: 1, kind: 'x' },
    { a: 1, kind: 'y' },
    { a: 1, kind: 'z' },
    { a: 1, kind: 'z' },
  ]);
  await expect(collection.insertOne({ a: 1, kind: 'y' })).rejects.toMatchObject({ code: 11000 });
  expect(await collection.countDocuments({ a: 1, kind: 'x' })).toBe(1);
  expect(await collection.countDocuments({ a: 1 })).toBe(4);
  await expect(collection.createIndex({ a: 1 }, { expireAfterSeconds: 5 })).rejects.toMatchObject({
    code: 85,
  });
});

it('are asked for by name where several have the key, and the one of _id stays', async () => {
  const collection = newCollection();
  await collection.insertOne({ a: 1 });
  await collection.createIndex({ a: 1 });
  await collection.createIndex({ a: 1 }, { name: 'sparse', sparse: true });
  const byKey = { a: 1 } as const;
  await expect(collection.find().hint(byKey).toArray()).rejects.toMatchObject({ code: 27 });
  await expect(dropByKey(byKey)).rejects.toMatchObject({ codeName: 'AmbiguousIndexKeyPattern' });
  expect(await collection.find().hint('sparse').toArray()).toHaveLength(1);
  await collection.dropIndex('sparse');
  await dropByKey(byKey);
  await expect(collection.dropIndex('_id_')).rejects.toMatchObject({ code: 72 });
  expect(await collection.indexes()).toHaveLength(1);

  function dropByKey(index: Document): Promise<Document> {
    return fixture.db.command({ dropIndexes: collection.collectionName, index });
  }
});

describe('a partial filter', () => {
  it('may hold only what an index can decide', async () => {
    const collection = fixture.db.collection('partialRules');
    const make = (partialFilterExpression: Document): Promise<string> =>
      collection.createIndex({ a: 1 }, { partialFilterExpression });
    const refused = [
      { a: { $exists: false } },
      { a: { $ne: 1 } },
      { a: { $not: { $gt: 1 } } },
      { $nor: [{ a: 1 }] },
    ];
    for (const filter of refused) await expect(make(filter)).rejects.toMatchObject({ code: 67 });
    expect(await make({ $and: [{ a: { $exists: true, $gte: 1 } }, { b: { $type: 'string' } }] })).toBe('a_1');
  });
});

describe('TTL indexes', () => {
  it('remove what is past its time, and keep later dates, texts and missing fields', async () => {
    const collection = newCollection();
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 60 });
    const old = new Date(Date.now() - 61_000);
    await collection.insertMany([
      { _id: 1, at: old },
      { _id: 2, at: new Date() },
      { _id: 3, at: old.toISOString() },
      { _id: 4 },
    ]);
    await expect.poll(() => collection.countDocuments({ _id: 1 }), { timeout: 30_000 }).toBe(0);
    expect(await collection.countDocuments()).toBe(3);
  });

  it('leave alone what a partial filter excludes', async () => {
    const collection = newCollection();
    const partialFilterExpression = { done: true };
    await collection.createIndex({ at: 1 }, { expireAfterSeconds: 1, partialFilterExpression });
    const at = new Date(0);
    await collection.insertMany([
      { _id: 1, at, done: true },
      { _id: 2, at, done: false },
    ]);
    await expect.poll(() => collection.countDocuments({ _id: 1 }), { timeout: 30_000 }).toBe(0);
    expect(await collection.countDocuments()).toBe(1);
  });
});
