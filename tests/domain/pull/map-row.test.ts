import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PullRead } from '../../../server/contract/pull-source.ts';
import { mapRow } from '../../../server/domain/pull/map-row.ts';
import { leavesOf, valueAt } from '../../../server/domain/pull/path.ts';

const ZONE = 'Asia/Shanghai';
const readOne = (value: unknown, read: PullRead) =>
  mapRow([{ field: 'x', from: 'v', read }], { v: value }, ZONE).get('x');

describe('a time of theirs', () => {
  it.each([
    ['2026-11-25 09:00:00', '2026-11-25T01:00:00.000Z'],
    ['2026/11/5 9:00', '2026-11-05T01:00:00.000Z'],
    ['2026年11月25日 09:00', '2026-11-25T01:00:00.000Z'],
    ['2026-11-25T09:00:30', '2026-11-25T01:00:30.000Z'],
    ['2026-11-25T09:00:00+09:00', '2026-11-25T00:00:00.000Z'],
    ['2026-11-25T01:00:00Z', '2026-11-25T01:00:00.000Z'],
    [1_795_000_000, '2026-11-18T11:06:40.000Z'],
    [1_795_000_000_000, '2026-11-18T11:06:40.000Z'],
    ['1795000000000', '2026-11-18T11:06:40.000Z'],
  ])('%s is read as %s', (given, instant) => {
    expect(readOne(given, 'time')).toBe(instant);
  });

  it.each(['2026-02-30 09:00', '2026-11-25 25:00', '2026-11-25', 'tomorrow', '', 12, true])(
    '%s is none, and stays as it is',
    (given) => {
      expect(readOne(given, 'time')).toBe(given);
    },
  );

  it('is the day that it falls on here', () => {
    expect(readOne('2026/11/5', 'day')).toBe('2026-11-05');
    expect(readOne('2026-11-24T17:00:00Z', 'day')).toBe('2026-11-25');
  });
});

describe('an amount in yuan', () => {
  it.each([
    [19.99, '1999'],
    ['1,234.5', '123450'],
    ['-0.50', '-50'],
    ['0.00', '0'],
    [0.07, '7'],
    ['12.340', '1234'],
  ])('%s is %s fen', (yuan, fen) => {
    expect(readOne(yuan, 'yuan')).toBe(fen);
  });

  it('with a part of a fen is no amount', () => {
    expect(readOne('1.005', 'yuan')).toBe('1.005');
    expect(readOne('about 3', 'yuan')).toBe('about 3');
  });

  it.each(['12,50', '1,5', '1,2,3'])('with commas that group no thousands is none, and stays %j', (yuan) => {
    expect(readOne(yuan, 'yuan')).toBe(yuan);
  });

  it('loses no fen, whatever it is', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e11, max: 1e11 }), (fen) => {
        const digits = String(Math.abs(fen)).padStart(3, '0');
        const yuan = `${fen < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
        expect(Number(readOne(yuan, 'yuan'))).toBe(fen);
      }),
    );
  });
});

it('puts our word in the place of theirs, and leaves a word that nobody named', () => {
  const values = [{ theirs: '已签到', ours: 'in' }];
  const fields = [{ field: 'kind', from: 'status', read: 'as_is' as const, values }];
  expect(mapRow(fields, { status: ' 已签到 ' }, ZONE).get('kind')).toBe('in');
  expect(mapRow(fields, { status: '请假' }, ZONE).get('kind')).toBe('请假');
});

it('gives every row a constant, and leaves out what is absent or null', () => {
  const fields = [
    { field: 'datum', constant: 'gcj02' },
    { field: 'a', from: 'none.there', read: 'as_is' as const },
    { field: 'b', from: 'b', read: 'time' as const },
  ];
  expect([...mapRow(fields, { b: null }, ZONE)]).toEqual([['datum', 'gcj02']]);
});

it('finds own values by dotted path, and nothing of the language itself', () => {
  expect(valueAt({ data: { items: [{ id: 7 }] } }, 'data.items.0.id')).toBe(7);
  for (const path of ['__proto__', 'constructor.name', 'data.toString', 'data.length.x'])
    expect(valueAt({ data: {} }, path)).toBeUndefined();
});

it('finds again each value of a row at the path it is shown under', () => {
  const value = fc.letrec((tie) => ({
    row: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('inner'), { maxKeys: 4 }),
    inner: fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), fc.boolean(), tie('row')),
  })).row;
  fc.assert(
    fc.property(value, (row) => {
      for (const { path, value: leaf } of leavesOf(row, 50)) expect(valueAt(row, path)).toBe(leaf);
    }),
  );
});

it('never throws, whatever a row holds', () => {
  const reads = fc.constantFrom<PullRead>('as_is', 'time', 'day', 'yuan');
  fc.assert(
    fc.property(fc.anything(), reads, (value, read) => {
      expect(() => readOne(value, read)).not.toThrow();
    }),
  );
});
