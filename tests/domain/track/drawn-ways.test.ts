import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { localPlane } from '../../../server/domain/geo/distance.ts';
import { listDrawnWays } from '../../../server/domain/track/drawn-ways.ts';
import { trackOf } from '../../../server/domain/track/settle.ts';

const START_MS = Date.UTC(2026, 2, 2, 1);
const plane = localPlane({ lng: 121.47, lat: 31.23 });
const settings = { drawnWayM: 15, minDrawnWayM: 1500, minDrawnWayMin: 4, minDrawnWayFixes: 5 };
type Row = readonly [minute: number, eastM: number, northM?: number];
const waysOf = (rows: readonly Row[]) =>
  listDrawnWays(
    trackOf(
      rows.map(([minute, eastM, northM = 0]) => ({
        atMs: START_MS + minute * 60_000,
        lng: plane.lngOf(eastM),
        lat: plane.latOf(northM),
        accuracyM: 10,
      })),
    ),
    settings,
  ).map(({ startAt, endAt }) => [(+startAt - START_MS) / 60_000, (+endAt - START_MS) / 60_000]);
const steady = (minutes: readonly number[], speedMpm: number): Row[] =>
  minutes.map((minute) => [minute, minute * speedMpm]);

describe('drawn ways', () => {
  test('are straight at one pace, whatever the times between the fixes', () => {
    expect(waysOf(steady([0, 1, 2, 3, 4, 5, 6], 500))).toEqual([[0, 6]]);
    expect(waysOf(steady([0, 0.7, 2, 3.5, 4, 6.2], 500))).toEqual([[0, 6.2]]);
  });

  test('end at a bend, and a second one is another', () => {
    const bend = [...steady([0, 1, 2, 3, 4], 500), ...[5, 6, 7, 8].map((m): Row => [m, 2000, (m - 4) * 500])];
    expect(waysOf(bend)).toEqual([
      [0, 4],
      [4, 8],
    ]);
  });

  test('are not short, brief, of few fixes, or over a long silence', () => {
    expect(waysOf(steady([0, 1, 2, 3, 4, 5], 200))).toEqual([]);
    expect(waysOf(steady([0, 0.5, 1, 1.5, 2, 2.5, 3], 900))).toEqual([]);
    expect(waysOf(steady([0, 2, 4, 6], 500))).toEqual([]);
    expect(waysOf(steady([0, 1, 2, 20, 21, 22], 500))).toEqual([]);
    expect(waysOf([])).toEqual([]);
  });

  test('are no train, which is as straight and steady but faster than anyone drives in a town', () => {
    expect(waysOf(steady([0, 1, 2, 3, 4, 5, 6], 2500))).toEqual([]);
    expect(waysOf(steady([0, 1, 2, 3, 4, 5, 6], 1600))).toEqual([[0, 6]]);
  });

  test('are broken by one stop at a light, wherever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 10, max: 50 }), (at, waitS) => {
        const rows = [0, 1, 2, 3, 4, 5].map((m): Row => [m, m * 500 - (m >= at ? (waitS / 60) * 500 : 0)]);
        expect(waysOf(rows)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
