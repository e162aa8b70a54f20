import { describe, expect, it } from 'vitest';
import { findDrop } from '../../../server/domain/statistics/change-point.ts';

const prior = { mean: 0, weight: 0.1, spread: 0.15, freedom: 3 };
const ask = { within: 3, minBefore: 4, least: 0.22, share: 0.1, prior };
const noise = [0.05, -0.08, 0.02, 0.1, -0.04, -0.1, 0.07, 0.01, -0.03];

describe('a drop in a short series', () => {
  it('is found where it begins, with its size', () => {
    const drop = findDrop([...noise, -0.8, -0.75], ask);
    expect(drop?.at).toBe(noise.length);
    expect(drop?.probability).toBeGreaterThan(0.95);
    expect(drop?.shift).toBeCloseTo(-0.775, 2);
  });

  it('is hardly believed in a steady, a rising or a noisy series', () => {
    expect(findDrop(noise, ask)?.probability).toBeLessThan(0.1);
    expect(findDrop([...noise, 0.8, 0.75], ask)?.probability).toBeLessThan(0.05);
    expect(findDrop([0.5, -0.6, 0.4, -0.5, 0.6, -0.3, -0.6, 0.1], ask)?.probability).toBeLessThan(0.3);
  });

  it('grows with its size and its length', () => {
    const sizes = [0, 0.2, 0.4, 0.6].map((size) => findDrop([...noise, -size, -size], ask)?.probability ?? 0);
    expect(sizes).toEqual(sizes.toSorted((a, b) => a - b));
    const once = findDrop([...noise, -0.5], ask)?.probability ?? 0;
    expect(findDrop([...noise, -0.5, -0.5, -0.5], ask)?.probability).toBeGreaterThan(once);
  });

  it('is not looked for without enough values before it', () => {
    expect(findDrop([0, 0, -1], ask)).toBeNull();
  });
});
