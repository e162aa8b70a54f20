import { array, assert, double, property } from 'fast-check';
import { expect, it } from 'vitest';
import { isWithin } from '../../server/domain/interval.ts';
import { promptTimes } from '../../server/domain/prompt-times.ts';

const at = (clock: string): Date => new Date(`2026-11-19T${clock}:00Z`);
const work = [
  { startAt: at('01:00'), endAt: at('04:00') },
  { startAt: at('05:00'), endAt: at('10:00') },
];

it('asks inside the working time, never on the break or in the first and last half hour', () => {
  assert(
    property(
      array(double({ min: 0, max: 0.999999, noNaN: true }), { minLength: 1, maxLength: 3 }),
      (chances) => {
        const times = promptTimes(work, chances);
        expect(times).toHaveLength(chances.length);
        for (const time of times) {
          expect(work.some((part) => isWithin(time, part))).toBe(true);
          expect(time >= at('01:30') && time < at('09:30')).toBe(true);
        }
      },
    ),
  );
});

it('spreads several over the day: one in each equal part', () => {
  expect(promptTimes(work, [0, 0.5])).toEqual([at('01:30'), at('07:45')]);
});

it('asks nobody whose working time is too short', () => {
  expect(promptTimes([{ startAt: at('01:00'), endAt: at('02:00') }], [0.5])).toEqual([]);
});
