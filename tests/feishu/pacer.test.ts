import { describe, expect, it } from 'vitest';
import { createPacer } from '../../server/feishu/pacer.ts';

/** When each of the turns asked for together was given, ms after the first. */
async function turnsOf(pace: ReturnType<typeof createPacer>, keys: readonly string[]): Promise<number[]> {
  const startMs = performance.now();
  return Promise.all(keys.map(async (key) => pace('send', key).then(() => performance.now() - startMs)));
}
const within = (turns: readonly number[], fromMs: number): number =>
  turns.filter((at) => at >= fromMs && at < fromMs + 995).length;

describe('the pace of sending', () => {
  it('never gives one chat more than its limit in any second', async () => {
    const turns = await turnsOf(
      createPacer({ perKey: 4, total: 100, longestWaitMs: 10_000 }),
      Array(10).fill('oc'),
    );
    expect(turns.every((at) => within(turns, at) <= 4)).toBe(true);
    expect(turns.filter((at) => at < 500)).toHaveLength(4);
  });

  it('never gives the app more than its limit, whoever the receivers are', async () => {
    const keys = Array.from({ length: 25 }, (_, n) => `ou_${n}`);
    const turns = await turnsOf(createPacer({ perKey: 4, total: 10, longestWaitMs: 10_000 }), keys);
    expect(turns.every((at) => within(turns, at) <= 10)).toBe(true);
  });

  it('does not keep one chat waiting for another', async () => {
    const pace = createPacer({ perKey: 1, total: 100, longestWaitMs: 10_000 });
    const [, , other] = await turnsOf(pace, ['oc', 'oc', 'ou']);
    expect(other).toBeLessThan(500);
  });

  it('refuses, as the platform would, what would wait too long', async () => {
    const pace = createPacer({ perKey: 1, total: 100, longestWaitMs: 500 });
    await pace('send', 'oc');
    await expect(pace('send', 'oc')).rejects.toMatchObject({ details: { code: 99991400 } });
  });
});
