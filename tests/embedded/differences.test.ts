import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, type Loose, startFixture } from './support.ts';

let fixture: Fixture;
let made = 0;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

async function collectionWith(doc: Loose) {
  made += 1;
  const collection = fixture.db.collection<Loose>(`known${made}`);
  await collection.insertOne(doc);
  return collection;
}

describe('known differences from MongoDB, as the README lists them', () => {
  it('fields named by whole numbers move to the front of an updated document, and keep their values', async () => {
    const sent = new Map<string, unknown>([
      ['_id', 1],
      ['b', 1],
      ['7', 2],
    ]);
    made += 1;
    await fixture.db.command({ insert: `known${made}`, documents: [sent] });
    const collection = fixture.db.collection<Loose>(`known${made}`);
    const isInOrder = async (): Promise<boolean> => {
      const raw: unknown = await collection.findOne({ _id: 1 }, { raw: true });
      const bytes = raw instanceof Uint8Array ? Buffer.from(raw) : Buffer.alloc(0);
      return bytes.indexOf('\u0010b\0') < bytes.indexOf('\u00107\0');
    };
    expect(await isInOrder()).toBe(true);
    await collection.updateOne({ _id: 1 }, { $set: { c: 3 } });
    expect(await isInOrder()).toBe(false);
    expect(await collection.findOne({ _id: 1 })).toEqual({ _id: 1, b: 1, '7': 2, c: 3 });
  });

  it('a unique index over two fields of one array refuses pairs that stand in different elements', async () => {
    const collection = await collectionWith({
      _id: 1,
      a: [
        { b: 1, c: 2 },
        { b: 3, c: 4 },
      ],
    });
    await collection.createIndex({ 'a.b': 1, 'a.c': 1 }, { unique: true });
    await expect(collection.insertOne({ _id: 2, a: [{ b: 1, c: 4 }] })).rejects.toMatchObject({
      code: 11000,
    });
    await collection.insertOne({ _id: 3, a: [{ b: 1, c: 5 }] });
  });
});

