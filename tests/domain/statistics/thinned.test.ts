import { describe, expect, it } from 'vitest';
import { chanceAtMost } from '../../../server/domain/statistics/binomial.ts';
import { chanceAtMostThinned } from '../../../server/domain/statistics/thinned.ts';

describe('chance with trials that have not run their time', () => {
  it.each([
    [0, 20, 4.5, 10.5],
    [3, 40, 20, 40],
    [1, 12, 2, 30],
    [5, 15, 1.5, 1.2],
  ])('agrees with the beta-binomial law when all have: at most %s of %s', (k, n, a, b) => {
    const exact = chanceAtMost(k, n, { a, b });
    const found = chanceAtMostThinned(k, Array<number>(n).fill(1), { a, b });
    expect(found / exact).toBeCloseTo(1, 1);
  });

  it('counts half of a trial for half of its time', () => {
    // A rate known well: 0.5 x 0.4 each, so none of four = 0.8^4.
    expect(chanceAtMostThinned(0, [0.5, 0.5, 0.5, 0.5], { a: 4e5, b: 6e5 })).toBeCloseTo(0.4096, 4);
    expect(chanceAtMostThinned(0, [0, 0], { a: 4, b: 6 })).toBe(1);
  });
});
