import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import { hasteOf, listArrivals } from '../../../server/domain/track/arrivals.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';

const START_MS = Date.UTC(2026, 2, 2, 1);
const plane = localPlane({ lng: 121.47, lat: 31.23 });
const trackFrom = (rows: readonly (readonly [minute: number, eastM: number])[]) =>
  trackOf(
    rows.map(([minute, eastM]) => ({
      atMs: START_MS + minute * 60_000,
      lng: plane.lngOf(eastM),
      lat: plane.latOf(0),
      accuracyM: 10,
    })),
  );
const rest = (from: number, to: number, eastM: number, stepMin = 2) =>
  Array.from(
    { length: Math.floor((to - from) / stepMin) + 1 },
    (_, n) => [from + n * stepMin, eastM] as const,
  );

describe('arrivals', () => {
  test('are rests that one long step reaches, beside what its time allows', () => {
    const track = trackFrom([...rest(0, 10, 0), ...rest(13, 25, 3400)]);
    const [arrival] = listArrivals(track);
    expect(arrival?.at).toBe(6);
    // 3.4 km in 3 minutes, where 700 m and 20 km/h allow 1.7 km.
    expect(arrival?.haste).toBeCloseTo(2, 2);
    expect(hasteOf(track)).toBe(arrival?.haste);
  });

  test('tell whether the phone was there before the fix that the step leaves', () => {
    const back = trackFrom([...rest(0, 10, 0), [12, 5000], ...rest(14, 40, 20)]);
    expect(listArrivals(back)).toMatchObject([{ at: 7, isBack: true }]);
    expect(listArrivals(trackFrom([...rest(0, 10, 0), ...rest(13, 25, 3400)]))).toMatchObject([
      { isBack: false },
    ]);
  });

  test('need a kilometre, a quarter of an hour at most, and ten minutes of rest', () => {
    expect(listArrivals(trackFrom([...rest(0, 10, 0), ...rest(11, 30, 950)]))).toEqual([]);
    expect(listArrivals(trackFrom([...rest(0, 10, 0), ...rest(26, 40, 9000)]))).toEqual([]);
    expect(listArrivals(trackFrom([...rest(0, 10, 0), ...rest(13, 21, 9000)]))).toEqual([]);
    expect(
      listArrivals(trackFrom([...rest(0, 10, 0), ...rest(13, 17, 9000), [18, 9300], ...rest(20, 40, 9600)])),
    ).toEqual([]);
    expect(hasteOf(trackFrom([]))).toBe(0);
  });

  test('are none at the end of a way on rails, where the steps before were as fast', () => {
    const riding = [...rest(0, 10, 0), [13, 6000], [16, 13_000], ...rest(19, 40, 17_000)] as const;
    expect(listArrivals(trackFrom(riding))).toEqual([]);
    const driving = [...rest(0, 10, 0), [13, 2000], [16, 5000], ...rest(19, 40, 9000)] as const;
    expect(listArrivals(trackFrom(driving))).toHaveLength(1);
  });

  test('a faster step is never less hasty', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1100, max: 9000 }), fc.integer({ min: 1, max: 13 }), (stepM, minutes) => {
        const haste = (m: number, min: number) =>
          hasteOf(trackFrom([...rest(0, 10, 0), ...rest(10 + min, 30 + min, m)]));
        expect(haste(stepM + 500, minutes)).toBeGreaterThan(haste(stepM, minutes));
        expect(haste(stepM, minutes + 1)).toBeLessThan(haste(stepM, minutes));
      }),
      { numRuns: 50 },
    );
  });
});
