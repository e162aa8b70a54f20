import { assert, array, double, property, tuple } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { insideShares } from '../../../server/domain/geo/fence-crossing.ts';
import { isInside } from '../../../server/domain/geo/fence.ts';
import type { Place } from '../../../server/domain/geo/place.ts';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import { listPassages } from '../../../server/domain/track/fence-passages.ts';
import { explainGaps } from '../../../server/domain/track/gap-causes.ts';
import { listMoves } from '../../../server/domain/track/moves.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';
import { StaySettingsSchema } from '../../../server/domain/track/stay-settings.ts';
import { findStays } from '../../../server/domain/track/stays.ts';

const START_MS = Date.UTC(2026, 2, 2, 1);
const plane = localPlane({ lng: 121.47, lat: 31.23 });
const spot = (eastM: number, northM = 0) => ({ lng: plane.lngOf(eastM), lat: plane.latOf(northM) });
const at = (minute: number) => new Date(START_MS + minute * 60_000);
const trackFrom = (rows: readonly (readonly [minute: number, eastM: number])[]) =>
  trackOf(rows.map(([minute, eastM]) => ({ atMs: +at(minute), ...spot(eastM), accuracyM: 10 })));
const minuteOf = (instant: Date) => Math.round((+instant - START_MS) / 600) / 100;
const shop: Place = { id: 's', name: 's', roles: ['competitor'], center: spot(1000), radiusM: 50 };
const square: Place = { ...shop, polygon: [spot(900, -50), spot(1100, -50), spot(1100, 50), spot(900, 50)] };

describe('moves', () => {
  test('lie between the stays, with what the fixes prove of them', () => {
    const track = trackFrom([
      ...[0, 5, 10, 15].map((minute) => [minute, 0] as const),
      ...[16, 17, 18, 19].map((minute) => [minute, (minute - 15) * 400] as const),
      ...[20, 25, 30, 35].map((minute) => [minute, 2000] as const),
      [37, 2600] as const,
    ]);
    const moves = listMoves(track, findStays(track, StaySettingsSchema.parse({})));
    expect(moves).toHaveLength(2);
    expect(moves[0]).toMatchObject({
      startAt: at(15),
      endAt: at(20),
      durationMin: 5,
      fixes: 6,
      longestGapMin: 1,
    });
    expect(moves[0]?.distanceM).toBeCloseTo(2000, -1);
    expect(moves[0]?.meanSpeedMps).toBeCloseTo(2000 / 300, 1);
    expect(moves[1]).toMatchObject({ startAt: at(35), endAt: at(37) });
  });

  test('are none of an empty track or one that never moves', () => {
    expect(listMoves(trackFrom([]), [])).toEqual([]);
    const still = trackFrom([0, 5, 10, 15].map((minute) => [minute, 0] as const));
    expect(listMoves(still, findStays(still, StaySettingsSchema.parse({})))).toEqual([]);
  });
});

describe('gaps', () => {
  test('carry the causes the phone told, each minute once, and the rest as unknown', () => {
    const gaps = [{ startAt: at(10), endAt: at(40) }];
    const told = [
      { startAt: at(5), endAt: at(20), cause: 'hidden' },
      { startAt: at(15), endAt: at(30), cause: 'offline' },
    ];
    expect(explainGaps({ gaps }, told)).toEqual([
      { startAt: at(10), endAt: at(40), minutes: 30, causes: { hidden: 10, offline: 10, unknown: 10 } },
    ]);
  });
});

describe('passages through a fence', () => {
  const shown = (rows: readonly (readonly [number, number])[], place = shop, maxGapMin = 6) =>
    listPassages(trackFrom(rows), place, maxGapMin).map(({ startAt, endAt, fixes }) => [
      minuteOf(startAt),
      minuteOf(endAt),
      fixes,
    ]);

  test('are seen between two fixes on both sides of it', () => {
    expect(
      shown([
        [0, 0],
        [4, 2000],
      ]),
    ).toEqual([[1.9, 2.1, 0]]);
    expect(
      shown(
        [
          [0, 0],
          [4, 2000],
        ],
        square,
      ),
    ).toEqual([[1.8, 2.2, 0]]);
  });

  test('say nothing across a longer silence, but keep the fixes inside', () => {
    expect(
      shown([
        [0, 0],
        [7, 2000],
      ]),
    ).toEqual([]);
    expect(
      shown([
        [0, 0],
        [10, 1000],
        [20, 2000],
      ]),
    ).toEqual([[10, 10, 1]]);
  });

  test('join what follows without leaving', () => {
    expect(
      shown([
        [0, 0],
        [2, 1000],
        [4, 1010],
        [6, 2000],
      ]),
    ).toEqual([[1.9, 4.08, 2]]);
  });

  test('agree with the fence at every point of the way', () => {
    const metres = double({ min: -200, max: 200, noNaN: true });
    assert(
      property(
        tuple(metres, metres),
        tuple(metres, metres),
        array(double({ min: 0, max: 1, noNaN: true })),
        (a, b, shares) => {
          for (const place of [shop, square]) {
            const [from, to] = [spot(1000 + a[0], a[1]), spot(1000 + b[0], b[1])];
            const inside = insideShares(from, to, place);
            for (const share of shares) {
              const point = {
                lng: from.lng + share * (to.lng - from.lng),
                lat: from.lat + share * (to.lat - from.lat),
              };
              const isNear = inside.some((part) => part.some((edge) => Math.abs(edge - share) < 0.02));
              const told = inside.some(([start, end]) => share >= start && share <= end);
              expect(isNear || told === isInside(point, place)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });
});
