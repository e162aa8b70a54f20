import { Code, Decimal128, type Document, Long, ObjectId, Timestamp } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, startFixture } from './support.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const collectionWith = (docs: Document[]) => fixture.collectionWith(docs);

describe('a query', () => {
  const docs = [
    { _id: 1, a: null },
    { _id: 2 },
    { _id: 3, a: [] },
    { _id: 4, a: [null] },
    { _id: 5, a: [[1, 2]] },
    { _id: 6, a: { b: null } },
    { _id: 7, a: [{ b: 1 }, { c: 1 }] },
    { _id: 8, a: [1, 2] },
  ];
  const found: [Document, number[]][] = [
    [{ a: null }, [1, 2, 4]],
    [{ 'a.b': null }, [1, 2, 6, 7]],
    [{ a: { $ne: null } }, [3, 5, 6, 7, 8]],
    [{ a: { $exists: false } }, [2]],
    [{ a: { $in: [null, 1] } }, [1, 2, 4, 8]],
    [{ a: { $gte: null } }, [1, 2, 4]],
    [{ a: [] }, [3]],
    [{ a: [1, 2] }, [5, 8]],
    [{ 'a.0': 1 }, [8]],
    [{ 'a.0': [1, 2] }, [5]],
    [{ 'a.0': { $in: [1] } }, [8]],
    [{ a: { $exists: '' } }, [1, 3, 4, 5, 6, 7, 8]],
    [{ a: { $size: 1 } }, [4, 5]],
    [{ a: { $type: 'null' } }, [1, 4]],
    [{ a: { $type: 'array' } }, [3, 4, 5, 7, 8]],
    [{ a: { $elemMatch: { $gt: 1 } } }, [8]],
    [{ a: { $elemMatch: { $elemMatch: { $eq: 1 } } } }, [5]],
    [{ a: { $not: { $elemMatch: { b: 1 } } } }, [1, 2, 3, 4, 5, 6, 8]],
    [{ a: { $all: [[1, 2]] } }, [5, 8]],
    [{ a: { $all: [] } }, []],
  ];
  it('finds null, missing values and arrays as MongoDB does, with an index and without', async () => {
    const collection = await collectionWith(docs);
    const search = (): Promise<unknown[]> =>
      Promise.all(
        found.map(async ([filter]) =>
          (await collection.find(filter).sort({ _id: 1 }).toArray()).map(({ _id }) => _id),
        ),
      );
    expect(await search()).toEqual(found.map(([, ids]) => ids));
    await collection.createIndex({ a: 1 });
    expect(await search()).toEqual(found.map(([, ids]) => ids));
  });
});

describe('a query for references', () => {
  it('finds an element by the fields of a DBRef, which at the top are no operators', async () => {
    const [first, second] = [new ObjectId(), new ObjectId()];
    const refs = [first, second].map(($id, i) => ({ _id: i + 1, list: [{ $ref: 'users', $id, n: i }] }));
    const collection = await collectionWith(refs);
    const idsOf = async (filter: Document): Promise<unknown[]> =>
      (await collection.find(filter).toArray()).map(({ _id }) => _id);
    expect(await idsOf({ list: { $elemMatch: { $id: second } } })).toEqual([2]);
    expect(await idsOf({ list: { $elemMatch: { n: 0, $ref: 'users', $id: first } } })).toEqual([1]);
    expect(await idsOf({ list: { $elemMatch: { $and: [{ $id: first }, { n: 0 }] } } })).toEqual([1]);
    await expect(idsOf({ $id: first })).rejects.toMatchObject({ code: 2 });
    const pull: Document = { $pull: { list: { $id: first } } };
    await collection.updateOne({ _id: 1 }, pull);
    expect(await collection.findOne({ _id: 1 })).toEqual({ _id: 1, list: [] });
  });
});

