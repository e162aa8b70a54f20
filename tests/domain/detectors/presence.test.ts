import { describe, expect, it } from 'vitest';
import { presenceProbability } from '../../../server/domain/detectors/presence.ts';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import type { Place } from '../../../server/domain/geo/place.ts';

const origin = { lng: 121.47, lat: 31.23 };
const plane = localPlane(origin);
const spot = (eastM: number, northM = 0) => ({ lng: plane.lngOf(eastM), lat: plane.latOf(northM) });
const buildPlace = (eastM: number, radiusM: number, overrides: Partial<Place> = {}): Place => ({
  id: `p${eastM}`,
  name: 'p',
  roles: ['competitor'],
  center: spot(eastM),
  radiusM,
  ...overrides,
});

describe('presenceProbability', () => {
  it.each([
    [30, 30, 0.68],
    [30, 15, 0.99],
    [15, 30, 0.25],
  ])(
    'in a circle of %i m with an error of %i m is what a circular normal error says',
    (radiusM, accuracyM, expected) => {
      const probability = presenceProbability({ ...origin, accuracyM }, buildPlace(0, radiusM), []);
      expect(Math.abs(probability - expected)).toBeLessThan(0.07);
    },
  );

  it('is a half on the edge of a large place and nothing far away', () => {
    const large = buildPlace(1000, 1000);
    expect(presenceProbability({ ...origin, accuracyM: 20 }, large, [])).toBeCloseTo(0.5, 1);
    expect(presenceProbability({ ...origin, accuracyM: 20 }, buildPlace(300, 40), [])).toBe(0);
  });

  it('is shared equally by places that overlap, and never raised by one', () => {
    const point = { ...origin, accuracyM: 10 };
    const alone = presenceProbability(point, buildPlace(0, 40), []);
    expect(presenceProbability(point, buildPlace(0, 40), [buildPlace(0, 60)])).toBeCloseTo(alone / 2, 5);
    expect(presenceProbability(point, buildPlace(0, 40), [buildPlace(200, 40)])).toBe(alone);
  });

  it('follows a polygon when the place has one', () => {
    const polygon = [spot(0, -50), spot(50, -50), spot(50, 50), spot(0, 50)];
    const half = presenceProbability({ ...origin, accuracyM: 15 }, buildPlace(0, 5, { polygon }), []);
    expect(half).toBeCloseTo(0.5, 1);
  });
});
