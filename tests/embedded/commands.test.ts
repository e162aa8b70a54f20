import { type Collection, Decimal128, type Document, GridFSBucket, Long } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Cursors } from '../../server/embedded/storage/cursors.ts';
import { type Fixture, type Loose, startFixture } from './support.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const collectionWith = (docs: Document[]) => fixture.collectionWith(docs);

const numbered = (count: number): Document[] =>
  Array.from({ length: count }, (_, i) => ({ _id: i, n: i % 3 }));

describe('cursors', () => {
  it('hand out batches of the asked size until nothing is left', async () => {
    const collection = await collectionWith(numbered(250));
    const { db, collectionName } = collection;
    const first = await db.command({ find: collectionName, batchSize: 100 });
    expect(first['cursor'].firstBatch).toHaveLength(100);
    const id = Long.fromNumber(Number(first['cursor'].id));
    const next = await db.command({ getMore: id, collection: collectionName, batchSize: 100 });
    expect(next['cursor'].nextBatch).toHaveLength(100);
    const last = await db.command({ getMore: id, collection: collectionName, batchSize: 100 });
    expect(last['cursor'].nextBatch).toHaveLength(50);
    expect(Number(last['cursor'].id)).toBe(0);
    await expect(db.command({ getMore: id, collection: collectionName })).rejects.toMatchObject({ code: 43 });
  });

  it('are gone after killCursors', async () => {
    const collection = await collectionWith(numbered(20));
    const { db, collectionName } = collection;
    const { cursor } = await db.command({ find: collectionName, batchSize: 0 });
    const id = Long.fromNumber(Number(cursor.id));
    const killed = await db.command({ killCursors: collectionName, cursors: [id, Long.fromNumber(999)] });
    expect(killed).toMatchObject({ cursorsKilled: [id.toNumber()], cursorsNotFound: [999] });
    await expect(db.command({ getMore: id, collection: collectionName })).rejects.toMatchObject({ code: 43 });
  });

  it('iterate with sort, skip and limit, and keep going while documents are written', async () => {
    const collection = await collectionWith(numbered(1000));
    const seen: unknown[] = [];
    for await (const doc of collection.find().batchSize(10)) {
      seen.push(doc['_id']);
      if (seen.length === 500) await collection.deleteMany({ _id: { $gte: 990 } });
    }
    expect(seen).toHaveLength(990);
    const page = await collection.find().sort({ _id: -1 }).skip(5).limit(3).toArray();
    expect(page.map((doc) => doc['_id'])).toEqual([984, 983, 982]);
  });

  it('fail when what they read is dropped or renamed, and not when something else is', async () => {
    const lost = [
      (c: Collection<Loose>) => c.drop(),
      (c: Collection<Loose>) => c.rename(`${c.collectionName}b`),
      (c: Collection<Loose>) => c.dropIndex('n_1'),
      (c: Collection<Loose>) => c.aggregate([{ $limit: 1 }, { $out: c.collectionName }]).toArray(),
    ];
    for (const lose of lost) {
      const collection = await collectionWith(numbered(700));
      await collection.createIndex({ n: 1 });
      await collection.createIndex({ other: 1 });
      const cursor = collection.find({ n: { $gte: 0 } }).batchSize(10);
      await cursor.next();
      await collection.dropIndex('other_1');
      await lose(collection);
      await expect(cursor.toArray()).rejects.toMatchObject({ code: 175, codeName: 'QueryPlanKilled' });
    }
    const collection = await collectionWith(numbered(700));
    const cursor = collection.find().batchSize(10);
    await cursor.next();
    await collection.createIndex({ n: 1 });
    await collection.dropIndex('n_1');
    expect(await cursor.toArray()).toHaveLength(699);
  });

  it('sort more documents than are held decoded, and show of each what the query matched', async () => {
    const size = 1500;
    const docs = Array.from({ length: size }, (_, i) => ({ _id: i, v: (i * 7) % size, l: [0, i % 3] }));
    const collection = await collectionWith(docs);
    const found = await collection
      .find({ l: { $gt: 0 } }, { projection: { v: 1, 'l.$': 1 } })
      .sort({ v: -1 })
      .toArray();
    const wanted = docs.filter(({ l: [, last = 0] }) => last > 0).sort((a, b) => b.v - a.v);
    expect(found).toEqual(wanted.map(({ _id, v, l }) => ({ _id, v, l: l.slice(1) })));
  });

  it('that nobody has used for ten minutes end, and let go of what they read', () => {
    const cursors = new Cursors();
    let isReleased = false;
    function* read(): Generator<Buffer> {
      try {
        for (;;) yield Buffer.alloc(5);
      } finally {
        isReleased = true;
      }
    }
    cursors.open('test.x', read(), { batchSize: 1, single: false });
    cursors.killIdle(Date.now() + 9 * 60_000);
    expect(cursors.getMore(1n, 'test.x', 1)).toBeInstanceOf(Buffer);
    cursors.killIdle(Date.now() + 10 * 60_000 + 1000);
    expect(isReleased).toBe(true);
    expect(() => cursors.getMore(1n, 'test.x', 1)).toThrow('cursor id 1 not found');
  });

  it('keep each reply under the message limit', async () => {
    const collection = await collectionWith([]);
    const text = 'x'.repeat(5_000_000);
    for (let i = 0; i < 8; i += 1) await collection.insertOne({ _id: i, text });
    expect(await collection.find().toArray()).toHaveLength(8);
  });
});

