import type { Document } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fixture, type Loose, startFixture } from './support.ts';

let fixture: Fixture;
let made = 0;
beforeAll(async () => {
  fixture = await startFixture();
});
afterAll(() => fixture.stop());

async function placesWith(places: unknown[], index?: '2d' | '2dsphere') {
  made += 1;
  const collection = fixture.db.collection<Loose>(`places${made}`);
  if (index) await collection.createIndex({ at: index });
  await collection.insertMany(places.map((at, _id) => ({ _id, at })));
  const idsOf = async (filter: Document) => (await collection.find(filter).toArray()).map(({ _id }) => _id);
  const found = (condition: Document) => idsOf({ at: condition });
  return { collection, idsOf, found };
}

const point = (lng: number, lat: number) => ({ type: 'Point', coordinates: [lng, lat] });
const line = (...coordinates: number[][]) => ({ type: 'LineString', coordinates });
const polygon = (...coordinates: number[][][]) => ({ type: 'Polygon', coordinates });
const square = (from: number, to: number) => [
  [from, from],
  [to, from],
  [to, to],
  [from, to],
  [from, from],
];

describe('on a plane', () => {
  const places = [
    [1, 1],
    { x: 5, y: 5 },
    [9, 2],
    'nowhere',
    null,
    [
      [20, 20],
      [2, 2],
    ],
  ];

  it('finds places within boxes, circles and polygons', async () => {
    const { found } = await placesWith(places);
    expect(
      await found({
        $geoWithin: {
          $box: [
            [0, 0],
            [5, 5],
          ],
        },
      }),
    ).toEqual([0, 1, 5]);
    expect(await found({ $within: { $center: [[1, 1], 1.5] } })).toEqual([0, 5]);
    expect(
      await found({
        $geoWithin: {
          $polygon: [
            [0, 0],
            [10, 0],
            [10, 3],
          ],
        },
      }),
    ).toEqual([2]);
    expect(
      await found({
        $not: {
          $geoWithin: {
            $box: [
              [0, 0],
              [5, 5],
            ],
          },
        },
      }),
    ).toEqual([2, 3, 4]);
    await expect(found({ $geoWithin: { $center: [[1, 1], -1] } })).rejects.toMatchObject({ code: 2 });
    for (const region of [{ $box: [[1, 1]] }, { constructor: 1 }, {}, 1])
      await expect(found({ $geoWithin: region })).rejects.toMatchObject({ code: 2 });
  });

  it('finds the nearest first, within distances and in another order if asked', async () => {
    const { collection, idsOf, found } = await placesWith([[1, 1], [5, 5], [9, 2], null], '2d');
    expect(await found({ $near: [6, 4] })).toEqual([1, 2, 0]);
    expect(await found({ $near: [6, 4], $maxDistance: 4 })).toEqual([1, 2]);
    expect(await found({ $near: [6, 4], $minDistance: 2, $maxDistance: 4 })).toEqual([2]);
    expect(await idsOf({ $and: [{ at: { $near: [6, 4] } }, { _id: { $ne: 1 } }] })).toEqual([2, 0]);
    const sorted = await collection
      .find({ at: { $near: [6, 4] } })
      .sort({ _id: -1 })
      .limit(2)
      .toArray();
    expect(sorted).toMatchObject([{ _id: 2 }, { _id: 1 }]);
    expect(await collection.findOne({ at: { $near: [9, 9] } })).toMatchObject({ _id: 1 });
    expect(await collection.distinct('_id', { at: { $near: [9, 2], $maxDistance: 1 } })).toEqual([2]);
  });
});

