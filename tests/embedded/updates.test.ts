import { type Document, Int32, Long, ObjectId, Timestamp } from 'mongodb';
import type { UpdateOptions } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from './support.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const collectionWith = (docs: Document[]) => fixture.collectionWith(docs);

type Change = {
  before: Document;
  filter?: Document;
  update: Document;
  options?: UpdateOptions;
  after: Document;
};
const changes: [string, Change][] = [
  [
    '$set makes the documents on the way',
    { before: { a: 1 }, update: { $set: { 'x.y.z': 2 } }, after: { a: 1, x: { y: { z: 2 } } } },
  ],
  [
    '$set past the end of an array pads with null',
    { before: { a: [1] }, update: { $set: { 'a.3': 9 } }, after: { a: [1, null, null, 9] } },
  ],
  [
    '$pull by operators enters arrays in the array',
    { before: { a: [[1], [3], 5] }, update: { $pull: { a: { $lte: 1 } } }, after: { a: [[3], 5] } },
  ],
  [
    '$unset removes, and leaves null in an array',
    { before: { a: [1, 2], b: 1 }, update: { $unset: { 'a.0': '', b: '' } }, after: { a: [null, 2] } },
  ],
  [
    '$inc and $mul',
    {
      before: { a: 1, b: 3 },
      update: { $inc: { a: 2, n: 5 }, $mul: { b: 1.5, m: 4 } },
      after: { a: 3, b: 4.5, m: 0, n: 5 },
    },
  ],
  [
    '$bit, which does what it names in turn, and starts from 0',
    {
      before: { a: 13, b: 5 },
      update: { $bit: { a: { and: 10, or: 4 }, b: { xor: new Long(1) }, n: { or: 6 } } },
      after: { a: 12, b: 4, n: 6 },
    },
  ],
  [
    '$min and $max',
    { before: { a: 5, b: 5 }, update: { $min: { a: 3 }, $max: { b: 3, c: 1 } }, after: { a: 3, b: 5, c: 1 } },
  ],
  ['$rename', { before: { a: { b: 1 } }, update: { $rename: { 'a.b': 'c' } }, after: { a: {}, c: 1 } }],
  [
    '$push with $each, $position, $sort and $slice',
    {
      before: { a: [{ k: 3 }, { k: 1 }] },
      update: { $push: { a: { $each: [{ k: 2 }, { k: 9 }], $sort: { k: -1 }, $slice: 3 } } },
      after: { a: [{ k: 9 }, { k: 3 }, { k: 2 }] },
    },
  ],
  [
    '$push at a position',
    {
      before: { a: [1, 4] },
      update: { $push: { a: { $each: [2, 3], $position: 1 } } },
      after: { a: [1, 2, 3, 4] },
    },
  ],
  [
    '$addToSet',
    {
      before: { a: [1, { x: 1 }] },
      update: { $addToSet: { a: { $each: [1, { x: 1 }, 2] } } },
      after: { a: [1, { x: 1 }, 2] },
    },
  ],
  [
    '$pop',
    { before: { a: [1, 2, 3], b: [1, 2] }, update: { $pop: { a: 1, b: -1 } }, after: { a: [1, 2], b: [2] } },
  ],
  [
    '$pull by condition',
    {
      before: {
        a: [
          { k: 1, v: 1 },
          { k: 2, v: 1 },
        ],
      },
      update: { $pull: { a: { k: { $gte: 2 } } } },
      after: { a: [{ k: 1, v: 1 }] },
    },
  ],
  ['$pull by value', { before: { a: [1, 2, 1] }, update: { $pull: { a: 1 } }, after: { a: [2] } }],
  ['$pullAll', { before: { a: [1, 2, 3] }, update: { $pullAll: { a: [1, 3] } }, after: { a: [2] } }],
  [
    'the positional $',
    {
      before: { a: [{ k: 1 }, { k: 2 }] },
      filter: { 'a.k': 2 },
      update: { $set: { 'a.$.v': 'x' } },
      after: { a: [{ k: 1 }, { k: 2, v: 'x' }] },
    },
  ],
  [
    'the positional $ where a field is there',
    {
      before: { a: [{ k: 1 }, { v: 2 }] },
      filter: { 'a.v': { $exists: true } },
      update: { $set: { 'a.$.v': 'x' } },
      after: { a: [{ k: 1 }, { v: 'x' }] },
    },
  ],
  [
    'the positional $ where an element has a type',
    {
      before: { a: [1, 'b'], c: [{ l: [1] }, { l: [1, 2] }] },
      filter: { a: { $type: 'string' } },
      update: { $set: { 'a.$': 'x' } },
      after: { a: [1, 'x'], c: [{ l: [1] }, { l: [1, 2] }] },
    },
  ],
  [
    'the positional $ where a list has a length',
    {
      before: { c: [{ l: [1] }, { l: [1, 2] }] },
      filter: { 'c.l': { $size: 2 } },
      update: { $set: { 'c.$.n': 2 } },
      after: { c: [{ l: [1] }, { l: [1, 2], n: 2 }] },
    },
  ],
  [
    'every element by $[]',
    { before: { a: [1, 2] }, update: { $inc: { 'a.$[]': 10 } }, after: { a: [11, 12] } },
  ],
  [
    'chosen elements by arrayFilters',
    {
      before: {
        a: [
          { k: 1, l: [1, 9] },
          { k: 2, l: [9] },
        ],
      },
      update: { $set: { 'a.$[big].l.$[nine]': 0 } },
      options: { arrayFilters: [{ 'big.k': { $gt: 1 } }, { nine: { $gte: 9 } }] },
      after: {
        a: [
          { k: 1, l: [1, 9] },
          { k: 2, l: [0] },
        ],
      },
    },
  ],
];

