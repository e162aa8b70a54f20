import { expect, it } from 'vitest';
import { nextAttemptAt } from '../../../server/domain/webhook/retry.ts';

const at = new Date('2026-11-19T04:00:00Z');
const waits = (chance: number): number[] => {
  const found: number[] = [];
  for (let attempts = 1; attempts < 100; attempts += 1) {
    const next = nextAttemptAt(attempts, at, chance);
    if (!next) return found;
    found.push((+next - +at) / 1000);
  }
  throw new Error('never given up');
};

it('waits longer each time, for about a day in all, and is then given up', () => {
  expect(waits(0)).toEqual([30, 120, 600, 1_800, 7_200, 18_000, 28_800, 28_800]);
  const hours = waits(0).reduce((sum, one) => sum + one, 0) / 3_600;
  expect(hours).toBeGreaterThan(23);
  expect(hours).toBeLessThan(25);
});

it('comes back up to a fifth later, so that those that failed together part', () => {
  expect(waits(0.5)[0]).toBe(33);
  expect(waits(1)[1]).toBe(144);
});
