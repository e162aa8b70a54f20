import {
  BSONRegExp,
  Binary,
  Code,
  type Document,
  Decimal128,
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
import { type Fixture, startFixture } from './support.ts';

const EXACT = { promoteValues: false, promoteLongs: false, promoteBuffers: false, bsonRegExp: true } as const;
let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

const collectionWith = (docs: Document[]) => fixture.collectionWith(docs);

const everyType = (): Document => ({
  _id: new ObjectId(),
  zebra: new Int32(1),
  apple: new Double(1),
  long: Long.fromString('9007199254740993'),
  small: Long.fromNumber(5),
  decimal: Decimal128.fromString('0.10'),
  date: new Date(1),
  binary: new Binary(Buffer.from([1, 2, 255]), 0x80),
  uuid: new UUID('0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'),
  timestamp: Timestamp.fromBits(7, 8),
  regex: new BSONRegExp('^a.b', 'im'),
  code: new Code('return 1'),
  min: new MinKey(),
  max: new MaxKey(),
  nothing: null,
  yes: true,
  list: [new Int32(1), [new Double(2.5)], { deep: Long.fromNumber(3) }],
  doc: { y: 'text', x: { z: new Int32(1) } },
});

describe('documents', () => {
  it('come back with every BSON type and the field order they were sent with', async () => {
    const sent = everyType();
    const collection = await collectionWith([sent]);
    const found = await collection.findOne({ _id: sent['_id'] }, EXACT);
    expect(found).toEqual(sent);
    expect(Object.keys(found ?? {})).toEqual(Object.keys(sent));
  });

  it('keep the types of fields that an update does not touch', async () => {
    const sent = everyType();
    const collection = await collectionWith([sent]);
    await collection.updateOne({ _id: sent['_id'] }, { $set: { extra: new Int32(1) } });
    await collection.updateOne({ _id: sent['_id'] }, [{ $set: { sum: { $add: ['$zebra', '$apple'] } } }]);
    const found = await collection.findOne({ _id: sent['_id'] }, EXACT);
    expect(found).toMatchObject(sent);
    expect(Object.keys(found ?? {})).toEqual([...Object.keys(sent), 'extra', 'sum']);
  });

  it('keep field names that mean something to JavaScript or to the wire', async () => {
    const odd: Document = JSON.parse(
      '{"_id":1,"__proto__":{"x":1},"constructor":2,"documents":[{"a":1}],"toString":null}',
    );
    const collection = await collectionWith([odd]);
    await collection.updateOne({ _id: 1 }, { $set: { documents: [{ b: 1 }], extra: 1 } });
    const [found] = await collection
      .find({ 'documents.b': 1, constructor: 2 }, { projection: { extra: 0 } })
      .toArray();
    expect(JSON.stringify(found)).toBe(JSON.stringify({ ...odd, documents: [{ b: 1 }] }));
  });

  it('get an _id in front when they have none', async () => {
    const collection = await collectionWith([]);
    const plain = collection.db.command({ insert: collection.collectionName, documents: [{ a: 1 }] });
    await plain;
    expect(Object.keys((await collection.findOne({ a: 1 })) ?? {})).toEqual(['_id', 'a']);
  });
});

describe('queries', () => {
  it('compare the four number types by value', async () => {
    const numbers = [new Int32(5), new Double(5), Long.fromNumber(5), Decimal128.fromString('5.0')];
    const collection = await collectionWith(numbers.map((n) => ({ n })));
    for (const wanted of [5, Long.fromNumber(5), Decimal128.fromString('5')]) {
      expect(await collection.countDocuments({ n: wanted })).toBe(4);
      expect(await collection.countDocuments({ n: { $gte: wanted, $lt: 6 } })).toBe(4);
    }
    expect(
      await collection.countDocuments({ n: { $gt: Decimal128.fromString('4.999999999999999999999') } }),
    ).toBe(4);
    expect(await collection.countDocuments({ n: { $type: 'long' } })).toBe(1);
    expect(await collection.countDocuments({ n: { $type: 'number' } })).toBe(4);
  });

  const docs: Document[] = [
    { _id: 1, a: null },
    { _id: 2 },
    { _id: 3, a: [1, 5, 9] },
    { _id: 4, a: 5, t: 'x' },
    { _id: 5, a: [] },
    { _id: 6, a: { b: 1, c: 2 } },
    { _id: 7, a: [{ b: 1 }, { b: 4, c: 7 }] },
    { _id: 8, a: 'Hello' },
    { _id: 9, a: [[1, 2]] },
  ];
  const cases: [string, Document, number[]][] = [
    ['null matches a missing field', { a: null }, [1, 2]],
    ['an array matches by one element', { a: 5 }, [3, 4]],
    ['a range may be met by two elements', { a: { $gt: 8, $lt: 2 } }, [3]],
    ['$elemMatch wants one element for all', { a: { $elemMatch: { $gt: 8, $lt: 2 } } }, []],
    ['a document matches whole and in field order', { a: { b: 1, c: 2 } }, [6]],
    ['a document in another field order does not match', { a: { c: 2, b: 1 } }, []],
    ['a dotted path enters arrays', { 'a.b': 1 }, [6, 7]],
    ['a dotted path takes a position', { 'a.1.b': 4 }, [7]],
    ['$elemMatch joins fields of one element', { a: { $elemMatch: { b: 1, c: 7 } } }, []],
    ['$exists tells null from missing', { a: { $exists: false } }, [2]],
    ['$ne excludes arrays with the element', { a: { $ne: 5 } }, [1, 2, 5, 6, 7, 8, 9]],
    ['$nin with null excludes missing', { a: { $nin: [null, 5] } }, [5, 6, 7, 8, 9]],
    ['$size counts', { a: { $size: 0 } }, [5]],
    ['$type array', { a: { $type: 'array' } }, [3, 5, 7, 9]],
    ['$all', { a: { $all: [1, 9] } }, [3]],
    ['a regular expression', { a: /^hel/i }, [8]],
    ['$regex with $options', { a: { $regex: 'LO$', $options: 'i' } }, [8]],
    ['$not', { a: { $not: { $gt: 4 } } }, [1, 2, 5, 6, 7, 8, 9]],
    ['an array matches as a whole or as an element', { a: [1, 2] }, [9]],
    ['$or and $nor', { $or: [{ a: 5 }, { t: 'x' }], $nor: [{ t: 'x' }] }, [3]],
    ['$expr', { $expr: { $eq: ['$a', 5] } }, [4]],
    ['types are not mixed in a range', { a: { $gt: 'A' } }, [8]],
    ['$mod', { a: { $mod: [4, 1] } }, [3, 4]],
  ];
  it.each(cases)('%s', async (_, filter, expected) => {
    const collection = await collectionWith(docs);
    const found = await collection.find(filter).toArray();
    expect(found.map((doc) => doc['_id'])).toEqual(expected);
  });

  it('sort by type, arrays by their smallest or largest element', async () => {
    const values = [
      true,
      new Date(0),
      'b',
      [9, 0.5],
      { x: 1 },
      3,
      null,
      new ObjectId(),
      new MaxKey(),
      new MinKey(),
    ];
    const collection = await collectionWith(values.map((v, _id) => ({ _id, v })));
    const ids = async (direction: 1 | -1) =>
      (await collection.find().sort({ v: direction }).toArray()).map((doc) => doc['_id']);
    expect(await ids(1)).toEqual([9, 6, 3, 5, 2, 4, 7, 0, 1, 8]);
    expect(await ids(-1)).toEqual([8, 1, 0, 7, 4, 2, 3, 5, 6, 9]);
  });

  const projections: [string, Document, Document][] = [
    ['includes', { a: 1 }, { _id: 1, a: 1 }],
    ['includes without _id', { a: 1, _id: 0 }, { a: 1 }],
    ['excludes', { a: 0, list: 0, _id: 0 }, { d: { x: 1, y: 2 } }],
    ['includes below', { 'd.x': 1 }, { _id: 1, d: { x: 1 } }],
    ['enters arrays', { 'list.k': 1, _id: 0 }, { list: [{ k: 1 }, { k: 2 }] }],
    ['$slice', { list: { $slice: -1 }, _id: 0 }, { a: 1, d: { x: 1, y: 2 }, list: [{ k: 2, v: 'b' }] }],
    ['$elemMatch', { list: { $elemMatch: { k: 2 } } }, { _id: 1, list: [{ k: 2, v: 'b' }] }],
    ['computes', { _id: 0, double: { $multiply: ['$a', 2] } }, { double: 2 }],
  ];
  it.each(projections)('project: %s', async (_, projection, expected) => {
    const collection = await collectionWith([
      {
        _id: 1,
        a: 1,
        d: { x: 1, y: 2 },
        list: [
          { k: 1, v: 'a' },
          { k: 2, v: 'b' },
        ],
      },
    ]);
    const filter = { _id: 1 };
    expect(await collection.findOne(filter, { projection })).toEqual(expected);
  });

  it('project the matched element and refuse a mixed projection', async () => {
    const collection = await collectionWith([{ _id: 1, list: [{ k: 1 }, { k: 2 }] }]);
    expect(await collection.findOne({ 'list.k': 2 }, { projection: { 'list.$': 1 } })).toEqual({
      _id: 1,
      list: [{ k: 2 }],
    });
    await expect(collection.findOne({}, { projection: { a: 1, b: 0 } })).rejects.toMatchObject({
      code: 31254,
    });
  });
});