describe('count, distinct and catalog commands', () => {
  it('count and list distinct values', async () => {
    const collection = await collectionWith([...numbered(9), { _id: 'x', n: [7, 1] }]);
    expect(await collection.countDocuments({ n: 1 })).toBe(4);
    expect(await collection.estimatedDocumentCount()).toBe(10);
    expect(await collection.distinct('n')).toEqual([0, 1, 2, 7]);
    expect(
      await collection.db.command({ count: collection.collectionName, query: { n: 1 }, skip: 1, limit: 2 }),
    ).toMatchObject({ n: 2 });
  });

  it('create, list and drop collections and databases', async () => {
    const db = fixture.client.db('catalog');
    await db.createCollection('one');
    await db.collection('two').insertOne({ a: 1 });
    await expect(db.command({ create: 'one' })).rejects.toMatchObject({ code: 48 });
    expect((await db.listCollections().toArray()).map(({ name }) => name).sort()).toEqual(['one', 'two']);
    expect(await db.listCollections({ name: 'two' }, { nameOnly: true }).toArray()).toEqual([
      { name: 'two', type: 'collection' },
    ]);
    expect(await db.dropCollection('one')).toBe(true);
    const { databases } = await db.admin().listDatabases();
    expect(databases.map(({ name }) => name)).toContain('catalog');
    await db.dropDatabase();
    expect(await db.listCollections().toArray()).toEqual([]);
  });

  it('delete one or many', async () => {
    const collection = await collectionWith(numbered(9));
    expect((await collection.deleteOne({ n: 1 })).deletedCount).toBe(1);
    expect((await collection.deleteMany({ n: 1 })).deletedCount).toBe(2);
    expect((await collection.deleteMany({})).deletedCount).toBe(6);
  });
});

