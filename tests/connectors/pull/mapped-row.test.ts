import { describe, expect, it } from 'vitest';
import { mappedRow } from '../../../server/connectors/pull/mapped-row.ts';

const ZONE = 'Asia/Shanghai';
const bodyOf = (given: unknown, read: 'yuan' | 'as_is') => {
  const fields = [{ field: 'amountFen', from: 'v', read }];
  const row = mappedRow({ kind: 'orders', fields, timeZone: ZONE }, { v: given }, 1);
  return 'body' in row ? row.body['amountFen'] : undefined;
};

describe('an amount of theirs in yuan', () => {
  it.each([
    ['1,280', 128_000],
    ['12,345.6', 1_234_560],
    [19.99, 1999],
    ['-0.50', -50],
  ])('%j is %j fen', (given, fen) => {
    expect(bodyOf(given, 'yuan')).toBe(fen);
  });

  it.each(['12,50', '1,5', '1.005', '+12', '12.', '1e3', '0x10', '￥1,280'])(
    '%j is none and stays text: it is never taken for fen',
    (given) => {
      expect(bodyOf(given, 'yuan')).toBe(given);
    },
  );
});

it('an amount with a part of a fen stays the number that it is, for the schema to refuse', () => {
  expect(bodyOf(1.005, 'yuan')).toBe(1.005);
});

it.each(['', '  ', null])('an amount of theirs that is %j is absent', (given) => {
  expect(bodyOf(given, 'yuan')).toBeUndefined();
});

it('an amount in fen is a number as it is', () => {
  expect(bodyOf('128,000', 'as_is')).toBe(128_000);
  expect(bodyOf(1280, 'as_is')).toBe(1280);
});
