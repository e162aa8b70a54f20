import { Binary, Decimal128, Double, Int32, Long, MinKey, ObjectId, Timestamp } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, type Loose, startFixture } from './support.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture();
  await fixture.db.collection<Loose>('expressions').insertOne(doc);
});
afterAll(() => fixture.stop());

const at = new Date('2024-03-01T17:30:15.123Z');
const id = new ObjectId('65e20e270000000000000000');
const decimal = (text: string): Decimal128 => Decimal128.fromString(text);
const long = (text: string): Long => Long.fromString(text);
const BIG = '9007199254740993';
const doc = {
  _id: 1,
  int: new Int32(7),
  double: new Double(2),
  long: new Long(5),
  decimal: decimal('0.10'),
  big: long(BIG),
  top: long('9223372036854775807'),
  text: 'aBé𐀀',
  list: [3, 1, 2],
  docs: [{ b: 1 }, { b: 2 }, 5],
  empty: [],
  nothing: null,
  o: { b: 1, c: { d: 2 } },
  at,
  id,
  stamp: Timestamp.fromBits(3, 1500000000),
};

/** The value with its exact types. */
async function valueOf(expression: unknown): Promise<unknown> {
  const pipeline = [{ $project: { _id: 0, value: expression } }];
  const options = { promoteValues: false, promoteLongs: false };
  const [found] = await fixture.db.collection('expressions').aggregate(pipeline, options).toArray();
  return found?.['value'];
}

/** Plain numbers in a table stand for Int32. */
function exact(value: unknown): unknown {
  if (typeof value === 'number') return new Int32(value);
  if (Array.isArray(value)) return value.map(exact);
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, exact(field)]));
}

type Values = [expression: object | string, value: unknown][];

