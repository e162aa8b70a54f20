import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { round } from '../../server/domain/round.ts';

const DIGITS = fc.integer({ min: 0, max: 5 });

it('rounds as the text of a number does, whatever its size', () => {
  fc.assert(
    fc.property(fc.double(), DIGITS, (value, digits) => {
      expect(round(value, digits)).toBe(Number(value.toFixed(digits)));
    }),
    { numRuns: 2000 },
  );
});

it('rounds as the text does at and beside the middle of two', () => {
  const middle = fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), DIGITS, fc.integer({ min: -3, max: 3 }));
  fc.assert(
    fc.property(middle, ([whole, digits, ulps]) => {
      const value = ((whole + 0.5) / 10 ** digits) * (1 + ulps * Number.EPSILON);
      expect(round(value, digits)).toBe(Number(value.toFixed(digits)));
    }),
    { numRuns: 2000 },
  );
});