describe('updates', () => {
  it.each(changes)('%s', async (_, { before, filter, update, options, after }) => {
    const collection = await collectionWith([{ _id: 1, ...before }]);
    const result = await collection.updateOne({ _id: 1, ...filter }, update, options);
    expect(result).toMatchObject({ matchedCount: 1, modifiedCount: 1 });
    expect(await collection.findOne()).toEqual({ _id: 1, ...after });
  });

  it('that change nothing are matched, not modified', async () => {
    const collection = await collectionWith([{ _id: 1, a: 1 }]);
    expect(await collection.updateOne({ _id: 1 }, { $set: { a: 1 } })).toMatchObject({
      matchedCount: 1,
      modifiedCount: 0,
    });
  });

  it('by pipeline compute from the document', async () => {
    const collection = await collectionWith([{ _id: 1, a: 2, b: 3 }]);
    await collection.updateOne({ _id: 1 }, [{ $set: { c: { $add: ['$a', '$b'] } } }, { $unset: 'a' }]);
    expect(await collection.findOne()).toEqual({ _id: 1, b: 3, c: 5 });
  });

  it('of an Int32 past its range become a Long', async () => {
    const collection = await collectionWith([{ _id: 1, a: new Int32(2 ** 31 - 1) }]);
    await collection.updateOne({ _id: 1 }, { $inc: { a: 1 } });
    const found = await collection.findOne({}, { promoteValues: false, promoteLongs: false });
    expect(found?.['a']).toEqual(Long.fromNumber(2 ** 31));
  });

  it('of bits by a Long make a Long, and keep what an Int32 has of 32', async () => {
    const collection = await collectionWith([{ _id: 1, a: new Int32(5), b: new Int32(-1) }]);
    const update: Document = { $bit: { a: { xor: new Long(1) }, b: { and: -2 } } };
    await collection.updateOne({ _id: 1 }, update);
    const found = await collection.findOne({}, { promoteValues: false, promoteLongs: false });
    expect(found).toMatchObject({ a: new Long(4), b: new Int32(-2) });
  });

  const refusals: [string, Document, number][] = [
    ['of _id', { $set: { _id: 2 } }, 66],
    ['of two paths that meet', { $set: { a: 1, 'a.b': 1 } }, 40],
    ['through a number', { $set: { 'n.x': 1 } }, 28],
    ['by an unknown operator', { $sett: { a: 1 } }, 9],
    ['that push onto a number', { $push: { n: 1 } }, 2],
    ['that add to a text', { $inc: { s: 1 } }, 14],
    ['that pull through a number', { $pull: { 'n.x': 1 } }, 28],
    ['that pop through a list', { $pop: { 'list.x': 1 } }, 28],
    ['that rename through a number', { $rename: { 'n.x': 'y' } }, 28],
    ['that rename to no text', { $rename: { n: 5 } }, 2],
    ['that rename a position', { $rename: { 'list.$[]': 'y' } }, 2],
    ['of a position at the front', { $set: { $: 1 } }, 2],
    ['past the longest gap in a list', { $set: { 'list.1600000': 1 } }, 34],
    ['that add a moment to a number', { $inc: { n: new Timestamp({ t: 0, i: 1 }) } }, 14],
    ['that add no list to a set', { $addToSet: { list: { $each: 1 } } }, 14],
    ['with more beside $each of a set', { $addToSet: { list: { $each: [1], $slice: 1 } } }, 2],
    ['that sort by 2', { $push: { list: { $each: [], $sort: 2 } } }, 2],
    ['that sort by nothing', { $push: { list: { $each: [], $sort: {} } } }, 2],
    ['that sort by an empty name', { $push: { list: { $each: [], $sort: { 'b.': 1 } } } }, 2],
    ['with more beside the type of a date', { $currentDate: { d: { $type: 'date', x: 1 } } }, 2],
    ['of the bits of a text', { $bit: { s: { or: 1 } } }, 2],
    ['of bits by a broken number', { $bit: { n: { or: 1.5 } } }, 2],
    ['of bits by an unknown name', { $bit: { n: { nor: 1 } } }, 2],
    ['of bits by nothing', { $bit: { n: {} } }, 2],
    ['with $ where the query matched no array', { $set: { 'list.$': 1 } }, 2],
  ];
  it.each(refusals)('%s are refused and change nothing', async (_, update, code) => {
    const collection = await collectionWith([{ _id: 1, n: 1, s: 'x', list: [1] }]);
    await expect(collection.updateOne({ _id: 1 }, update)).rejects.toMatchObject({ code });
    expect(await collection.findOne()).toEqual({ _id: 1, n: 1, s: 'x', list: [1] });
  });

  it('by a replacement with an operator in it are refused', async () => {
    const command = fixture.db.command({ update: 'none', updates: [{ q: {}, u: { a: 1, $set: { b: 1 } } }] });
    expect(await command).toMatchObject({ writeErrors: [{ code: 52 }] });
  });

  it('by upsert refuse a query that pins a field twice, or one within another', async () => {
    const collection = await collectionWith([]);
    const queries = [
      { a: { $all: [1, 2] } },
      { a: 1, $and: [{ a: 1 }] },
      { a: 1, 'a-': 2, 'a.b': 1 },
      { a: { c: 1 }, 'a.b': 1 },
    ];
    for (const query of queries) {
      const updated = collection.updateOne(query, { $set: { x: 1 } }, { upsert: true });
      await expect(updated).rejects.toMatchObject({ code: 54 });
      expect(await collection.replaceOne(query, { x: 1 }, { upsert: true })).toMatchObject({
        upsertedCount: 1,
      });
      expect(Object.keys((await collection.findOneAndDelete({ x: 1 })) ?? {})).toEqual(['_id', 'x']);
    }
  });

  it('by upsert refuse a query that computes, found or not', async () => {
    const collection = await collectionWith([{ _id: 1, a: 1 }]);
    const $expr = { $eq: ['$a', 1] };
    for (const query of [{ $expr }, { $and: [{ _id: 1 }, { $or: [{ $expr }, { a: 2 }] }] }]) {
      const upsert = collection.updateOne(query, { $set: { x: 1 } }, { upsert: true });
      await expect(upsert).rejects.toMatchObject({ code: 224 });
      expect(await collection.updateOne(query, { $inc: { n: 1 } })).toMatchObject({ matchedCount: 1 });
    }
    expect(await collection.find().toArray()).toEqual([{ _id: 1, a: 1, n: 2 }]);
  });

  it('by replacement refuse to insert where the query knows a part of the _id alone', async () => {
    const collection = fixture.db.collection('ofParts');
    const byPart = { '_id.a': 1 };
    const replaced = collection.replaceOne(byPart, { x: 1 }, { upsert: true });
    await expect(replaced).rejects.toMatchObject({ code: 111 });
    await collection.updateOne(byPart, { $set: { x: 1 } }, { upsert: true });
    expect(await collection.findOne()).toEqual({ _id: { a: 1 }, x: 1 });
  });

  it('by upsert start from what the query pins down', async () => {
    const collection = await collectionWith([]);
    const filter = { 'k.a': 1, b: { $eq: 2 }, c: { $gt: 3 }, $and: [{ d: 4 }], e: { $in: [5, 6] } };
    const result = await collection.updateOne(
      filter,
      { $set: { s: 1 }, $setOnInsert: { o: 1 } },
      { upsert: true },
    );
    expect(result.upsertedCount).toBe(1);
    const [found] = await collection.find({}, { projection: { _id: 0 } }).toArray();
    expect(found).toEqual({ k: { a: 1 }, b: 2, d: 4, o: 1, s: 1 });
    expect(Object.keys(found ?? {})).toEqual(['b', 'd', 'k', 'o', 's']);
  });

  it('by upsert give a new document fields that begin with a dollar sign, a stored one none', async () => {
    const collection = await collectionWith([]);
    const update = { $set: { $price: 1, 'a.$b': 2 } };
    await collection.updateOne({ _id: 1 }, update, { upsert: true });
    expect(await collection.findOne()).toEqual({ _id: 1, $price: 1, a: { $b: 2 } });
    await expect(collection.updateOne({ _id: 1 }, update, { upsert: true })).rejects.toMatchObject({
      code: 52,
    });
    const inId = collection.updateOne({ x: 1 }, { $set: { '_id.$a': 1 } }, { upsert: true });
    await expect(inId).rejects.toMatchObject({ code: 52 });
  });

  it('by replacement keep the _id, and take it from the query when inserting', async () => {
    const collection = await collectionWith([{ _id: 1, a: 1 }]);
    await collection.replaceOne({ _id: 1 }, { b: 2 });
    await collection.replaceOne({ _id: 7, b: 9 }, { c: 3 }, { upsert: true });
    expect(await collection.find().toArray()).toEqual([
      { _id: 1, b: 2 },
      { _id: 7, c: 3 },
    ]);
  });

  it('touch every match with updateMany', async () => {
    const collection = await collectionWith([1, 2, 3].map((_id) => ({ _id, n: _id })));
    expect(await collection.updateMany({ n: { $gt: 1 } }, { $inc: { n: 10 } })).toMatchObject({
      modifiedCount: 2,
    });
    expect((await collection.find().toArray()).map((doc) => doc['n'])).toEqual([1, 12, 13]);
  });
});