describe('an expression has the value and the type that MongoDB gives', () => {
  const paths: Values = [
    ['$docs.b', [1, 2]],
    ['$list.0', []],
    ['$docs.0', []],
    ['$o.c.d', 2],
    ['$$ROOT.o.b', 1],
    ['$nothing.x', undefined],
    ['$$REMOVE', undefined],
    [{ a: '$nowhere', b: ['$nowhere', '$int'] }, { b: [null, 7] }],
    [{ $literal: '$int' }, '$int'],
    [{ $getField: 'int' }, 7],
    [{ $setField: { field: 'a.b', input: '$o.c', value: 1 } }, { d: 2, 'a.b': 1 }],
    [{ $unsetField: { field: 'b', input: '$o' } }, { c: { d: 2 } }],
  ];
  it.each(paths)('a path: %j', async (expression, value) =>
    expect(await valueOf(expression)).toEqual(exact(value)),
  );

  const arithmetic: Values = [
    [{ $add: ['$int', 1] }, 8],
    [{ $add: ['$int', '$long'] }, new Long(12)],
    [{ $add: ['$int', '$double'] }, new Double(9)],
    [{ $add: ['$big', 1] }, long('9007199254740994')],
    [{ $add: [2147483647, 1] }, long('2147483648')],
    [{ $add: ['$top', 1] }, new Double(9223372036854775808)],
    [{ $add: ['$decimal', '$int'] }, decimal('7.10')],
    [{ $add: ['$at', 1] }, new Date(at.getTime() + 1)],
    [{ $add: ['$nothing', 'x'] }, null],
    [{ $subtract: ['$at', '$at'] }, new Long(0)],
    [{ $subtract: ['$big', 1] }, long('9007199254740992')],
    [{ $multiply: ['$int', '$double'] }, new Double(14)],
    [{ $multiply: ['$big', '$big'] }, new Double(Number(BIG) ** 2)],
    [{ $multiply: ['$decimal', 3] }, decimal('0.30')],
    [{ $divide: ['$int', 2] }, new Double(3.5)],
    [{ $divide: ['$decimal', 4] }, decimal('0.025')],
    [{ $divide: [decimal('1'), 3] }, decimal('0.3333333333333333333333333333333333')],
    [{ $mod: ['$big', 2] }, new Long(1)],
    [{ $mod: ['$double', 3] }, new Double(2)],
    [{ $mod: [decimal('7.5'), 2] }, decimal('1.5')],
    [{ $pow: [2, 40] }, long('1099511627776')],
    [{ $pow: [2, -1] }, new Double(0.5)],
    [{ $pow: [1, new Double(NaN)] }, new Double(1)],
    [{ $stdDevPop: [1, 5, 10] }, new Double(3.681787005729087)],
    [{ $subtract: ['$at', decimal('1.6')] }, new Date(at.getTime() - 2)],
    [{ $abs: new Double(-2.5) }, new Double(2.5)],
    [{ $floor: new Double(-2.5) }, new Double(-3)],
    [{ $ceil: decimal('1.2') }, decimal('2')],
    [{ $round: [new Double(2.5), 0] }, new Double(2)],
    [{ $round: [1250, -2] }, 1200],
    [{ $trunc: [new Double(3.149), 2] }, new Double(3.14)],
    [{ $sum: ['$int', 'x', '$long'] }, new Long(12)],
    [{ $avg: '$list' }, new Double(2)],
    [{ $sqrt: 9 }, new Double(3)],
    [{ $bitAnd: [12, new Long(10)] }, new Long(8)],
    [{ $cmp: ['$big', new Double(9007199254740992)] }, 1],
    [{ $cmp: ['$nowhere', '$nothing'] }, -1],
  ];
  it.each(arithmetic)('arithmetic: %j', async (expression, value) =>
    expect(await valueOf(expression)).toEqual(exact(value)),
  );

  const types: Values = [
    [{ $type: '$double' }, 'double'],
    [{ $type: '$long' }, 'long'],
    [{ $type: '$nowhere' }, 'missing'],
    [{ $type: new MinKey() }, 'minKey'],
    [{ $toInt: '$double' }, 2],
    [{ $toLong: '12' }, new Long(12)],
    [{ $toDouble: '$int' }, new Double(7)],
    [{ $toDecimal: '1.50' }, decimal('1.50')],
    [{ $toString: '$id' }, id.toHexString()],
    [{ $toString: new Double(1e20) }, '1e+20'],
    [{ $toObjectId: id.toHexString() }, id],
    [{ $toDate: '$id' }, id.getTimestamp()],
    [{ $toBool: new Double(0) }, false],
    [{ $convert: { input: 'x', to: 'int', onError: '$text' } }, 'aBé𐀀'],
    [{ $convert: { input: '$nothing', to: 'int', onNull: 0 } }, 0],
    [{ $tsSecond: '$stamp' }, new Long(1500000000)],
    [{ $isNumber: '$decimal' }, true],
  ];
  it.each(types)('a type: %j', async (expression, value) =>
    expect(await valueOf(expression)).toEqual(exact(value)),
  );

  const texts: Values = [
    [{ $toLower: 'ÄB' }, 'Äb'],
    [{ $toUpper: '$at' }, at.toISOString()],
    [{ $concat: ['a', '$nothing', 5] }, null],
    [{ $strLenCP: '$text' }, 4],
    [{ $strLenBytes: '$text' }, 8],
    [{ $substrCP: ['$text', 2, 2] }, 'é𐀀'],
    [{ $substrBytes: ['$text', 2, 2] }, 'é'],
    [{ $substr: ['$int', 0, -1] }, '7'],
    [{ $indexOfCP: ['$text', '𐀀'] }, 3],
    [{ $indexOfBytes: ['$text', '𐀀'] }, 4],
    [{ $split: ['a-b', '-'] }, ['a', 'b']],
    [{ $trim: { input: ' x ' } }, 'x'],
    [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'],
    [{ $replaceAll: { input: 'a.a', find: 'a', replacement: 'x$&' } }, 'x$&.x$&'],
    [{ $regexMatch: { input: 'Ab', regex: 'ab', options: 'i' } }, true],
    [{ $regexFind: { input: '𐀀ab', regex: /(a)|(c)/ } }, { match: 'a', idx: 1, captures: ['a', null] }],
    [{ $strcasecmp: ['a', 'B'] }, -1],
  ];
  it.each(texts)('a text: %j', async (expression, value) =>
    expect(await valueOf(expression)).toEqual(exact(value)),
  );

  const lists: Values = [
    [{ $arrayElemAt: ['$list', -1] }, 2],
    [{ $arrayElemAt: ['$list', 9] }, undefined],
    [{ $slice: ['$list', -2] }, [1, 2]],
    [{ $setUnion: [[2, 1], [new Double(1)]] }, [1, 2]],
    [{ $setDifference: ['$list', [1]] }, [3, 2]],
    [{ $in: [new Double(3), '$list'] }, true],
    [{ $indexOfArray: ['$list', 2] }, 2],
    [{ $map: { input: '$list', in: { $add: ['$$this', 1] } } }, [4, 2, 3]],
    [{ $filter: { input: '$list', as: 'x', cond: { $gt: ['$$x', 1] }, limit: 1 } }, [3]],
    [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
    [{ $map: { input: '$nothing', in: 1 } }, null],
    [
      { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true } },
      [
        [1, 'a'],
        [2, null],
      ],
    ],
    [{ $sortArray: { input: '$list', sortBy: -1 } }, [3, 2, 1]],
    [{ $firstN: { input: '$list', n: 2 } }, [3, 1]],
    [{ $maxN: { input: '$list', n: 2 } }, [3, 2]],
    [{ $range: [0, 5, 2] }, [0, 2, 4]],
    [{ $objectToArray: '$o.c' }, [{ k: 'd', v: 2 }]],
    [{ $arrayToObject: [[['k', 1]]] }, { k: 1 }],
    [{ $mergeObjects: ['$o', { b: '$nothing' }] }, { b: null, c: { d: 2 } }],
    [{ $median: { input: '$list', method: 'approximate' } }, new Double(2)],
    [{ $percentile: { input: '$list', p: [0.1, 1], method: 'approximate' } }, [new Double(1), new Double(3)]],
    [{ $stdDevSamp: [1] }, null],
    [{ $stdDevPop: [1, 3] }, new Double(1)],
    [{ $let: { vars: { x: '$int' }, in: { $add: ['$$x', 1] } } }, 8],
    [{ $ifNull: ['$nowhere', '$nothing', 'x'] }, 'x'],
    [{ $cond: [{ $lt: ['$int', 8] }, 'yes', { $divide: [1, 0] }] }, 'yes'],
  ];
  it.each(lists)('a list: %j', async (expression, value) =>
    expect(await valueOf(expression)).toEqual(exact(value)),
  );

  const timezone = 'Asia/Shanghai';
  const dates: Values = [
    [{ $year: '$nothing' }, null],
    [{ $year: '$id' }, 2024],
    [{ $year: '$stamp' }, 2017],
    [{ $hour: { date: '$at', timezone } }, 1],
    [{ $hour: { date: '$at', timezone: '-03:30' } }, 14],
    [{ $dayOfMonth: { date: '$at', timezone: null } }, null],
    [{ $isoWeekYear: new Date('2021-01-03T00:00:00Z') }, new Long(2020)],
    [{ $isoWeek: new Date('2021-01-03T00:00:00Z') }, 53],
    [{ $week: new Date('2021-01-03T00:00:00Z') }, 1],
    [{ $dateToString: { date: '$at', timezone } }, '2024-03-02T01:30:15.123Z'],
    [{ $dateToString: { date: '$at', format: '%G-%V %j %z %%', timezone } }, '2024-09 062 +0800 %'],
    [{ $dateToString: { date: '$nothing', onNull: 'none' } }, 'none'],
    [
      { $dateToParts: { date: '$at', iso8601: true } },
      { isoWeekYear: 2024, isoWeek: 9, isoDayOfWeek: 5, hour: 17, minute: 30, second: 15, millisecond: 123 },
    ],
    [{ $dateFromParts: { year: 2020, month: 14, day: 0, timezone } }, new Date('2021-01-30T16:00:00Z')],
    [
      { $dateFromParts: { isoWeekYear: 2020, isoWeek: 53, isoDayOfWeek: 7 } },
      new Date('2021-01-03T00:00:00Z'),
    ],
    [{ $dateFromString: { dateString: '2020-01-02', timezone } }, new Date('2020-01-01T16:00:00Z')],
    [{ $dateFromString: { dateString: '2020-01-02T03:04:05+0200' } }, new Date('2020-01-02T01:04:05Z')],
    [{ $dateFromString: { dateString: '02/01/2020', format: '%d/%m/%Y' } }, new Date('2020-01-02T00:00:00Z')],
    [{ $dateFromString: { dateString: '2020-02-30', onError: 'bad' } }, 'bad'],
    [
      { $dateDiff: { startDate: new Date('2024-03-01T15:59:00Z'), endDate: '$at', unit: 'day', timezone } },
      new Long(1),
    ],
    [
      {
        $dateDiff: {
          startDate: new Date('2024-03-01T17:59:59Z'),
          endDate: new Date('2024-03-01T18:00:00Z'),
          unit: 'hour',
        },
      },
      new Long(1),
    ],
  ];
  it.each(dates)('a date: %j', async (expression, value) =>
    expect(await valueOf(expression)).toEqual(exact(value)),
  );
});

describe('what MongoDB refuses is refused with its code', () => {
  const refused: [expression: object | string, code: number][] = [
    ['$', 16872],
    ['$a.', 40353],
    ['$a..b', 15998],
    ['$$nowhere', 17276],
    ['$$constructor', 17276],
    [{ $dateTrunc: { date: '$at', unit: 'constructor' } }, 5439014],
    [{ $dateAdd: { startDate: '$at', unit: 'valueOf', amount: 1 } }, 9],
    [{ $convert: { input: '$int', to: 'constructor' } }, 2],
    [{ $fly: 1 }, 168],
    [{ $abs: 1, $add: [] }, 15983],
    [{ $abs: [1, 2] }, 16020],
    [{ $slice: ['$list'] }, 28667],
    [{ $ifNull: [1] }, 1257300],
    [{ $abs: 'x' }, 28765],
    [{ $add: ['x'] }, 14],
    [{ $add: ['$at', '$at'] }, 16612],
    [{ $subtract: [1, '$at'] }, 14],
    [{ $divide: [1, 0] }, 2],
    [{ $mod: [1, 0] }, 16610],
    [{ $ln: 0 }, 28766],
    [{ $log10: -1 }, 28761],
    [{ $log: [8, 1] }, 28759],
    [{ $sqrt: -1 }, 28714],
    [{ $pow: [0, -1] }, 28764],
    [{ $exp: '$decimal' }, 115],
    [{ $size: '$nothing' }, 17124],
    [{ $arrayElemAt: [1, 0] }, 28689],
    [{ $arrayElemAt: ['$list', 1.5] }, 28691],
    [{ $in: [1, 1] }, 40081],
    [{ $range: [0, 1, 0] }, 34449],
    [{ $range: [0, 2147483647] }, 146],
    [{ $slice: ['$list', 1, 0] }, 28729],
    [{ $arrayToObject: [[1]] }, 40398],
    [{ $arrayToObject: [[['a']]] }, 40397],
    [{ $objectToArray: '$list' }, 40390],
    [{ $mergeObjects: [1] }, 40400],
    [{ $concat: [5] }, 16702],
    [{ $toLower: true }, 16007],
    [{ $strLenCP: '$nothing' }, 34471],
    [{ $substrCP: ['a', -1, 1] }, 34455],
    [{ $substrBytes: ['é', 1, 1] }, 28656],
    [{ $split: ['a', ''] }, 40087],
    [{ $regexMatch: { input: 1, regex: 'a' } }, 51104],
    [{ $trim: { input: 1 } }, 50699],
    [{ $toInt: 'x' }, 241],
    [{ $toInt: [1, 2] }, 50723],
    [{ $convert: { input: 1 } }, 9],
    [{ $year: 'x' }, 16006],
    [{ $year: { date: '$at', zone: 'UTC' } }, 40535],
    [{ $year: { date: '$at', timezone: 'Nowhere/Here' } }, 40485],
    [{ $dateToString: { date: '$at', format: '%x' } }, 18536],
    [{ $dateFromString: { dateString: 'x' } }, 241],
    [{ $dateFromParts: { month: 1 } }, 40516],
    [{ $dateTrunc: { date: '$at', unit: 'century' } }, 5439014],
    [{ $cond: { if: 1, else: 2 } }, 17081],
    [{ $switch: { branches: [] } }, 40068],
    [{ $let: { vars: { X: 1 }, in: 1 } }, 9],
    [{ $map: { input: 5, in: 1 } }, 16883],
    [{ $filter: { input: [], cond: 1, more: 1 } }, 28647],
    [{ $reduce: { input: 5, initialValue: 0, in: 1 } }, 40080],
    [{ $getField: { field: '$text' } }, 3041703],
    [{ $getField: '$text' }, 5654600],
  ];
  it.each(refused)('%j with %i', async (expression, code) => {
    const read = fixture.db
      .collection('expressions')
      .aggregate([{ $project: { value: expression } }])
      .toArray();
    await expect(read).rejects.toMatchObject({ code });
  });

  const stages: [stage: object, code: number][] = [
    [{ $group: { _id: 1, n: { $fly: 1 } } }, 15952],
    [{ $group: { _id: 1, n: { $sum: [1, 2] } } }, 40237],
    [{ $group: { _id: 1, 'a.b': { $sum: 1 } } }, 40235],
    [{ $group: { _id: 1, n: { $sum: 1, $avg: 1 } } }, 40238],
    [{ $sort: {} }, 15976],
    [{ $sort: { a: 3 } }, 15975],
    [{ $lookup: { from: 'x', as: 'y', let: { Upper: 1 }, pipeline: [] } }, 9],
    [{ $addFields: {} }, 40177],
    [{ $set: { a: 1, 'a.b': 1 } }, 40176],
    [{ $project: { a: 1, 'a.b': 1 } }, 31249],
    [{ $project: { a: {} } }, 51270],
    [{ $project: { 'a.': 1 } }, 40353],
    [{ $project: { $a: 1 } }, 16410],
    [{ $unset: [] }, 31119],
    [{ $unwind: { path: '$list', more: 1 } }, 28811],
    [{ $unwind: { path: '$list', includeArrayIndex: '$i' } }, 28822],
    [{ $replaceRoot: { newRoot: '$int' } }, 40228],
    [{ $replaceRoot: {} }, 40231],
    [{ $redact: 'x' }, 17053],
    [{ $bucket: { groupBy: '$int', boundaries: [1] } }, 40192],
    [{ $bucket: { groupBy: 'int', boundaries: [1, 2] } }, 40202],
    [{ $bucketAuto: { groupBy: '$int', buckets: 0 } }, 40243],
    [{ $sortByCount: 'int' }, 40148],
    [{ $lookup: { from: 'x', as: 'y' } }, 9],
    [{ $graphLookup: { from: 'x' } }, 40105],
    [{ $facet: { a: [{ $facet: {} }] } }, 40600],
  ];
  it.each(stages)('%j with %i', async (stage, code) => {
    const read = fixture.db.collection('expressions').aggregate([stage]).toArray();
    await expect(read).rejects.toMatchObject({ code });
  });
});

describe('stages keep the types and the order of fields', () => {
  const run = async (pipeline: object[], docs: Loose[]): Promise<unknown> => {
    const collection = fixture.db.collection<Loose>(`stage${(made += 1)}`);
    await collection.insertMany(docs);
    return collection.aggregate(pipeline, { promoteValues: false, promoteLongs: false }).toArray();
  };
  let made = 0;
  const zero = new Double(0);

  it.each<[title: string, pipeline: object[], docs: Loose[], result: unknown]>([
    ['a Double that passes', [{ $set: { b: 1 } }], [{ _id: 1, a: zero }], [{ _id: 1, a: zero, b: 1 }]],
    [
      '$unwind',
      [{ $unwind: { path: '$a', includeArrayIndex: 'i' } }],
      [{ _id: 1, a: [zero] }],
      [{ _id: 1, a: zero, i: new Long(0) }],
    ],
    [
      '$unwind of nothing, kept',
      [{ $unwind: { path: '$a', preserveNullAndEmptyArrays: true } }],
      [{ _id: 1, a: [] }, { _id: 2, a: null }, { _id: 3 }, { _id: 4, a: 5 }],
      [{ _id: 1 }, { _id: 2, a: null }, { _id: 3 }, { _id: 4, a: 5 }],
    ],
    [
      '$project of a computed field into an array',
      [{ $project: { 'a.c': '$k' } }],
      [{ _id: 1, a: [{ b: 1 }, 5], k: 2 }],
      [{ _id: 1, a: [{ c: 2 }, { c: 2 }] }],
    ],
    [
      'a group by a missing field',
      [{ $group: { _id: { k: '$k' }, sum: { $sum: '$a' }, one: { $stdDevSamp: '$a' } } }],
      [{ _id: 1, a: new Long(5) }],
      [{ _id: { k: null }, sum: new Long(5), one: null }],
    ],
    [
      'a group of equal numbers of different types',
      [{ $group: { _id: '$a', n: { $count: {} } } }],
      [
        { _id: 1, a: 1 },
        { _id: 2, a: new Double(1) },
        { _id: 3, a: new Long(1) },
      ],
      [{ _id: 1, n: 3 }],
    ],
    [
      '$sum and $avg of Decimal128',
      [{ $group: { _id: null, sum: { $sum: '$a' }, mean: { $avg: '$a' } } }],
      [
        { _id: 1, a: decimal('0.1') },
        { _id: 2, a: decimal('0.2') },
      ],
      [{ _id: null, sum: decimal('0.3'), mean: decimal('0.15') }],
    ],
    [
      '$top and $firstN',
      [
        {
          $group: {
            _id: null,
            top: { $top: { sortBy: { a: -1 }, output: '$a' } },
            two: { $firstN: { n: 2, input: '$a' } },
          },
        },
      ],
      [
        { _id: 1, a: 1 },
        { _id: 2, a: 3 },
        { _id: 3, a: 2 },
      ],
      [{ _id: null, top: 3, two: [1, 3] }],
    ],
    [
      '$bucketAuto',
      [{ $bucketAuto: { groupBy: '$a', buckets: 2 } }],
      [1, 2, 2, 3].map((a, _id) => ({ _id, a: new Double(a) })),
      [
        { _id: { min: new Double(1), max: new Double(3) }, count: 3 },
        { _id: { min: new Double(3), max: new Double(3) }, count: 1 },
      ],
    ],
    [
      '$setWindowFields beside what passes',
      [
        {
          $setWindowFields: {
            sortBy: { _id: 1 },
            output: { run: { $sum: '$a', window: { documents: ['unbounded', 'current'] } } },
          },
        },
      ],
      [
        { _id: 1, a: new Long(1), z: zero },
        { _id: 2, a: new Long(2), z: zero },
      ],
      [
        { _id: 1, a: new Long(1), z: zero, run: new Long(1) },
        { _id: 2, a: new Long(2), z: zero, run: new Long(3) },
      ],
    ],
    [
      '$redact',
      [{ $redact: { $cond: [{ $eq: ['$hide', true] }, '$$PRUNE', '$$DESCEND'] } }],
      [{ _id: 1, a: [{ hide: true }, { b: zero }, 5], c: { hide: true } }],
      [{ _id: 1, a: [{ b: zero }, 5] }],
    ],
  ])('%s', async (_, pipeline, docs, result) => {
    expect(await run(pipeline, docs)).toEqual(exact(result));
  });

  it('$lookup by nothing and by an empty array finds null and missing', async () => {
    const collection = fixture.db.collection<Loose>('joined');
    await collection.insertMany([
      { _id: 1, a: [] },
      { _id: 2, b: null },
      { _id: 3, b: 5 },
    ]);
    const join = { from: 'joined', localField: 'a', foreignField: 'b', as: 'r' };
    const [row] = await collection
      .aggregate([{ $match: { _id: 1 } }, { $lookup: join }, { $set: { r: '$r._id' } }])
      .toArray();
    expect(row).toEqual({ _id: 1, a: [], r: [1, 2] });
  });

  it('$graphLookup says how deep it found each document', async () => {
    const collection = fixture.db.collection<Loose>('graph');
    await collection.insertMany([
      { _id: 1, to: 2 },
      { _id: 2, to: 3 },
      { _id: 3, to: 1 },
    ]);
    const graph = {
      from: 'graph',
      startWith: '$to',
      connectFromField: 'to',
      connectToField: '_id',
      as: 'r',
      depthField: 'd',
    };
    const [row] = await collection.aggregate([{ $match: { _id: 1 } }, { $graphLookup: graph }]).toArray();
    expect(row?.['r']).toEqual([
      { _id: 2, to: 3, d: 0 },
      { _id: 3, to: 1, d: 1 },
      { _id: 1, to: 2, d: 2 },
    ]);
  });

  it('a stage is checked before a document is read', async () => {
    const read = fixture.db
      .collection('nobody')
      .aggregate([{ $project: { a: { $abs: [1, 2] } } }])
      .toArray();
    await expect(read).rejects.toMatchObject({ code: 16020 });
  });

  it('$binarySize and $bsonSize count bytes', async () => {
    const sizes = { binary: { $binarySize: new Binary(Buffer.from('abc')) }, doc: { $bsonSize: '$o' } };
    expect(await valueOf(sizes)).toEqual(exact({ binary: 3, doc: 27 }));
  });
});