describe('refusals', () => {
  const refused: [string, Document, number][] = [
    ['an unknown command', { fly: 1 }, 59],
    ['a transaction', { find: 'x', txnNumber: Long.fromNumber(1), lsid: { id: 1 } }, 20],
    ['a change stream', { aggregate: 'x', pipeline: [{ $changeStream: {} }], cursor: {} }, 40573],
    ['an unknown stage', { aggregate: 'x', pipeline: [{ $fly: {} }], cursor: {} }, 40324],
    ['a name every object has', { aggregate: 'x', pipeline: [{ constructor: {} }], cursor: {} }, 40324],
    [
      'a stage of two operators',
      { aggregate: 'x', pipeline: [{ $match: {}, $limit: 1 }], cursor: {} },
      40323,
    ],
    ['an aggregation without cursor', { aggregate: 'x', pipeline: [] }, 9],
    [
      'a collection of a collation there is not',
      { create: 'x', collation: { locale: 'zh', strength: 4 } },
      115,
    ],
    ['an unknown locale', { find: 'x', collation: { locale: 'nowhere' } }, 2],
    ['a collation of strength 4', { find: 'x', collation: { locale: 'zh', strength: 4 } }, 115],
    [
      'an expression under a collation',
      { find: 'x', filter: { $expr: true }, collation: { locale: 'zh' } },
      115,
    ],
    [
      'groups under a collation',
      { aggregate: 'x', pipeline: [{ $group: { _id: '$a' } }], cursor: {}, collation: { locale: 'zh' } },
      115,
    ],
    ['bounds of an index', { find: 'x', min: { a: 1 } }, 115],
    ['a view', { create: 'x', viewOn: 'y', pipeline: [] }, 115],
    ['a validator', { create: 'x', validator: { a: 1 } }, 115],
    ['collMod', { collMod: 'x', validator: {} }, 59],
    ['statistics', { collStats: 'x' }, 59],
    ['a look at parameters', { getParameter: '*' }, 59],
    ['writes on w: 2', { insert: 'x', documents: [{}], writeConcern: { w: 2 } }, 2],
    ['a tailable cursor', { find: 'x', tailable: true }, 2],
    ['waiting for data', { find: 'x', awaitData: true }, 2],
    ['a misspelt option of a find', { find: 'x', fliter: {} }, 40415],
    ['a misspelt option of an update', { update: 'x', updates: [{ q: {}, u: {}, upserts: true }] }, 40415],
    ['a misspelt option of a delete', { delete: 'x', deletes: [{ q: {}, limit: 0, hints: 'a' }] }, 40415],
    ['a misspelt option of an aggregation', { aggregate: 'x', pipeline: [], cursor: {}, lets: {} }, 40415],
    ['a hidden index', { createIndexes: 'x', indexes: [{ key: { a: 1 }, name: 'a', hidden: true }] }, 197],
    ['a collection that expires', { create: 'x', expireAfterSeconds: 5 }, 115],
    ['a geo query', { find: 'x', filter: { at: { $near: [1, 2] } } }, 115],
    ['a text query', { find: 'x', filter: { $text: { $search: 'a' } } }, 115],
    ['script in a query', { find: 'x', filter: { $where: 'true' } }, 115],
    ['an unknown operator', { find: 'x', filter: { a: { $fly: 1 } } }, 2],
    ['$in without a list', { find: 'x', filter: { a: { $in: 1 } } }, 2],
    ['a capped collection', { create: 'x', capped: true, size: 1000 }, 115],
    ['indexes of a collection that is not there', { listIndexes: 'absent' }, 26],
  ];
  it.each(refused)('answer %s with its code', async (_, command, code) => {
    await expect(fixture.db.command(command)).rejects.toMatchObject({ code });
  });

  it('answer a hint of no index and an _id of operators', async () => {
    const collection = await collectionWith([{ _id: 1 }]);
    await expect(collection.find({}, { hint: 'a_1' }).toArray()).rejects.toMatchObject({ code: 2 });
    await expect(collection.insertOne(JSON.parse('{"_id":{"$a":1}}'))).rejects.toMatchObject({ code: 52 });
  });

  it('watch() fails as on a standalone server', async () => {
    const stream = fixture.db.collection('x').watch();
    await expect(stream.next()).rejects.toMatchObject({ code: 40573 });
  });
});

