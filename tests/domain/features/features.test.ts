import { describe, expect, it } from 'vitest';
import type { Baseline } from '../../../server/domain/baseline/baseline.ts';
import { FEATURES, featuresOf } from '../../../server/domain/features/day-features.ts';
import { contributionsOf, growForest, scoreRow } from '../../../server/domain/features/isolation-forest.ts';
import { groupRows, scoreNumbers, typicalRow } from '../../../server/domain/features/robust-scores.ts';
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

describe('the typical row of a group', () => {
  it.each([3, 4, 24, 25, 60])('is the median of each column, of %i rows in any order', (count) => {
    const rows = Array.from({ length: count }, (_, n) =>
      FEATURES.map((_name, at) => ((n * 7 + at) % count) - 5),
    );
    const sorted = Array.from({ length: count }, (_, n) => n - 5);
    const middle = ((sorted[Math.floor((count - 1) / 2)] ?? 0) + (sorted[Math.floor(count / 2)] ?? 0)) / 2;
    expect(typicalRow(rows)).toEqual(FEATURES.map(() => middle));
  });
});

describe('isolation forest', () => {
  /** A bell around 0: the mean of three spread-out numbers. */
  const bell = (n: number) =>
    [7, 13, 29].reduce((sum, step) => sum + ((n * step * 37) % 101) / 101 - 0.5, 0) / 3;
  const rows = Array.from({ length: 200 }, (_, n) => [bell(n), bell(n * 5 + 1), bell(n * 11 + 2)]);

  it('finds a far row rarer than the others, and names the number that makes it so', () => {
    const forest = growForest(rows, { seed: 7 });
    if (!forest) throw new Error('no forest');
    const typical = [0, 0, 0];
    expect(scoreRow(forest, [0, 9, 0])).toBeGreaterThan(scoreRow(forest, typical) + 0.05);
    const [a = 0, b = 0, c = 0] = contributionsOf(forest, [0, 9, 0], typical);
    expect(b).toBeGreaterThan(0.03);
    expect(Math.max(a, c)).toBeLessThan(b / 2);
  });

  it('is the same forest for the same seed, and none for a single row', () => {
    expect(growForest(rows, { seed: 3 })).toEqual(growForest(rows, { seed: 3 }));
    expect(growForest(rows, { seed: 3 })).not.toEqual(growForest(rows, { seed: 4 }));
    expect(growForest([[1, 2]], { seed: 3 })).toBeNull();
  });

  it('grows on the learned days of a peer group', () => {
    const group = groupRows([baseline, baseline]);
    const forest = growForest(group, { seed: 1 });
    if (!forest) throw new Error('no forest');
    const strange = featuresOf(
      dayOn(20, [
        [0, 100, 9000],
        [130, 400, 20_000],
      ]),
      baseline,
    );
    expect(scoreRow(forest, strange)).toBeGreaterThan(
      scoreRow(forest, featuresOf(dayOn(20, usual(1)), baseline)),
    );
    expect(typicalRow(group)[FEATURES.indexOf('stays')]).toBe(3);
  });
});
