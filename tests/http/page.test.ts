import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPage } from '../../server/http/page.ts';
import type { PageScope } from '../../server/store/page.ts';

type Row = Readonly<{ id: string; atMs: number }>;
const partOf = (rows: readonly Row[], limit: number) => ({
  limit,
  list: (scope: PageScope) => {
    const from = scope.after ? rows.findIndex(({ id }) => id === scope.after?.id) + 1 : 0;
    return Promise.resolve(rows.slice(from, from + scope.limit));
  },
  endOf: ({ id, atMs }: Row) => ({ at: new Date(atMs), id }),
});

describe('a list in pages', () => {
  it('is shown whole and in order, part after part, whatever its length; only the last page has no next', async () => {
    const lengths = fc.tuple(fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 4 }));
    await fc.assert(
      fc.asyncProperty(lengths, async ([open, ended, limit]) => {
        const rowsOf = (part: string, count: number): Row[] =>
          Array.from({ length: count }, (_, n) => ({ id: `${part}.${n}`, atMs: -n }));
        const [first, second] = [rowsOf('open', open), rowsOf('ended', ended)];
        const parts = [partOf(first, limit), partOf(second, limit)];
        const seen: Row[] = [];
        let after: string | undefined;
        for (let page = 0; page < 20; page += 1) {
          const { items, next } = await readPage(after, parts);
          seen.push(...items);
          after = next.next;
          if (after === undefined) break;
        }
        expect(seen).toEqual([...first, ...second]);
        expect(after).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  it.each(['', 'x', '0.12', '0.x.a', '0.1.$gt', ['0.1.a'], `0.1.${'a'.repeat(300)}`])(
    'does not begin behind %j',
    async (after) => {
      await expect(readPage(after, [partOf([], 1)])).rejects.toMatchObject({ code: 'invalid_input' });
    },
  );
});
