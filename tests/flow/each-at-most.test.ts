import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { eachAtMost } from '../../server/flow/each-at-most.ts';

describe('eachAtMost', () => {
  it('does every item once, in order of beginning, never more at once than allowed', async () => {
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    await eachAtMost(3, [5, 1, 4, 2, 3, 0, 6], async (turns) => {
      begun.push(turns);
      running += 1;
      most = Math.max(most, running);
      for (let left = turns; left > 0; left -= 1) await turn();
      running -= 1;
    });
    expect(begun).toEqual([5, 1, 4, 2, 3, 0, 6]);
    expect(most).toBe(3);
    expect(running).toBe(0);
  });

  it('does the rest although some fail, and then tells of every fault', async () => {
    const done: number[] = [];
    const run = eachAtMost(2, [1, 2, 3, 4], async (item) => {
      await turn();
      if (item % 2 === 1) throw new Error(`no ${item}`);
      done.push(item);
    });
    await expect(run).rejects.toMatchObject({ errors: [{ message: 'no 1' }, { message: 'no 3' }] });
    expect(done).toEqual([2, 4]);
  });

  it('does nothing with nothing', async () => {
    await expect(eachAtMost(4, [], () => Promise.reject(new Error('never')))).resolves.toBeUndefined();
  });
});