describe('findAndModify', () => {
  it('returns the document before or after, in the wanted order and shape', async () => {
    const collection = await collectionWith([1, 2, 3].map((_id) => ({ _id, n: _id, s: 'x' })));
    const options = { sort: { n: -1 }, projection: { n: 1 } } as const;
    expect(await collection.findOneAndUpdate({}, { $inc: { n: 5 } }, options)).toEqual({ _id: 3, n: 3 });
    expect(
      await collection.findOneAndUpdate({}, { $inc: { n: 5 } }, { ...options, returnDocument: 'after' }),
    ).toEqual({ _id: 3, n: 13 });
    expect(await collection.findOneAndDelete({ n: { $lt: 3 } }, { sort: { n: -1 } })).toMatchObject({
      _id: 2,
    });
    expect(await collection.findOneAndUpdate({ _id: 99 }, { $set: { a: 1 } })).toBeNull();
  });

  it('inserts by upsert and tells the new _id', async () => {
    const collection = await collectionWith([]);
    const result = await collection.findOneAndUpdate(
      { name: 'x' },
      { $set: { a: 1 } },
      { upsert: true, returnDocument: 'after', includeResultMetadata: true },
    );
    expect(result.value).toMatchObject({ name: 'x', a: 1 });
    expect(result.lastErrorObject?.['upserted']).toBeInstanceOf(ObjectId);
  });
});
