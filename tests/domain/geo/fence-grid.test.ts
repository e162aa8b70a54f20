import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FenceGrid } from '../../../server/domain/geo/fence-grid.ts';
import { fenceOf } from '../../../server/domain/geo/fence-shape.ts';
import { isInside } from '../../../server/domain/geo/fence.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { repeat } from '../../support/runs.ts';

function find(grid: FenceGrid, lng: number, lat: number): number[] {
  const found = grid.find(lng, lat);
  return [...grid.hits.subarray(0, found)].toSorted((a, b) => a - b);
}

const placeAt = (id: string, lng: number, lat: number, radiusM: number): Place => ({
  id,
  name: id,
  roles: ['competitor'],
  center: { lng, lat },
  radiusM,
});

/** Neighbourhoods where a grid goes wrong first: a town, the date line, a pole, the south. */
const TOWNS = [
  { lng: 116.4, lat: 39.9 },
  { lng: 179.999, lat: 5 },
  { lng: 20, lat: 89.99 },
  { lng: -70, lat: -53 },
];
const lngOf = (town: number, east: number) => {
  const lng = (TOWNS[town]?.lng ?? 0) + east;
  return lng > 180 ? lng - 360 : lng;
};
const latOf = (town: number, north: number) => Math.min(90, (TOWNS[town]?.lat ?? 0) + north);
const near = fc.double({ min: -0.02, max: 0.02, noNaN: true });
const spot = fc.record({ town: fc.nat(TOWNS.length - 1), east: near, north: near });
const somePlace = fc
  .record({
    spot,
    radiusM: fc.oneof(fc.integer({ min: 0, max: 300 }), fc.constantFrom(900, 4999, 60_000, 3_000_000)),
    polygon: fc.option(fc.array(spot, { minLength: 3, maxLength: 8 }), { nil: undefined }),
  })
  .map(({ spot: { town, east, north }, radiusM, polygon }): Place => {
    const circle = placeAt('p', lngOf(town, east), latOf(town, north), radiusM);
    const corners = polygon?.map((corner) => ({
      lng: lngOf(town, corner.east),
      lat: latOf(town, corner.north),
    }));
    return corners ? { ...circle, polygon: corners } : circle;
  });

describe('FenceGrid', () => {
  it('finds exactly the fences that isInside says hold the point', () => {
    fc.assert(
      fc.property(
        fc.array(somePlace, { maxLength: 30 }),
        fc.array(spot, { minLength: 1, maxLength: 20 }),
        (places, spots) => {
          const grid = new FenceGrid(places.map(fenceOf));
          const corners = places.flatMap(({ center, polygon }) => [center, ...(polygon ?? [])]);
          const points = [
            ...spots.map(({ town, east, north }) => ({ lng: lngOf(town, east), lat: latOf(town, north) })),
            ...corners,
          ];
          for (const point of points) {
            const slow = places.flatMap((place, at) => (isInside(point, place) ? [at] : []));
            expect(find(grid, point.lng, point.lat)).toEqual(slow);
          }
        },
      ),
      repeat(300),
    );
  });

  it('leaves holes out and takes every part', () => {
    const square = (west: number, side: number) => [west, 0, west + side, 0, west + side, side, west, side];
    const grid = new FenceGrid([
      { rings: [square(0, 1), [0.4, 0.4, 0.6, 0.4, 0.6, 0.6, 0.4, 0.6], square(5, 1)] },
    ]);
    expect([find(grid, 0.2, 0.2), find(grid, 0.5, 0.5), find(grid, 5.5, 0.5), find(grid, 3, 0.5)]).toEqual([
      [0],
      [],
      [0],
      [],
    ]);
  });

  it('answers more hits than it had room for', () => {
    const grid = new FenceGrid(
      Array.from({ length: 200 }, () => ({ center: { lng: 1, lat: 1 }, radiusM: 50 })),
    );
    expect(grid.find(1, 1)).toBe(200);
    expect(new Set(grid.hits.subarray(0, 200)).size).toBe(200);
  });

  it('finds nothing for no fences and no position', () => {
    expect(new FenceGrid([]).find(1, 1)).toBe(0);
    const grid = new FenceGrid([{ center: { lng: 1, lat: 1 }, radiusM: 50 }]);
    expect([grid.find(Number.NaN, 1), grid.find(500, 1), grid.find(1, -400)]).toEqual([0, 0, 0]);
  });

  it('holds a hundred thousand shops in less than 300 bytes each', () => {
    const grid = new FenceGrid(
      Array.from({ length: 100_000 }, (_, n) => ({
        center: { lng: 115.4 + ((n * 0.618034) % 1) * 2.2, lat: 39.4 + ((n * 0.414214) % 1) * 1.7 },
        radiusM: 75,
      })),
    );
    expect(grid.bytes / grid.size).toBeLessThan(300);
    expect(grid.bytes / grid.size).toBeGreaterThan(72);
  });
});

describe('createPlaceIndex', () => {
  it('names the places that hold a point by id', () => {
    const index = createPlaceIndex([placeAt('b', 1, 1, 100), placeAt('a', 1, 1, 50), placeAt('c', 2, 1, 50)]);
    expect(index.containing({ lng: 1.0001, lat: 1 }).map(({ id }) => id)).toEqual(['a', 'b']);
    expect(createPlaceIndex([]).containing({ lng: 1, lat: 1 })).toEqual([]);
  });
});
