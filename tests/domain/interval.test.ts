import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  intersectIntervals,
  isWithin,
  itemsWithin,
  subtractIntervals,
  type Interval,
} from '../../server/domain/interval.ts';
import { repeat } from '../support/runs.ts';

const spans = fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 8 })), {
  maxLength: 8,
});
type Spans = readonly (readonly [from: number, length: number])[];
const intervalsOf = (some: Spans): Interval[] =>
  some.map(([from, length]) => ({ startAt: new Date(from), endAt: new Date(from + length) }));
const momentsOf = (some: readonly Interval[]): number[] =>
  some.flatMap(({ startAt, endAt }) => Array.from({ length: +endAt - +startAt }, (_, n) => +startAt + n));
const isIn = (some: Spans, moment: number): boolean =>
  some.some(([from, length]) => moment >= from && moment < from + length);
const MOMENTS = Array.from({ length: 40 }, (_, n) => n);

it('what two lists share, and what one leaves of the other, is right at every moment and in order', () => {
  fc.assert(
    fc.property(spans, spans, (a, b) => {
      expect(momentsOf(intersectIntervals(intervalsOf(a), intervalsOf(b)))).toEqual(
        MOMENTS.filter((moment) => isIn(a, moment) && isIn(b, moment)),
      );
      expect(momentsOf(subtractIntervals(intervalsOf(a), intervalsOf(b)))).toEqual(
        MOMENTS.filter((moment) => isIn(a, moment) && !isIn(b, moment)),
      );
    }),
    repeat(300),
  );
});

it('of records in order those in an interval are the ones that each alone lies in', () => {
  const times = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });
  fc.assert(
    fc.property(times, fc.integer({ min: -2, max: 32 }), fc.nat({ max: 20 }), (some, from, length) => {
      const records = some.toSorted((a, b) => a - b).map((ms, id) => ({ id, at: new Date(ms) }));
      const span: Interval = { startAt: new Date(from), endAt: new Date(from + length) };
      expect(itemsWithin(records, ({ at }) => at, span)).toEqual(
        records.filter(({ at }) => isWithin(at, span)),
      );
    }),
    repeat(300),
  );
});