describe('aggregation', () => {
  const sales = [
    { _id: 1, shop: 'a', price: 5, at: new Date('2026-03-01T20:00:00Z'), items: ['x', 'y'] },
    { _id: 2, shop: 'a', price: 15, at: new Date('2026-03-02T01:00:00Z'), items: [] },
    { _id: 3, shop: 'b', price: 25, at: new Date('2026-03-02T02:00:00Z'), items: ['x'] },
  ];
  it('groups, sorts, unwinds and formats dates in a time zone', async () => {
    const collection = await collectionWith(sales);
    const groups = await collection
      .aggregate([
        { $group: { _id: '$shop', sum: { $sum: '$price' }, n: { $sum: 1 } } },
        { $sort: { sum: -1, _id: 1 } },
      ])
      .toArray();
    expect(groups).toEqual([
      { _id: 'b', sum: 25, n: 1 },
      { _id: 'a', sum: 20, n: 2 },
    ]);
    const days = await collection
      .aggregate([
        {
          $group: {
            _id: { $dateToString: { date: '$at', format: '%Y-%m-%d', timezone: 'Asia/Shanghai' } },
            n: { $sum: 1 },
          },
        },
      ])
      .toArray();
    expect(days).toEqual([{ _id: '2026-03-02', n: 3 }]);
    expect(await collection.aggregate([{ $unwind: '$items' }, { $count: 'n' }]).toArray()).toEqual([
      { n: 3 },
    ]);
  });

  it('puts a value on a boundary into the bucket above, and emits no empty bucket', async () => {
    const collection = await collectionWith([1, 10, 11, 40, 99].map((v, _id) => ({ _id, v })));
    const buckets = await collection
      .aggregate([
        {
          $bucket: {
            groupBy: '$v',
            boundaries: [0, 10, 20, 30, 50],
            default: 'more',
            output: { n: { $sum: 1 } },
          },
        },
      ])
      .toArray();
    expect(buckets).toEqual([
      { _id: 0, n: 1 },
      { _id: 10, n: 2 },
      { _id: 30, n: 1 },
      { _id: 'more', n: 1 },
    ]);
  });

  it('facets do not disturb each other', async () => {
    const collection = await collectionWith(sales);
    const [result] = await collection
      .aggregate([
        {
          $facet: {
            one: [{ $set: { price: 0 } }, { $limit: 1 }],
            two: [{ $group: { _id: null, sum: { $sum: '$price' } } }],
          },
        },
      ])
      .toArray();
    expect(result).toMatchObject({ one: [{ price: 0 }], two: [{ sum: 45 }] });
  });

  it('joins by field, by pipeline with let, and by union', async () => {
    const shops = await collectionWith([
      { _id: 'a', title: '一' },
      { _id: 'b', title: '二' },
    ]);
    const collection = await collectionWith(sales);
    const joined = await shops
      .aggregate([
        {
          $lookup: {
            from: collection.collectionName,
            localField: '_id',
            foreignField: 'shop',
            as: 'sales',
            pipeline: [{ $project: { price: 1 } }],
          },
        },
        { $sort: { _id: 1 } },
      ])
      .toArray();
    expect(joined[0]?.['sales']).toEqual([
      { _id: 1, price: 5 },
      { _id: 2, price: 15 },
    ]);
    const dear = await shops
      .aggregate([
        {
          $lookup: {
            from: collection.collectionName,
            let: { shop: '$_id' },
            pipeline: [
              { $match: { $expr: { $and: [{ $eq: ['$shop', '$$shop'] }, { $gt: ['$price', 10] }] } } },
            ],
            as: 'dear',
          },
        },
        { $project: { n: { $size: '$dear' } } },
      ])
      .toArray();
    expect(dear).toEqual([
      { _id: 'a', n: 1 },
      { _id: 'b', n: 1 },
    ]);
    const union = await shops
      .aggregate([{ $unionWith: { coll: collection.collectionName, pipeline: [{ $match: { price: 25 } }] } }])
      .toArray();
    expect(union.map((doc) => doc['_id'])).toEqual(['a', 'b', 3]);
    const front = [
      { $match: { price: { $gt: 1 } } },
      { $sort: { price: -1 } },
      { $limit: 1 },
      { $project: { from: { $literal: 'other' } } },
    ];
    const ordered = await shops
      .aggregate([{ $unionWith: { coll: collection.collectionName, pipeline: front } }])
      .toArray();
    expect(ordered.at(-1)).toEqual({ _id: 3, from: 'other' });
    expect(ordered).toHaveLength(3);
  });

  it('goes through an index for the leading $match and keeps exact types', async () => {
    const collection = await collectionWith([
      { _id: 1, big: Long.fromString('9007199254740993') },
      { _id: 2 },
    ]);
    const exact = await collection.aggregate([{ $match: { _id: 1 } }], { promoteLongs: false }).toArray();
    expect(exact[0]?.['big']).toEqual(Long.fromString('9007199254740993'));
    const plan = await collection.aggregate([{ $match: { _id: 1 } }, { $project: { a: 1 } }]).explain();
    expect(plan['stages'][0].$cursor.executionStats.totalDocsExamined).toBe(1);
  });

  it('finds the smallest and largest value in BSON order, and sums what are numbers', async () => {
    const collection = await collectionWith([
      { v: 5 },
      { v: 'a' },
      { v: null },
      { v: true },
      {},
      { d: Decimal128.fromString('0.1') },
    ]);
    const ends = { _id: null, least: { $min: '$v' }, most: { $max: '$v' }, sum: { $sum: '$v' } };
    expect(await collection.aggregate([{ $group: ends }]).toArray()).toEqual([
      { _id: null, least: 5, most: true, sum: 5 },
    ]);
    const sum = await collection.aggregate([{ $group: { _id: null, sum: { $sum: '$d' } } }]).toArray();
    expect(sum).toEqual([{ _id: null, sum: Decimal128.fromString('0.1') }]);
  });

  it('collects only present values, runs window sums, and puts _id first', async () => {
    const collection = await collectionWith([
      { _id: 1, v: 1, s: 'a' },
      { _id: 2, v: 2, s: 'a' },
      { _id: 3, v: 3 },
    ]);
    const groups = await collection
      .aggregate([{ $group: { _id: null, set: { $addToSet: '$s' }, all: { $push: '$s' } } }])
      .toArray();
    expect(groups).toEqual([{ _id: null, set: ['a'], all: ['a', 'a'] }]);
    const output = { run: { $sum: '$v', window: { documents: ['unbounded', 'current'] } } };
    const rows = await collection
      .aggregate([{ $setWindowFields: { sortBy: { v: 1 }, output } }, { $project: { run: 1 } }])
      .toArray();
    expect(rows).toEqual([
      { _id: 1, run: 1 },
      { _id: 2, run: 3 },
      { _id: 3, run: 6 },
    ]);
    expect(Object.keys(rows[0] ?? {})).toEqual(['_id', 'run']);
    const script = { $function: { body: 'function() { return 1 }', args: [], lang: 'js' } };
    await expect(collection.aggregate([{ $project: { x: script } }]).toArray()).rejects.toMatchObject({
      code: 2,
    });
  });

  it('compares across types in expressions as BSON does', async () => {
    const collection = await collectionWith([
      { _id: 1, a: [1, 2], b: [2, 1], c: { x: 1, y: 2 }, d: { y: 2, x: 1 } },
    ]);
    const [row] = await collection
      .aggregate([
        {
          $project: {
            lists: { $eq: ['$a', '$b'] },
            docs: { $eq: ['$c', '$d'] },
            missing: { $lt: ['$zz', null] },
            types: { $gt: ['$c', 'text'] },
          },
        },
      ])
      .toArray();
    expect(row).toEqual({ _id: 1, lists: false, docs: false, missing: true, types: true });
  });
});

