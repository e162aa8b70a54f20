import { describe, expect, it } from 'vitest';
import { createPacer, type PacerLimits } from '../../server/feishu/pacer.ts';

/** When each of the turns asked for together is given, ms after they were asked for: a clock that stands and says how long is waited. */
async function turnsOf(limits: PacerLimits, keys: readonly string[]): Promise<number[]> {
  let waitedMs = 0;
  const wait = (ms: number): Promise<void> => {
    waitedMs = ms;
    return Promise.resolve();
  };
  const pace = createPacer(limits, { nowMs: () => 0, wait });
  const turns: number[] = [];
  for (const key of keys) {
    waitedMs = 0;
    await pace('send', key);
    turns.push(waitedMs);
  }
  return turns;
}
const within = (turns: readonly number[], fromMs: number): number =>
  turns.filter((at) => at >= fromMs && at < fromMs + 1_000).length;

describe('the pace of sending', () => {
  it('never gives one chat more than its limit in any second', async () => {
    const limits = { perKey: 4, total: 100, perApi: 1_000, longestWaitMs: 10_000 };
    expect(await turnsOf(limits, Array(10).fill('oc'))).toEqual([
      0, 0, 0, 0, 1_000, 1_000, 1_000, 1_000, 2_000, 2_000,
    ]);
  });

  it('never gives the app more than its limit, whoever the receivers are', async () => {
    const keys = Array.from({ length: 25 }, (_, n) => `ou_${n}`);
    const turns = await turnsOf({ perKey: 4, total: 10, perApi: 1_000, longestWaitMs: 10_000 }, keys);
    expect(turns.map((at) => within(turns, at))).toEqual([...Array(20).fill(10), ...Array(5).fill(5)]);
  });

  it('never gives one API more than its limit in any ten seconds, which is nobody’s refusal', async () => {
    const keys = Array.from({ length: 40 }, (_, n) => `ou_${n}`);
    const turns = await turnsOf({ perKey: 4, total: 5, perApi: 15, longestWaitMs: 30_000 }, keys);
    const within10s = (fromMs: number): number =>
      turns.filter((at) => at >= fromMs && at < fromMs + 10_000).length;
    expect(Math.max(...turns.map(within10s))).toBe(15);
    expect(turns.at(-1)).toBe(21_000);
  });

  it('does not keep one chat waiting for another', async () => {
    const limits = { perKey: 1, total: 100, perApi: 1_000, longestWaitMs: 10_000 };
    expect(await turnsOf(limits, ['oc', 'oc', 'ou'])).toEqual([0, 1_000, 0]);
  });

  it('refuses, as the platform would, what would wait too long', async () => {
    const refused = turnsOf({ perKey: 1, total: 100, perApi: 1_000, longestWaitMs: 500 }, ['oc', 'oc']);
    await expect(refused).rejects.toMatchObject({ details: { code: 99991400 } });
  });

  it('lets real time pass until the turn has come', async () => {
    const pace = createPacer({ perKey: 1, total: 100, perApi: 1_000, longestWaitMs: 10_000 });
    const startMs = performance.now();
    await pace('send', 'oc');
    await pace('send', 'oc');
    // Timers may come a moment early.
    expect(performance.now() - startMs).toBeGreaterThan(990);
  });
});
