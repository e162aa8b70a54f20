import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chanceAtLeast,
  chanceAtMost,
  meanRate,
  shrunkRate,
} from '../../../server/domain/statistics/binomial.ts';
import { clockDifferenceMin, clockMean } from '../../../server/domain/statistics/circular.ts';
import { scoreOfChance, smallestOf } from '../../../server/domain/statistics/evidence-score.ts';
import { logBeta, logChoose, logGamma } from '../../../server/domain/statistics/gamma.ts';
import { successesAtMost } from '../../../server/domain/statistics/poisson-binomial.ts';
import { incompleteBeta, studentAtMost } from '../../../server/domain/statistics/student.ts';
import { repeat } from '../../support/runs.ts';

describe('gamma', () => {
  it('agrees with factorials, the half and Pascal', () => {
    expect(Math.exp(logGamma(11))).toBeCloseTo(3_628_800, 4);
    expect(Math.exp(logGamma(0.5))).toBeCloseTo(Math.sqrt(Math.PI), 12);
    expect(Math.exp(logChoose(49, 6))).toBeCloseTo(13_983_816, 4);
    expect(Math.exp(logBeta(2, 3))).toBeCloseTo(1 / 12, 14);
  });
});

describe('beta-binomial', () => {
  it('is uniform over the counts when nothing is known of the rate', () => {
    expect(chanceAtMost(2, 9, { a: 1, b: 1 })).toBeCloseTo(0.3, 12);
  });

  it('becomes the binomial law when the rate is known well', () => {
    // Binomial(10, 0.3): P(X <= 1) = 0.7^10 + 10 * 0.3 * 0.7^9
    expect(chanceAtMost(1, 10, { a: 3e6, b: 7e6 })).toBeCloseTo(0.7 ** 10 + 3 * 0.7 ** 9, 5);
  });

  it('counts both tails so that they meet', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.nat(60),
        fc.double({ min: 0.5, max: 30, noNaN: true }),
        (n, k, a) => {
          const belief = { a, b: 5 };
          const below = chanceAtMost(Math.min(k, n) - 1, n, belief);
          expect(below + chanceAtLeast(Math.min(k, n), n, belief)).toBeCloseTo(1, 8);
        },
      ),
      repeat(200),
    );
  });

  it('shrinks few trials towards the rate known elsewhere', () => {
    const prior = { mean: 0.3, strength: 10 };
    expect(meanRate(shrunkRate({ successes: 0, trials: 2 }, prior))).toBeCloseTo(0.25, 12);
    expect(meanRate(shrunkRate({ successes: 0, trials: 990 }, prior))).toBeCloseTo(0.003, 12);
  });
});

describe('Poisson-binomial', () => {
  it('is the binomial law when all probabilities are equal', () => {
    expect(successesAtMost(1, Array(10).fill(0.3))).toBeCloseTo(0.7 ** 10 + 3 * 0.7 ** 9, 12);
  });

  it('adds up unequal trials by hand', () => {
    expect(successesAtMost(0, [0.1, 0.5])).toBeCloseTo(0.45, 12);
    expect(successesAtMost(1, [0.1, 0.5])).toBeCloseTo(0.95, 12);
  });
});

describe("Student's t", () => {
  it.each([
    [-2.776, 4, 0.025],
    [1.812, 10, 0.95],
    [0, 3, 0.5],
    [2.042, 30, 0.975],
  ])('agrees with the printed table at t = %s, %s degrees of freedom', (t, freedom, expected) => {
    expect(studentAtMost(t, freedom)).toBeCloseTo(expected, 4);
  });

  it('rests on an incomplete beta function that agrees with the printed table', () => {
    expect(incompleteBeta(0.3, 2, 3)).toBeCloseTo(0.3483, 4);
  });
});

describe('times around the clock', () => {
  it('averages across midnight', () => {
    const { meanMin, n } = clockMean([1430, 10, 1435, 5]);
    expect([n, Math.round(meanMin)]).toEqual([4, 0]);
    expect(clockDifferenceMin(1430, 10)).toBe(20);
    expect(clockDifferenceMin(10, 1430)).toBe(-20);
  });

  it('measures a small spread as the usual standard deviation does', () => {
    expect(clockMean([530, 550]).sdMin).toBeCloseTo(10, 1);
    expect(clockMean([0, 720]).r).toBeCloseTo(0, 12);
  });
});

describe('scores of chances', () => {
  it('follows the bound on what a p-value can weigh', () => {
    // -1 / (e 0.01 ln 0.01) = 7.99; even prior odds give 0.889.
    expect(scoreOfChance(0.01, 0.5)).toBeCloseTo(0.889, 3);
    expect(scoreOfChance(0.5, 0.1)).toBeCloseTo(0.1, 12);
  });

  it('never falls when the chance does, and stays a probability', () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(chance, chance, (p, q) => {
        const [low, high] = p < q ? [p, q] : [q, p];
        const [stronger, weaker] = [scoreOfChance(low, 0.05), scoreOfChance(high, 0.05)];
        expect(stronger).toBeGreaterThanOrEqual(weaker - 1e-12);
        expect(stronger).toBeLessThanOrEqual(1);
      }),
      repeat(300),
    );
  });

  it('charges for having tested more than once', () => {
    expect(smallestOf([0.02, 0.5])).toBe(0.04);
  });
});
