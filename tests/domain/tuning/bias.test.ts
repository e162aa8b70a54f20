import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeSmall } from '../../../server/domain/statistics/merge-small.ts';
import { measureBias, type BiasShift } from '../../../server/domain/tuning/bias.ts';
import { brandOf, shiftTypeOf } from '../../../server/domain/tuning/shift-groups.ts';

const shifts = (region: string, people: number, alerted: number, brand = 'vivo'): BiasShift[] =>
  Array.from({ length: people }, (_, n) => ({
    personId: `${region}-${n}`,
    groups: { region, shift: 'day', brand },
    detectors: n < alerted ? ['off-zone'] : [],
  }));
const tableOf = (given: readonly BiasShift[], dimension = 'region') =>
  measureBias(given).find((table) => table.dimension === dimension && table.detector === null)?.groups ?? [];

describe('the look at bias', () => {
  it('flags a group whose people are alerted far more often than the rest', () => {
    const groups = tableOf([...shifts('east', 40, 12), ...shifts('west', 200, 10)]);
    expect(groups.map(({ names, per100, isFlagged }) => [names, per100, isFlagged])).toEqual([
      [['east'], 30, true],
      [['west'], 5, false],
    ]);
    expect(groups[0]?.ratio).toBeCloseTo(6, 5);
  });

  it('does not flag what may be chance, nor one person who is alerted again and again', () => {
    expect(tableOf([...shifts('east', 20, 2), ...shifts('west', 200, 14)]).some((one) => one.isFlagged)).toBe(
      false,
    );
    const often = Array.from({ length: 30 }, () => shifts('east', 1, 1)).flat();
    const groups = tableOf([...often, ...shifts('east', 20, 1), ...shifts('west', 200, 10)]);
    expect(groups[0]).toMatchObject({ names: ['east'], isFlagged: false });
  });

  it('shows no group of fewer than five people by itself', () => {
    const groups = tableOf([...shifts('a', 3, 3), ...shifts('b', 3, 0), ...shifts('c', 30, 0)]);
    expect(groups.map(({ names, people }) => [names, people])).toEqual([
      [['a', 'b'], 6],
      [['c'], 30],
    ]);
    expect(tableOf(shifts('a', 4, 4))).toEqual([]);
  });

  it('tells of a single detector only where it flags somebody', () => {
    const named = (given: readonly BiasShift[]) =>
      new Set(measureBias(given).map(({ detector }) => detector));
    expect(named([...shifts('east', 20, 2), ...shifts('west', 200, 14)])).toEqual(new Set([null]));
    expect(named([...shifts('east', 40, 12), ...shifts('west', 200, 10)])).toEqual(
      new Set([null, 'off-zone']),
    );
  });
});

describe('joined groups', () => {
  it('are a partition into parts of at least k people, or nothing', () => {
    const groupsArbitrary = fc.uniqueArray(
      fc.record({ name: fc.string({ minLength: 1, maxLength: 4 }), size: fc.nat({ max: 20 }) }),
      { selector: ({ name }) => name, maxLength: 12 },
    );
    fc.assert(
      fc.property(groupsArbitrary, fc.integer({ min: 2, max: 10 }), (groups, k) => {
        const parts = mergeSmall(groups, k);
        const total = groups.reduce((sum, { size }) => sum + size, 0);
        expect(parts.every((part) => part.reduce((sum, { size }) => sum + size, 0) >= k)).toBe(true);
        const names = parts.flat().map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        const wanted = total < k ? [] : groups.filter(({ size }) => size > 0).map(({ name }) => name);
        expect(names.toSorted()).toEqual(wanted.toSorted());
      }),
      { numRuns: 300 },
    );
  });
});

describe('groups of shifts and phones', () => {
  const shift = (from: string, to: string) => ({
    id: 's',
    startAt: new Date(`2026-11-19T${from}:00+08:00`),
    endAt: new Date(`2026-11-${to}:00+08:00`),
    breaks: [],
  });
  it.each([
    ['06:30', '19T14:30', 'early'],
    ['09:00', '19T18:00', 'day'],
    ['14:00', '20T00:00', 'late'],
    ['22:00', '20T06:00', 'night'],
  ])('a shift from %s to %s is %s', (from, to, type) => {
    expect(shiftTypeOf(shift(from, to), 'Asia/Shanghai')).toBe(type);
  });

  it.each([
    ['iPhone14,5', 'Apple'],
    ['HUAWEI NOH-AN00', 'Huawei'],
    ['Redmi Note 12', 'Xiaomi'],
    ['PGBM10 OPPO', 'other'],
    ['OPPO PGBM10', 'OPPO'],
    ['V2148A', 'vivo'],
    ['SM-G9910', 'Samsung'],
    ['', 'unknown'],
    [undefined, 'unknown'],
  ])('%s is made by %s', (model, brand) => {
    expect(brandOf(model)).toBe(brand);
  });
});
