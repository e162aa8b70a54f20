import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { cellAt } from '../../../server/domain/baseline/cell-list.ts';
import { CellNumbers } from '../../../server/domain/baseline/cell-numbers.ts';

const CELL = fc
  .tuple(fc.integer({ min: 0, max: 72_000 }), fc.integer({ min: 0, max: 144_000 }))
  .map(([row, column]) => cellAt(row, column));
const CELLS = fc.array(fc.oneof(fc.integer({ min: -2, max: 2 }), CELL), { maxLength: 700 });

it('numbers cells by their first appearance as a map would, and forgets them when emptied', () => {
  const numbers = new CellNumbers();
  fc.assert(
    fc.property(CELLS, (cells) => {
      const known = new Map<number, number>();
      numbers.clear();
      for (const cell of cells) {
        expect(numbers.find(cell)).toBe(known.get(cell) ?? -1);
        if (!known.has(cell)) known.set(cell, known.size);
        expect(numbers.add(cell)).toBe(known.get(cell));
      }
      expect(numbers.count).toBe(known.size);
      for (const [cell, number] of known) expect(numbers.cellOf(number)).toBe(cell);
    }),
    { numRuns: 50 },
  );
});