describe('a query for bits', () => {
  it('divides whole numbers exactly, and nothing that 64 bits cannot hold', async () => {
    const collection = await collectionWith([
      { _id: 1, a: Long.fromString('9007199254740993') },
      { _id: 2, a: 1e300 },
      { _id: 3, a: Number.NaN },
      { _id: 4, a: new Timestamp({ t: 0, i: 3 }) },
      { _id: 5, a: -1.9 },
    ]);
    const idsWith = async (remainder: number): Promise<unknown[]> =>
      (await collection.find({ a: { $mod: [2, remainder] } }).toArray()).map(({ _id }) => _id);
    expect(await Promise.all([1, 0, -1].map(idsWith))).toEqual([[1], [], [5]]);
  });

  const meaningless: [Document, number][] = [
    [{ $gt: /a/ }, 2],
    [{ $in: [{ $gt: 1 }] }, 2],
    [{ $all: [{ $gt: 1 }] }, 2],
    [{ $all: [{ $elemMatch: { b: 1 } }, 1] }, 2],
    [{ $options: 'i' }, 2],
    [{ $type: 0 }, 2],
    [{ $type: 1.5 }, 2],
    [{ $type: null }, 14],
    [{ $mod: [2, null] }, 2],
    [{ $mod: [Number.NaN, 1] }, 2],
  ];
  it.each(meaningless)('%j is refused with %i', async (condition, code) => {
    const collection = await collectionWith([]);
    await expect(collection.findOne({ a: condition })).rejects.toMatchObject({ code });
  });

  it.each(['$bitsAllSet', '$bitsAnySet', '$bitsAllClear', '$bitsAnyClear'])('%s is refused', async (name) => {
    const collection = await collectionWith([{ _id: 1, a: 3 }]);
    await expect(collection.findOne({ a: { [name]: 1 } })).rejects.toMatchObject({ code: 115 });
  });
});

describe('a sort', () => {
  const refused: [Document, number][] = [
    [{ a: '1' }, 15974],
    [{ a: null }, 15974],
    [{ a: 2 }, 15975],
    [{ a: 0.5 }, 15975],
    [{ '': 1 }, 40352],
    [{ 'a.': 1 }, 40353],
    [{ 'a..b': 1 }, 15998],
    [{ $a: 1 }, 16410],
  ];
  it.each(refused)('by %j is refused with %i, by find, aggregate and findAndModify', async (sort, code) => {
    const { collectionName: name } = await collectionWith([{ a: 1 }]);
    for (const command of [
      { find: name, sort },
      { aggregate: name, pipeline: [{ $match: {} }, { $group: { _id: '$a' } }, { $sort: sort }], cursor: {} },
      { findAndModify: name, sort, update: { $set: { b: 1 } } },
    ])
      await expect(fixture.db.command(command)).rejects.toMatchObject({ code });
  });

  it('takes no notice of what stands behind the point of a direction', async () => {
    const collection = await collectionWith([1, 2, 3].map((_id) => ({ _id })));
    const sort = { _id: -1.5 };
    const found = await fixture.db.command({ find: collection.collectionName, sort });
    expect(found).toMatchObject({ cursor: { firstBatch: [{ _id: 3 }, { _id: 2 }, { _id: 1 }] } });
    expect(await collection.aggregate([{ $sort: sort }, { $limit: 1 }]).toArray()).toEqual([{ _id: 3 }]);
  });

  it('takes an element of an array that is no document for one without the field, with an index and without', async () => {
    const lists = [[1, { b: 2 }], [{ b: 1 }], [{ b: 3 }, { c: 1 }], [[{ b: 0 }], { b: 4 }], []];
    const collection = await collectionWith(lists.map((a, _id) => ({ _id, a })));
    const sorted = async (direction: 1 | -1) =>
      (await collection.find().sort({ 'a.b': direction, _id: 1 }).toArray()).map(({ _id }) => _id);
    const check = async () => {
      expect(await sorted(1)).toEqual([0, 2, 3, 4, 1]);
      expect(await sorted(-1)).toEqual([3, 2, 0, 1, 4]);
      expect((await collection.find({ 'a.b': null }).toArray()).map(({ _id }) => _id)).toEqual([2]);
    };
    await check();
    await collection.createIndex({ 'a.b': 1, _id: 1 });
    await check();
  });

  it('puts code with a scope behind all code without, by its text and then its scope', async () => {
    const codes = [new Code('b'), new Code('a', { x: 2 }), new Code('a', { x: 1 }), new Code('a', {})];
    const collection = await collectionWith(codes.map((a, _id) => ({ _id, a })));
    const sorted = async () =>
      (
        await collection
          .find({ a: { $gt: new Code('a') } })
          .sort({ a: 1 })
          .toArray()
      ).map(({ _id }) => _id);
    expect(await sorted()).toEqual([0]);
    const all = async () => (await collection.find().sort({ a: 1 }).toArray()).map(({ _id }) => _id);
    expect(await all()).toEqual([0, 3, 2, 1]);
    expect(await collection.distinct('a')).toHaveLength(4);
    await collection.createIndex({ a: 1 });
    expect(await all()).toEqual([0, 3, 2, 1]);
    expect(await collection.countDocuments({ a: new Code('a', { x: 2 }) })).toBe(1);
  });
});

