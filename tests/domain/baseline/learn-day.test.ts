import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Baseline } from '../../../server/domain/baseline/baseline.ts';
import { habitsOf } from '../../../server/domain/baseline/habits.ts';
import { middleMinOf, midnightOf, SKETCH_WIDTH } from '../../../server/domain/baseline/day-sketch.ts';
import { stepsOf } from '../../../server/domain/baseline/cell-flows.ts';
import { cellOf } from '../../../server/domain/baseline/cell-list.ts';
import { nearestStop } from '../../../server/domain/baseline/learn-stops.ts';
import { timelineOf, type Timeline } from '../../../server/domain/baseline/timeline.ts';
import { dayOn, instantOn, learnAll, spot, type Stretch } from './build-days.ts';

/** 13:30, the middle of the shift of every day made here. */
const MIDDLE_MIN = 810;
const copy = (baseline: Baseline): Baseline => JSON.parse(JSON.stringify(baseline));
const weekdays = (count: number) => Array.from({ length: count }, (_, n) => n + 2 * Math.floor(n / 5));
/** Two customers in the morning, one in the afternoon. */
const ROUND: readonly Stretch[] = [
  [0, 60, 0],
  [80, 160, 3000],
  [240, 500, 0, 4000],
];

describe('learnDay', () => {
  it('gives the same baseline however often it is stored between the days', () => {
    const place = fc.integer({ min: -20, max: 20 }).map((n) => n * 400);
    const stretch = fc
      .tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 10, max: 130 }), place, place)
      .map(([from, minutes, eastM, northM]): Stretch => [from, from + minutes, eastM, northM]);
    fc.assert(
      fc.property(
        fc.array(fc.array(stretch, { maxLength: 3 }), { minLength: 1, maxLength: 12 }),
        fc.nat({ max: 11 }),
        (rounds, cut) => {
          const days = rounds.map((round, n) =>
            dayOn(n * 2, round.toSorted((a, b) => a[0] - b[0]).slice(0, 1)),
          );
          const whole = learnAll(days);
          expect(learnAll(days.slice(cut), { from: copy(learnAll(days.slice(0, cut))) })).toEqual(whole);
          expect(learnAll(days, { from: whole })).toBe(whole);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('knows regular stops with their days and minutes, and forgets what is long ago', () => {
    const baseline = learnAll(weekdays(10).map((n) => dayOn(n, ROUND)));
    const stop = nearestStop(baseline.stops, spot(3020));
    expect(stop).toMatchObject({ firstDay: '2026-03-02', dwellMin: 78 });
    expect(stop?.recentDays).toHaveLength(10);
    expect(stop?.weight).toBeGreaterThan(8);
    expect(nearestStop(baseline.stops, spot(3400))).toBeNull();
    const later = learnAll([dayOn(220, [[0, 60, 9000]])], { from: baseline });
    expect(nearestStop(later.stops, spot(3000))).toBeNull();
    expect(nearestStop(later.stops, spot(9000))?.weight).toBe(1);
  });

  it('fits in 32 KB for a rider who stops at 40 places on every day of three months', () => {
    const tour = (n: number): Stretch[] =>
      Array.from({ length: 27 }, (_, at) => {
        const place = (at * 3 + n * 7) % 41;
        return [at * 20, at * 20 + 14, (place % 7) * 900 - 3000, Math.floor(place / 7) * 900];
      });
    const baseline = learnAll(weekdays(66).map((n) => dayOn(n, tour(n))));
    expect(baseline.stops.length).toBeGreaterThan(30);
    expect(JSON.stringify(baseline).length).toBeLessThanOrEqual(32 * 1024);
  });

  it('finds an hour and a place surprising the less the person was there', () => {
    const habits = habitsOf(learnAll(weekdays(15).map((n) => dayOn(n, ROUND))));
    const at = (eastM: number, northM: number, hour: number) => {
      const { lng, lat } = spot(eastM, northM);
      return habits.surprisal(cellOf(lng, lat), hour);
    };
    expect(at(0, 0, 9)).toBeLessThan(1.5);
    expect(at(0, 0, 15)).toBeGreaterThan(at(0, 0, 9) + 1);
    expect(at(30_000, 0, 9)).toBeGreaterThan(8);
  });

  it('measures a day against the history from 0 to 1, and its order apart from its places', () => {
    const habits = habitsOf(learnAll(weekdays(15).map((n) => dayOn(n, ROUND))));
    const timeline = (stretches: readonly Stretch[]) => {
      const day = dayOn(30, stretches);
      return timelineOf(day.track, midnightOf(day));
    };
    const usual = timeline(ROUND);
    const backwards = timeline(
      ROUND.map(([from, to, x, y = 0]): Stretch => [500 - to, 500 - from, x, y]).toReversed(),
    );
    const elsewhere = timeline([[0, 500, 20_000]]);
    expect(habits.divergence(usual)).toBeLessThan(0.05);
    expect(habits.divergence(backwards)).toBeLessThan(0.05);
    expect(habits.divergence(elsewhere)).toBeGreaterThan(0.99);
    expect(habits.divergence(elsewhere, [elsewhere], 1)).toBeLessThan(0.5);
    expect(habits.orderSurprise(usual, MIDDLE_MIN)).toBeLessThan(-0.5);
    expect(habits.orderSurprise(backwards, MIDDLE_MIN)).toBeGreaterThan(0.5);
  });

  it('turns a day around the middle of its shifts, also one that was seen only in part', () => {
    const habits = habitsOf(learnAll(weekdays(15).map((n) => dayOn(n, ROUND))));
    const bits = (stretch: Stretch) => {
      const day = dayOn(30, [stretch]);
      return habits.orderSurprise(timelineOf(day.track, midnightOf(day)), middleMinOf(day));
    };
    expect(middleMinOf(dayOn(30, ROUND))).toBe(MIDDLE_MIN);
    expect(bits([0, 60, 0])).toBeLessThan(-0.5);
    expect(bits([480, 540, 0])).toBeGreaterThan(0.5);
    expect(bits([0, 10, 0])).toBeGreaterThan(bits([0, 60, 0]));
    expect(bits([0, 60, 20_000])).toBeCloseTo(0);
  });

  it('finds a day as much more usual backwards as the same day backwards less', () => {
    const habits = habitsOf(learnAll(weekdays(15).map((n) => dayOn(n, ROUND))));
    const cells = ROUND.map(([, , eastM, northM = 0]) => spot(eastM, northM)).map(({ lng, lat }) =>
      cellOf(lng, lat),
    );
    const piece = fc.record({
      cell: fc.constantFrom(...cells, 7),
      startMin: fc.integer({ min: 540, max: 1050 }),
      minutes: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const timeline: Timeline = {
          cell: pieces.map(({ cell }) => cell),
          startMin: pieces.map(({ startMin }) => startMin),
          minutes: pieces.map(({ minutes }) => minutes),
        };
        const turned = pieces.map(({ startMin, minutes }) => 2 * MIDDLE_MIN - startMin - minutes);
        expect(habits.orderSurprise({ ...timeline, startMin: turned }, MIDDLE_MIN)).toBeCloseTo(
          -habits.orderSurprise(timeline, MIDDLE_MIN),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('knows which way the person goes', () => {
    const way = (step: number): Stretch[] =>
      Array.from({ length: 40 }, (_, at) => [at * 2, at * 2 + 2, (step > 0 ? at : 39 - at) * 300]);
    const against = (days: number, stretches: readonly Stretch[]) =>
      habitsOf(learnAll(weekdays(days).map((n) => dayOn(n, way(1))))).againstFlow(
        stepsOf(dayOn(100, stretches).track),
      );
    expect(against(60, way(1))).toBeLessThan(-0.4);
    expect(against(60, way(-1))).toBeGreaterThan(0.4);
    expect(against(60, [[0, 60, 0]])).toBeCloseTo(0);
    expect(against(2, way(-1))).toBeGreaterThan(0);
    expect(against(2, way(-1))).toBeLessThan(0.1);
  });

  it('kept with what is learned no more goes on as one that never had it', () => {
    const days = weekdays(12).map((n) => dayOn(n, ROUND));
    const [before, after] = [learnAll(days.slice(0, -1)), learnAll(days)];
    const kept = { ...before, trade: [{ monday: '2026-03-02', visits: 5, orders: 5, salesFen: 5100 }] };
    expect(learnAll(days.slice(-1), { from: kept })).toEqual(after);
  });

  it('keeps clock times of the days', () => {
    const days = weekdays(20);
    const records = {
      punches: days.flatMap((n) => [
        { id: `i${n}`, kind: 'in' as const, at: instantOn(n, -5 + (n % 3)) },
        { id: `o${n}`, kind: 'out' as const, at: instantOn(n, 545) },
      ]),
    };
    const baseline = learnAll(
      days.map((n) => dayOn(n, ROUND)),
      { records },
    );
    expect(baseline.recent.map(({ inMin }) => inMin).slice(0, 3)).toEqual([535, 536, 537]);
    expect(baseline.recent.every(({ outMin }) => outMin === 1085)).toBe(true);
    const stays = baseline.recent.at(-1)?.stays ?? [];
    const [first, second, third] = [0, 1, 2].map((n) =>
      stays.slice(n * SKETCH_WIDTH, (n + 1) * SKETCH_WIDTH),
    );
    expect([first, second, third].map((stay) => stay?.slice(2, 4))).toEqual([
      [540, 58],
      [620, 78],
      [780, 258],
    ]);
  });
});
