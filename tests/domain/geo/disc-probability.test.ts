import { describe, expect, test } from 'vitest';
import { insideDisc } from '../../../server/domain/geo/disc-probability.ts';

describe('insideDisc', () => {
  test('agrees with a fine polar integration of the same law', () => {
    for (const radius of [0.1, 0.5, 1, 2, 4, 4.5, 6, 12])
      for (const away of [0, radius / 2, radius, radius + 0.5, radius + 2, radius + 4])
        expect(Math.abs(insideDisc(away * 20, radius * 20, 20) - integrate(away, radius))).toBeLessThan(5e-4);
  });

  test('is the closed form in the middle of a disc', () => {
    expect(insideDisc(0, 20, 10)).toBeCloseTo(1 - Math.exp(-2), 4);
  });

  test('is certain far inside and far outside, and a half on the edge of a huge disc', () => {
    expect(insideDisc(0, 100, 5)).toBe(1);
    expect(insideDisc(200, 100, 5)).toBe(0);
    expect(insideDisc(10_000, 10_000, 10)).toBeCloseTo(0.5, 3);
  });
});

function integrate(away: number, radius: number): number {
  const steps = 1200;
  const turns = 120;
  let sum = 0;
  for (let n = 0; n < steps; n++) {
    const r = ((n + 0.5) / steps) * radius;
    let mean = 0;
    for (let turn = 0; turn < turns; turn++) {
      const angle = ((turn + 0.5) / turns) * Math.PI;
      mean += Math.exp(-(r * r + away * away - 2 * r * away * Math.cos(angle)) / 2) / turns;
    }
    sum += (r * mean * radius) / steps;
  }
  return sum;
}