describe('a projection', () => {
  const doc = {
    _id: 1,
    a: 1,
    b: { c: 2, d: 3 },
    l: [1, 2, 3, 4, 5],
    o: [
      { x: 1, y: 1 },
      { x: 2, y: 2 },
    ],
  };
  const shown: [Document, Document, Document?][] = [
    [{ _id: 1 }, { _id: 1 }],
    [{ a: 1 }, { _id: 1, a: 1 }],
    [{ _id: 0, a: 1 }, { a: 1 }],
    [
      { b: 0, l: 0, o: 0 },
      { _id: 1, a: 1 },
    ],
    [{ b: { c: 1 } }, { _id: 1, b: { c: 2 } }],
    [{ 'o.x': 1 }, { _id: 1, o: [{ x: 1 }, { x: 2 }] }],
    [
      { l: { $slice: [1, 2] }, a: 1 },
      { _id: 1, a: 1, l: [2, 3] },
    ],
    [
      { l: { $slice: [-3, 2] }, a: 1 },
      { _id: 1, a: 1, l: [3, 4] },
    ],
    [{ o: { $elemMatch: { x: 2 } } }, { _id: 1, o: [{ x: 2, y: 2 }] }],
    [{ 'o.$': 1 }, { _id: 1, o: [{ x: 2, y: 2 }] }, { 'o.x': 2 }],
    [{ 'o.x.$': 1 }, { _id: 1, o: [{ x: 2 }] }, { 'o.x': 2 }],
    [{ 'b.c.$': 1 }, { _id: 1, b: { c: 2 } }, { 'b.c': 2 }],
    [{ l: { $slice: ['$l', 1, 2] } }, { _id: 1, l: [2, 3] }],
    [
      { l: { $slice: ['$l', -2] }, a: 1 },
      { _id: 1, a: 1, l: [4, 5] },
    ],
    [
      { a: 1, l: { $slice: 1.9 } },
      { _id: 1, a: 1, l: [1] },
    ],
    [{ s: { $add: ['$a', 1] } }, { _id: 1, s: 2 }],
    [
      { 'b.z': '$a', a: 1 },
      { _id: 1, a: 1, b: { z: 1 } },
    ],
    [
      { 'o.z': '$a', 'o.x': 1 },
      {
        _id: 1,
        o: [
          { x: 1, z: 1 },
          { x: 2, z: 1 },
        ],
      },
    ],
    [
      { _id: 1, b: 0, l: 0, o: 0 },
      { _id: 1, a: 1 },
    ],
  ];
  it.each(shown)('%j shows %j', async (projection, expected, filter = {}) => {
    const collection = await collectionWith([doc]);
    expect(await collection.findOne(filter, { projection })).toEqual(expected);
  });

  const refused: [Document, number, Document?][] = [
    [{ a: 1, b: 0 }, 31254],
    [{ a: 0, b: 1 }, 31253],
    [{ a: 0, s: { $add: ['$a', 1] } }, 31252],
    [{ a: 1, 'a.b': 1 }, 31249],
    [{ 'b.c': 1, b: 1 }, 31250],
    [{ 'o.$': 1, 'l.$': 1 }, 31276, { l: 1, 'o.x': 1 }],
    [{ 'o.$': 0 }, 31395],
    [{ 'o.$': 1 }, 31277],
    [{ 'o.$': 1 }, 31277, { $and: [{ a: 1 }, { $or: [{ 'l.1': 2 }] }] }],
    [{ 'o.$': 1 }, 51246, { o: { $size: 2 } }],
    [{ 'l.x.$': 1 }, 51247, { l: 3 }],
    [{ l: { $slice: [1] } }, 28667],
    [{ a: 0, l: { $slice: ['$l', 1] } }, 31252],
    [{ '': 1 }, 40352],
    [{ $a: 1 }, 16410],
    [{ l: { $slice: [1, 0] } }, 28724],
    [{ l: { $slice: 'a' } }, 28667],
    [{ 'o.x': { $elemMatch: { a: 1 } } }, 31275],
  ];
  it.each(refused)('%j is refused with %i', async (projection, code, filter = {}) => {
    const collection = await collectionWith([doc]);
    await expect(collection.findOne(filter, { projection })).rejects.toMatchObject({ code });
    const change = collection.findOneAndUpdate(filter, { $set: { n: 1 } }, { projection });
    await expect(change).rejects.toMatchObject({ code });
  });
});

