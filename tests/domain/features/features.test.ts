import { describe, expect, it } from 'vitest';
import type { Baseline } from '../../../server/domain/baseline/baseline.ts';
import { FEATURES, featuresOf } from '../../../server/domain/features/day-features.ts';
import { scoreNumbers } from '../../../server/domain/features/robust-scores.ts';
import { dayOn, learnAll, type Stretch } from '../baseline/build-days.ts';

const usual = (n: number): Stretch[] => [
  [0, 100 + 2 * (n % 4), 0],
  [130, 250, 3000],
  [280, 500 - 2 * (n % 3), 0, 4000],
];
const baseline = learnAll(Array.from({ length: 14 }, (_, n) => dayOn(n, usual(n))));
const named = (features: readonly number[]) =>
  Object.fromEntries(FEATURES.map((name, at) => [name, features[at] ?? 0]));

describe('features of a day', () => {
  it('count minutes, stays and ways in the units they are named by', () => {
    const day = named(featuresOf(dayOn(20, usual(0)), baseline));
    expect(day).toMatchObject({ stays: 3, unknownMin: 0, newCellShare: 0, firstMin: 540 });
    expect(day['stayMin']).toBeGreaterThan(400);
    expect(day['moveKm']).toBeGreaterThan(7.9);
    expect(day['divergence']).toBeLessThan(0.05);
  });

  it('say which numbers of a day were unusual for the person', () => {
    const strange = featuresOf(
      dayOn(20, [
        [0, 100, 0],
        [130, 400, 20_000],
      ]),
      baseline,
    );
    const scored = (against: Baseline, row: readonly number[]) =>
      scoreNumbers(
        against,
        FEATURES.map((name, at) => ({ name, value: row[at] ?? 0 })),
      );
    const unusual = scored(baseline, strange)
      .filter(({ deviations }) => deviations > 5)
      .map(({ name }) => name);
    expect(unusual).toEqual(expect.arrayContaining(['unknownMin', 'longestUnknownMin', 'divergence']));
    expect(
      scored(baseline, featuresOf(dayOn(20, usual(1)), baseline)).every(
        ({ deviations }) => Math.abs(deviations) < 5,
      ),
    ).toBe(true);
    expect(scored(learnAll([dayOn(0, usual(0))]), strange)).toEqual([]);
  });
});

describe('the usual value of a feature', () => {
  it.each([5, 6, 24])('is the median of the learned days, of %i in any order', (count) => {
    const [kept] = baseline.recent;
    if (!kept) throw new Error('no day');
    const stays = FEATURES.indexOf('stays');
    const recent = Array.from({ length: count }, (_, n) => ({
      ...kept,
      features: kept.features.with(stays, (n * 7) % count),
    }));
    const [score] = scoreNumbers({ ...baseline, recent }, [{ name: 'stays', value: 0 }]);
    expect(score?.usual).toBe((count - 1) / 2);
  });
});
