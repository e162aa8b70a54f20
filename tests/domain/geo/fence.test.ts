import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEGREE_M, haversineM, localPlane } from '../../../server/domain/geo/distance.ts';
import { distanceToEdgeM, isInside } from '../../../server/domain/geo/fence.ts';
import { createPlaceIndex } from '../../../server/domain/geo/place-index.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { repeat } from '../../support/runs.ts';

const center = { lng: 121.47, lat: 31.23 };
const plane = localPlane(center);
const offset = (x: number, y: number) => ({ lng: plane.lngOf(x), lat: plane.latOf(y) });

function buildPlace(overrides: Partial<Place> = {}): Place {
  return { id: 'a', name: 'A', roles: ['competitor'], center, radiusM: 50, ...overrides };
}

describe('distances', () => {
  it('knows a degree of latitude and an eastern one', () => {
    expect(haversineM(center, { lng: center.lng, lat: center.lat + 1 })).toBeCloseTo(DEGREE_M, 3);
    expect(haversineM({ lng: 179.9, lat: 0 }, { lng: -179.9, lat: 0 })).toBeCloseTo(0.2 * DEGREE_M, 3);
  });

  it('agrees with the great circle near the origin of a plane', () => {
    expect(haversineM(center, offset(3000, -4000))).toBeCloseTo(5000, -1);
    expect(localPlane({ lng: 179.99, lat: 0 }).xOf(-179.99)).toBeCloseTo(0.02 * DEGREE_M, 3);
  });
});

describe('fences', () => {
  const square = [offset(-100, -100), offset(100, -100), offset(100, 100), offset(-100, 100)];

  it('measures to the edge of a circle, negative inside', () => {
    expect(distanceToEdgeM(offset(20, 0), buildPlace())).toBeCloseTo(-30, 1);
    expect(distanceToEdgeM(offset(0, 80), buildPlace())).toBeCloseTo(30, 1);
  });

  it('measures to the edge of a polygon and ignores the circle then', () => {
    const place = buildPlace({ polygon: square });
    expect([isInside(offset(90, 90), place), isInside(offset(110, 0), place)]).toEqual([true, false]);
    expect(distanceToEdgeM(offset(60, 0), place)).toBeCloseTo(-40, 1);
    expect(distanceToEdgeM(offset(130, 140), place)).toBeCloseTo(50, 1);
  });
});

describe('createPlaceIndex', () => {
  it('answers like a plain search over all places, whatever their order', () => {
    const spot = fc.record({
      x: fc.integer({ min: -3000, max: 3000 }),
      y: fc.integer({ min: -3000, max: 3000 }),
      radiusM: fc.integer({ min: 5, max: 400 }),
    });
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 40 }), spot, (spots, asked) => {
        const places = spots.map(({ x, y, radiusM }, n) =>
          buildPlace({ id: `p${String(n).padStart(2, '0')}`, center: offset(x, y), radiusM }),
        );
        const point = offset(asked.x, asked.y);
        const found = createPlaceIndex(places.toReversed()).nearby(point, asked.radiusM);
        const expected = places.filter((place) => distanceToEdgeM(point, place) <= asked.radiusM);
        expect(found.map(({ place }) => place.id).toSorted()).toEqual(expected.map(({ id }) => id));
        expect(found.map(({ edgeM }) => edgeM)).toEqual(
          found.map(({ edgeM }) => edgeM).toSorted((a, b) => a - b),
        );
      }),
      repeat(200),
    );
  });
});