describe('on the earth', () => {
  const berlin = point(13.405, 52.52);
  const potsdam = point(13.0645, 52.3906);
  const paris = point(2.3522, 48.8566);

  it('finds the nearest first, in metres from GeoJSON and in radians from a pair', async () => {
    const { found } = await placesWith([paris, potsdam, berlin], '2dsphere');
    const near = { $geometry: point(13.4, 52.5) };
    expect(await found({ $near: near })).toEqual([2, 1, 0]);
    expect(await found({ $nearSphere: { ...near, $maxDistance: 30_000 } })).toEqual([2, 1]);
    expect(await found({ $near: { ...near, $minDistance: 5000 } })).toEqual([1, 0]);
    expect(await found({ $nearSphere: [13.4, 52.5], $maxDistance: 30 / 6378.1 })).toEqual([2, 1]);
    expect(await found({ $geoWithin: { $centerSphere: [[13.4, 52.5], 30 / 6378.1] } })).toEqual([1, 2]);
    await expect(found({ $near: [200, 100] })).rejects.toMatchObject({ code: 291 });
    await expect(found({ $near: { $geometry: paris, $maxDistance: -1 } })).rejects.toMatchObject({ code: 2 });
  });

  it('finds what lies within a polygon and not in its holes', async () => {
    const ring = polygon(square(0, 10), square(4, 6));
    const { found } = await placesWith([
      point(2, 2),
      point(5, 5),
      line([1, 1], [9, 1]),
      line([1, 5], [9, 5]),
      polygon(square(3, 7)),
      polygon(square(7, 9)),
      {
        type: 'MultiPoint',
        coordinates: [
          [1, 1],
          [20, 1],
        ],
      },
      { type: 'GeometryCollection', geometries: [point(1, 1), line([1, 1], [1, 9])] },
      point(5, 10.02),
      point(5, 10.04),
    ]);
    // The northern border is the arc of a great circle: at 5° it passes 10.0376°.
    expect(await found({ $geoWithin: { $geometry: ring } })).toEqual([0, 2, 5, 7, 8]);
    const two = { type: 'MultiPolygon', coordinates: [[square(0, 3)], [square(4, 6)]] };
    expect(await found({ $geoWithin: { $geometry: two } })).toEqual([0, 1]);
    await expect(found({ $geoWithin: { $geometry: berlin } })).rejects.toMatchObject({ code: 2 });
  });

  it('finds what shares a place with a shape', async () => {
    const { found } = await placesWith([
      point(0, 0),
      line([0, 0], [10, 10]),
      line([0, 5], [10, 5]),
      line([20, 20], [30, 30]),
      polygon(square(-1, 1)),
      polygon(square(2, 4)),
      [0, 0],
    ]);
    const meets = (shape: Document) => found({ $geoIntersects: { $geometry: shape } });
    expect(await meets(line([0, 0], [10, 10]))).toEqual([0, 1, 2, 4, 5, 6]);
    expect(await meets(line([20, 20], [30, 30]))).toEqual([3]);
    expect(await meets(polygon(square(-5, 3)))).toEqual([0, 1, 4, 5, 6]);
    expect(await meets(point(180, 0))).toEqual([]);
    for (const type of ['Point', 'toString', { toString: 1 }])
      await expect(meets({ type, coordinates: 1 })).rejects.toMatchObject({ code: 2 });
    await expect(
      meets(
        polygon([
          [0, 0],
          [1, 1],
          [2, 0],
        ]),
      ),
    ).rejects.toMatchObject({ code: 2 });
  });
});

describe('an index of places', () => {
  it('is shown, kept sound, and takes only documents with places', async () => {
    const { collection } = await placesWith([point(1, 1), null], '2dsphere');
    expect((await collection.indexes())[1]).toMatchObject({
      key: { at: '2dsphere' },
      '2dsphereIndexVersion': 3,
    });
    await collection.insertMany([{ at: [] }, { at: {} }, { at: polygon(square(0, 1)) }]);
    for (const at of ['here', { type: 'Point' }, point(1, 91), [181, 0], [point(1, 1)], 1])
      await expect(collection.insertOne({ at })).rejects.toMatchObject({ code: 16755 });
    await expect(collection.updateOne({ _id: 0 }, { $set: { at: 1 } })).rejects.toMatchObject({
      code: 16755,
    });
    await collection.createIndex({ name: 1, at: '2dsphere' });
    await collection.insertOne({ name: 'a' });
    expect(await collection.find({ name: 'a' }).toArray()).toHaveLength(1);
    await expect(collection.createIndex({ at: '2d' }, { unique: true })).rejects.toMatchObject({ code: 115 });
  });

  it('of pairs refuses what is none', async () => {
    const { collection } = await placesWith([[1, 1]], '2d');
    await collection.insertMany([
      { at: 'no place' },
      { at: 1 },
      {
        at: [
          [1, 2],
          [3, 4],
        ],
      },
      { at: {} },
    ]);
    await expect(collection.insertOne({ at: ['a', 1] })).rejects.toMatchObject({ code: 16804 });
    await expect(collection.insertOne({ at: [200, 1] })).rejects.toMatchObject({ code: 16804 });
  });

  it('must be there for $near, which stands at the top of a filter', async () => {
    const { found, idsOf, collection } = await placesWith([[1, 1]]);
    await expect(found({ $near: [1, 1] })).rejects.toMatchObject({ code: 291 });
    await collection.createIndex({ at: '2d' });
    await expect(found({ $near: { $geometry: point(1, 1) } })).rejects.toMatchObject({ code: 291 });
    const near = { at: { $near: [1, 1] } };
    await expect(idsOf({ $or: [near] })).rejects.toMatchObject({ code: 2 });
    await expect(idsOf({ $and: [near, near] })).rejects.toMatchObject({ code: 2 });
    await expect(collection.aggregate([{ $match: near }]).toArray()).rejects.toMatchObject({ code: 2 });
    await expect(idsOf({ at: { $near: 'here' } })).rejects.toMatchObject({ code: 2 });
  });
});
