import { beforeEach, describe, expect, it } from 'vitest';
import { walkOn } from '../../server/flow/walk.ts';
import { saveSetting } from '../../server/store/settings.ts';
import { useDatabase } from '../support/db.ts';

const people = Array.from({ length: 100 }, (_, n) => ({ id: `p${String(n).padStart(3, '0')}` }));
const ids = people.map(({ id }) => id);

describe('a walk over everybody', () => {
  useDatabase();
  beforeEach(() => saveSetting('walk', undefined));
  const walkWith = (round: string, seen: string[], sliceMs: number) =>
    walkOn({ key: 'walk', round, atOnce: 1, sliceMs }, people.toReversed(), async ({ id }) => {
      seen.push(id);
      if (id === 'p050') throw new Error('broken');
      // Each item takes longer than the slice: a call does one group.
      const untilMs = performance.now() + 1;
      while (performance.now() < untilMs);
    });

  it('goes on where the last slice stopped, each item once, in order, and says when all are done', async () => {
    const seen: string[] = [];
    const results: (boolean | string)[] = [];
    for (let slice = 0; slice < 10 && results.at(-1) !== true; slice += 1)
      results.push(await walkWith('a', seen, 0.5).catch(() => 'fault'));
    expect(seen).toEqual(ids);
    expect(results).toEqual([false, 'fault', false, true]);
  });

  it('begins anew with the next round, and has nothing left to do in one that is complete', async () => {
    const seen: string[] = [];
    await walkWith('b', seen, 60_000).catch(() => undefined);
    expect(await walkWith('b', seen, 60_000)).toBe(true);
    expect(seen).toEqual(ids);
    await walkWith('c', seen, 60_000).catch(() => undefined);
    expect(seen).toHaveLength(200);
  });

  it('is done at once with nobody', async () => {
    const walk = { key: 'walk', round: 'd', atOnce: 2, sliceMs: 60_000 };
    expect(await walkOn(walk, [], () => Promise.reject(new Error('never')))).toBe(true);
  });
});