describe('an update', () => {
  const refused: [Document, Document, number][] = [
    [{ a: 1 }, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
    [{}, { $set: { a: 1, 'a.b': 1 } }, 40],
    [{ a: 'x' }, { $inc: { a: 1 } }, 14],
    [{ a: 1 }, { $push: { a: 1 } }, 2],
    [{ a: 1 }, { $set: { 'a.b': 1 } }, 28],
    [{}, { $set: { _id: 2 } }, 66],
    [{}, { $unset: { _id: 1 } }, 66],
    [{ a: [1] }, { $set: { 'a.$': 1 } }, 2],
    [{ a: [1] }, { $set: { 'a.$[e]': 1 } }, 2],
    [{ a: 1 }, { $rename: { a: 'a' } }, 2],
    [{ a: [1] }, { $pop: { a: 2 } }, 9],
    [{ a: 1 }, { $pop: { a: 1 } }, 14],
    [{ a: [{ b: 1 }] }, { $rename: { 'a.0.b': 'c' } }, 2],
    [{ a: [1], b: 1 }, { $rename: { b: 'a.0' } }, 2],
    [{}, { $set: { $a: 1 } }, 52],
    [{}, { $set: { 'a.': 1 } }, 56],
  ];
  it.each(refused)('of %j by %j is refused with %i', async (doc, update, code) => {
    const collection = await collectionWith([{ _id: 1, ...doc }]);
    await expect(collection.updateOne({ _id: 1 }, update)).rejects.toMatchObject({ code });
    expect(await collection.findOne()).toEqual({ _id: 1, ...doc });
  });

  it('adds and multiplies Decimal128 exactly', async () => {
    const collection = await collectionWith([{ _id: 1, a: Decimal128.fromString('0.1'), b: 3 }]);
    await collection.updateOne({ _id: 1 }, { $inc: { a: Decimal128.fromString('0.2') } });
    await collection.updateOne({ _id: 1 }, { $mul: { b: Decimal128.fromString('0.1') } });
    expect(await collection.findOne()).toEqual({
      _id: 1,
      a: Decimal128.fromString('0.3'),
      b: Decimal128.fromString('0.3'),
    });
  });

  it('takes a double into a Decimal128 with its 15 sure digits', async () => {
    const collection = await collectionWith([{ _id: 1, a: Decimal128.fromString('1') }]);
    await collection.updateOne({ _id: 1 }, { $inc: { a: 0.1 } });
    expect(await collection.countDocuments({ a: Decimal128.fromString('1.1') })).toBe(1);
  });

  it('makes an infinity of a Decimal128 that grows too large', async () => {
    const collection = await collectionWith([{ _id: 1, a: Decimal128.fromString('-1E6000'), z: 0 }]);
    const huge = Decimal128.fromString('1E6000');
    await collection.updateOne({ _id: 1 }, { $mul: { a: huge, z: huge } });
    expect(await collection.findOne({ a: -Infinity, z: 0 })).toMatchObject({ _id: 1 });
  });

  it('tells a Decimal128 past every double from the infinities', async () => {
    const [huge, more] = ['1E400', '1E500'].map((text) => Decimal128.fromString(text));
    const collection = await collectionWith([{ _id: 1, a: huge }]);
    expect(await collection.countDocuments({ a: { $lt: more } })).toBe(1);
    expect(await collection.countDocuments({ a: { $lt: Infinity } })).toBe(1);
    expect(await collection.countDocuments({ a: { $gt: Number.MAX_VALUE } })).toBe(1);
  });

  const seeds: [Document, Document, Document][] = [
    [
      { a: 1, b: { $gt: 2 }, 'c.d': 3, $and: [{ e: 4 }], $or: [{ f: 5 }] },
      { $set: { z: 1 } },
      { a: 1, c: { d: 3 }, e: 4, f: 5, z: 1 },
    ],
    [{ $or: [{ f: 5 }, { g: 1 }] }, { $set: { z: 1 } }, { z: 1 }],
    [{ a: { $in: [1] } }, { $inc: { a: 1 } }, { a: 2 }],
    [{ a: { $all: [1] } }, [{ $set: { z: '$a' } }], { a: 1, z: 1 }],
    [
      { a: { $all: [{ b: 1 }] }, c: { $in: [{ d: 2 }] } },
      { $set: { z: 1 } },
      { a: { b: 1 }, c: { d: 2 }, z: 1 },
    ],
  ];
  it.each(seeds)('that finds nothing for %j starts from it', async (filter, update, expected) => {
    const collection = await collectionWith([]);
    await collection.updateOne(filter, update, { upsert: true });
    expect(await collection.findOne()).toMatchObject(expected);
  });
});

describe('a pipeline', () => {
  it('samples, and counts nothing as no document', async () => {
    const collection = await collectionWith([{ _id: 1 }, { _id: 2 }, { _id: 3 }]);
    expect(await collection.aggregate([{ $sample: { size: 2 } }]).toArray()).toHaveLength(2);
    expect(await collection.aggregate([{ $sample: { size: 9 } }]).toArray()).toHaveLength(3);
    expect(await collection.aggregate([{ $count: 'n' }]).toArray()).toEqual([{ n: 3 }]);
    expect(await collection.aggregate([{ $match: { _id: 9 } }, { $count: 'n' }]).toArray()).toEqual([]);
    const plan = await fixture.db.command({
      aggregate: collection.collectionName,
      pipeline: [],
      explain: true,
    });
    expect(plan).toMatchObject({ queryPlanner: { winningPlan: { stage: 'COLLSCAN' } } });
  });

  const refused: [Document, number][] = [
    [{ $group: { n: { $sum: 1 } } }, 15955],
    [{ $group: { _id: 1, n: 1 } }, 40234],
    [{ $limit: 0 }, 15958],
    [{ $limit: -1 }, 5107201],
    [{ $skip: -1 }, 5107200],
    [{ $unwind: 'a' }, 28818],
    [{ $project: {} }, 51272],
    [{ $project: { a: 1, b: 0 } }, 31254],
    [{ $facet: {} }, 40169],
    [{ $facet: { a: [{ $limit: 0 }] } }, 15958],
    [{ $count: '$n' }, 40158],
    [{ $sample: 1 }, 28745],
    [{ $sample: { size: 0 } }, 28747],
    [{ $lookup: { from: 'x', as: 'y', to: 1 } }, 9],
    [{ $project: { a: '$$nowhere' } }, 17276],
    [{ $addFields: { a: { $fly: 1 } } }, 168],
    [{ $bucket: { groupBy: '$_id', boundaries: [5, 9] } }, 40066],
    [{ $bucket: { groupBy: '$_id', boundaries: [9, 5], default: 0 } }, 40194],
    [{ $match: 1 }, 15959],
    [{ $sort: 1 }, 15973],
  ];
  it.each(refused)('with %j is refused with %i', async (stage, code) => {
    const collection = await collectionWith([{ _id: 1 }]);
    await expect(collection.aggregate([stage]).toArray()).rejects.toMatchObject({ code });
  });
});