describe('dates in their zone, and fields set through lists', () => {
  const at = new Date('2024-03-01T17:30:15.123Z');
  const zone = 'Asia/Shanghai';
  it.each<[title: string, expression: object, value: unknown]>([
    [
      'a day of a zone',
      { $dateTrunc: { date: '$at', unit: 'day', timezone: zone } },
      new Date('2024-03-01T16:00:00Z'),
    ],
    [
      'a month of a zone',
      { $dateTrunc: { date: '$late', unit: 'month', timezone: zone } },
      new Date('2024-02-29T16:00:00Z'),
    ],
    [
      'two days from 2000 on',
      { $dateTrunc: { date: '$at', unit: 'day', binSize: 2, timezone: zone } },
      new Date('2024-02-29T16:00:00Z'),
    ],
    [
      'a week from Monday on',
      { $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday', timezone: zone } },
      new Date('2024-02-25T16:00:00Z'),
    ],
    ['a day of UTC', { $dateTrunc: { date: '$at', unit: 'day' } }, new Date('2024-03-01T00:00:00Z')],
    ['no date', { $dateTrunc: { date: '$none', unit: 'day', timezone: zone } }, null],
    [
      'a month after the 31st',
      { $dateAdd: { startDate: new Date('2024-01-31T08:00:00Z'), unit: 'month', amount: 1 } },
      new Date('2024-02-29T08:00:00Z'),
    ],
    [
      'a quarter before the 31st',
      { $dateSubtract: { startDate: new Date('2024-05-31T08:00:00Z'), unit: 'quarter', amount: 1 } },
      new Date('2024-02-29T08:00:00Z'),
    ],
    [
      'a day after',
      { $dateAdd: { startDate: '$at', unit: 'day', amount: 1 } },
      new Date('2024-03-02T17:30:15.123Z'),
    ],
    ['the week of the year', { $week: '$at' }, 8],
  ])('%s', async (_, expression, value) => {
    const collection = await collectionWith({ _id: 1, at, late: new Date('2024-02-29T16:30:00Z') });
    const [computed] = await collection.aggregate([{ $project: { value: expression } }]).toArray();
    expect(computed).toEqual({ _id: 1, value });
  });

  it.each<[title: string, fields: object, after: object]>([
    ['a dotted path in a list', { 'l.c': 3 }, { o: { b: 1 }, l: [{ b: 1, c: 3 }, { c: 3 }] }],
    ['a nested object beside what there is', { o: { c: '$o.b' } }, { o: { b: 1, c: 1 }, l: [{ b: 1 }, 5] }],
    ['nothing in the place of a field', { o: '$none', 'l.b': '$$REMOVE' }, { l: [{}, {}] }],
    ['a path that is not there', { 'x.y': 1 }, { o: { b: 1 }, l: [{ b: 1 }, 5], x: { y: 1 } }],
  ])('$set of %s', async (_, fields, after) => {
    const collection = await collectionWith({ _id: 1, o: { b: 1 }, l: [{ b: 1 }, 5] });
    expect(await collection.aggregate([{ $set: fields }]).toArray()).toEqual([{ _id: 1, ...after }]);
    await collection.updateOne({ _id: 1 }, [{ $set: fields }]);
    expect(await collection.findOne()).toEqual({ _id: 1, ...after });
  });
});

describe('operands of expressions, as MongoDB reads them', () => {
  const valueOf = async (expression: Loose | string, doc: Loose = { _id: 1 }): Promise<unknown> => {
    const collection = await collectionWith(doc);
    const [found] = await collection.aggregate([{ $project: { value: expression } }]).toArray();
    return found?.['value'];
  };
  const doc = { _id: 1, a: [1, 2, 3], n: -4, text: 'aB', nothing: null };

  it('takes the one operand of an operator alone or in a list of one', async () => {
    expect(await valueOf({ $size: ['$a'] }, doc)).toBe(3);
    expect(await valueOf({ $size: '$a' }, doc)).toBe(3);
    expect(await valueOf({ $abs: ['$n'] }, doc)).toBe(4);
    expect(await valueOf({ $type: ['$text'] }, doc)).toBe('string');
    expect(await valueOf({ $reverseArray: ['$a'] }, doc)).toEqual([3, 2, 1]);
    expect(await valueOf({ $year: ['$at'] }, { _id: 1, at: new Date('2026-11-27T00:00:00Z') })).toBe(2026);
    await expect(valueOf({ $size: ['$a', '$a'] }, doc)).rejects.toMatchObject({ code: 16020 });
  });

  it('takes a single operand of an operator of many without a list', async () => {
    expect(await valueOf({ $and: '$n' }, doc)).toBe(true);
    expect(await valueOf({ $or: '$nothing' }, doc)).toBe(false);
    expect(await valueOf({ $add: '$n' }, doc)).toBe(-4);
    expect(await valueOf({ $concatArrays: '$a' }, doc)).toEqual([1, 2, 3]);
  });

  it('folds the elements of one array, a scalar, or each of several operands', async () => {
    expect(await valueOf({ $sum: '$a' }, doc)).toBe(6);
    expect(await valueOf({ $sum: ['$a'] }, doc)).toBe(6);
    expect(await valueOf({ $sum: '$n' }, doc)).toBe(-4);
    expect(await valueOf({ $max: ['$n', 2] }, doc)).toBe(2);
    expect(await valueOf({ $sum: ['$n', '$a'] }, doc)).toBe(-4);
    const collection = await collectionWith(doc);
    const grouped = await collection.aggregate([{ $group: { _id: null, sum: { $sum: '$n' } } }]).toArray();
    expect(grouped).toEqual([{ _id: null, sum: -4 }]);
  });

  it('takes an empty string for true, and makes an empty string of null', async () => {
    expect(await valueOf({ $not: [''] }, doc)).toBe(false);
    expect(await valueOf({ $and: ['', 1] }, doc)).toBe(true);
    expect(await valueOf({ $toLower: '$nothing' }, doc)).toBe('');
    expect(await valueOf({ $toUpper: ['$text'] }, doc)).toBe('AB');
  });
});

describe('fields left out by a pipeline', () => {
  it('pass what is not a document on the way', async () => {
    const collection = await collectionWith({ _id: 1, a: null, b: [null, { c: { x: 1 }, d: 2 }] });
    const left = [{ _id: 1, a: null, b: [null, { c: {}, d: 2 }] }];
    expect(await collection.aggregate([{ $project: { 'a.x.y': 0, 'b.c.x': 0 } }]).toArray()).toEqual(left);
    expect(await collection.aggregate([{ $unset: ['a.x.y', 'b.c.x'] }]).toArray()).toEqual(left);
    await collection.updateOne({}, [{ $unset: ['a.x.y', 'b.c.x'] }]);
    expect(await collection.find().toArray()).toEqual(left);
  });
});