describe('GridFS', () => {
  it('stores a file in chunks and gives the same bytes back', async () => {
    const bucket = new GridFSBucket(fixture.client.db('files'), { bucketName: 'photos' });
    const content = Buffer.from(Array.from({ length: 700_000 }, (_, i) => (i * 31) % 251));
    const upload = bucket.openUploadStream('a.jpg', { metadata: { owner: 'x' } });
    await new Promise<void>((resolve, reject) => upload.once('error', reject).end(content, () => resolve()));
    const chunks: Buffer[] = [];
    for await (const chunk of bucket.openDownloadStream(upload.id)) chunks.push(Buffer.from(chunk));
    expect(Buffer.concat(chunks).equals(content)).toBe(true);
    expect(await bucket.find({ filename: 'a.jpg' }).toArray()).toMatchObject([
      { length: 700_000, metadata: { owner: 'x' } },
    ]);
    const part: Buffer[] = [];
    for await (const chunk of bucket.openDownloadStream(upload.id, { start: 261_000, end: 262_000 }))
      part.push(Buffer.from(chunk));
    expect(Buffer.concat(part).equals(content.subarray(261_000, 262_000))).toBe(true);
    await bucket.rename(upload.id, 'b.jpg');
    expect(await bucket.find({ 'metadata.owner': 'x' }).toArray()).toMatchObject([{ filename: 'b.jpg' }]);
    await bucket.delete(upload.id);
    expect(await fixture.client.db('files').collection('photos.chunks').countDocuments()).toBe(0);
  });
});
