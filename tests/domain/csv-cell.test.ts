import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvCell } from '../../server/domain/csv-cell.ts';

it.each(['=1+1', '+86', '-2', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠x'])(
  'lets no spreadsheet run %j',
  (text) => {
    expect(csvCell(text).replace(/^"/, '')).toBe(`'${text}${/[\r\n]/.test(text) ? '"' : ''}`);
  },
);

it('quotes what would end the cell, and leaves everything else as it is', () => {
  expect(['张三', 'a b', 'a,b', 'say "hi"', '2=1'].map(csvCell)).toEqual([
    '张三',
    'a b',
    '"a,b"',
    '"say ""hi"""',
    '2=1',
  ]);
});

it('never begins with a sign of a formula, whatever the text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '＝', '＋', '\t', '\n', '"', ',', 'a') }),
      (text) => {
        expect(csvCell(text).replace(/^"/, '')).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
      },
    ),
  );
});
