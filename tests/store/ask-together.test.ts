import { describe, expect, it } from 'vitest';
import { askForRows, askTogether, doTogether } from '../../server/store/ask-together.ts';

describe('what is asked in one turn of the event loop', () => {
  it('is one query, each key once, and everyone gets the own answer', async () => {
    const queries: (readonly string[])[] = [];
    const ask = askTogether(async (keys) => {
      queries.push(keys);
      return new Map(keys.filter((key) => key !== 'nobody').map((key) => [key, `${key}!`]));
    });
    expect(await Promise.all(['a', 'b', 'a', 'nobody'].map((key) => ask(key)))).toEqual([
      'a!',
      'b!',
      'a!',
      undefined,
    ]);
    expect(queries).toEqual([['a', 'b', 'nobody']]);
  });

  it('is one query for each span, so that nobody gets rows of other days', async () => {
    const queries: string[] = [];
    const ask = askForRows(
      ({ key }: { key: string; n: number }) => key,
      async (keys, fromDay: string, toDay: string) => {
        queries.push(`${keys.join(' ')} ${fromDay} ${toDay}`);
        return keys.flatMap((key) => [1, 2].map((n) => ({ key, n })));
      },
    );
    const [one, , other] = await Promise.all([ask('a', '1', '2'), ask('b', '1', '2'), ask('a', '1', '3')]);
    expect(queries).toEqual(['a b 1 2', 'a 1 3']);
    expect(one).toEqual([1, 2].map((n) => ({ key: 'a', n })));
    expect(other).toEqual(one);
  });

  it('gives whoever asks for the same key a list of their own', async () => {
    const ask = askForRows(
      (row: string) => row,
      async (keys) => keys,
    );
    const [one, other] = await Promise.all([ask('a'), ask('a')]);
    one.push('mine');
    expect(other).toEqual(['a']);
  });

  it('is asked anew in a later turn: what was written meanwhile is seen', async () => {
    let stored = 'old';
    const ask = askTogether(async (keys) => new Map(keys.map((key) => [key, stored])));
    const first = ask('a');
    stored = 'new';
    expect(await first).toBe('new');
    stored = 'newer';
    expect(await ask('a')).toBe('newer');
  });

  it('fails for everyone when the query fails, and works again afterwards', async () => {
    let isBroken = true;
    const ask = askTogether(async (keys) => {
      if (isBroken) throw new Error('no database');
      return new Map(keys.map((key) => [key, key]));
    });
    const both = await Promise.allSettled([ask('a'), ask('b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    isBroken = false;
    expect(await ask('a')).toBe('a');
  });

  it('is split where it is more than one command may hold, in the order it was asked', async () => {
    const sizes: number[] = [];
    const double = doTogether(async (items: readonly number[]) => {
      sizes.push(items.length);
      return items.map((n) => 2 * n);
    });
    const numbers = Array.from({ length: 1_100 }, (_, n) => n);
    expect(await Promise.all(numbers.map(double))).toEqual(numbers.map((n) => 2 * n));
    expect(sizes).toEqual([500, 500, 100]);
  });
});
