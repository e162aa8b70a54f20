import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowOn } from '../../server/domain/declared-hours.ts';
import { withFlexibleHours, type FlexibleHours } from '../../server/domain/flexible-hours.ts';
import { minutesOf, subtractIntervals } from '../../server/domain/interval.ts';
import { instantOf } from '../../server/domain/time.ts';
import {
  collectionWindows,
  overtimeId,
  workIntervals,
  type DaySchedule,
} from '../../server/domain/working-time.ts';
import { repeat } from '../support/runs.ts';

const ZONE = 'Asia/Shanghai';
/** A Thursday. */
const DAY = '2026-11-19';
const at = (clock: string, day = DAY): Date => instantOf(day, clock, ZONE);
const span = (from: string, to: string) => ({ startAt: at(from), endAt: at(to) });
const planned: DaySchedule = {
  personId: 'zhang',
  day: DAY,
  timeZone: ZONE,
  shifts: [{ id: 's1', ...span('09:00', '18:00'), breaks: [span('12:00', '13:00')], placeId: 'store' }],
  leaves: [],
  trips: [],
};
const hours = (overrides: Partial<FlexibleHours> = {}): FlexibleHours => ({
  personId: 'zhang',
  weekdays: [4],
  startTime: '11:00',
  endTime: '20:00',
  fromDay: '2026-11-01',
  toDay: '2026-11-30',
  decidedAt: at('08:00', '2026-11-10'),
  ...overrides,
});
const shiftsOf = (schedule: DaySchedule, ...agreed: FlexibleHours[]) =>
  withFlexibleHours([schedule], agreed)[0]?.shifts;

describe('agreed flexible hours', () => {
  it('take the place of the planned shift under its id and store, with its break', () => {
    expect(shiftsOf(planned, hours())).toEqual([
      { id: 's1', ...span('11:00', '20:00'), breaks: [span('12:00', '13:00')], placeId: 'store' },
    ]);
  });

  it('move a break that would lie outside by its share of the shift, as long as it was', () => {
    expect(shiftsOf(planned, hours({ startTime: '14:00', endTime: '23:00' }))).toMatchObject([
      { breaks: [span('17:00', '18:00')] },
    ]);
  });

  it('may pass midnight', () => {
    expect(shiftsOf(planned, hours({ startTime: '18:00', endTime: '02:00' }))).toMatchObject([
      span('18:00', '26:00'),
    ]);
  });

  it.each([
    ['another weekday', hours({ weekdays: [1, 2, 3] })],
    ['the day before they begin', hours({ fromDay: '2026-11-20' })],
    ['the day after they ended', hours({ toDay: '2026-11-18' })],
    ['another person', hours({ personId: 'li' })],
  ])('leave %s as it is', (_, agreed) => {
    expect(shiftsOf(planned, agreed)).toEqual(planned.shifts);
  });

  it('make no working day of a day of rest', () => {
    expect(shiftsOf({ ...planned, shifts: [] }, hours())).toEqual([]);
  });

  it('of two for the same day those agreed to later hold', () => {
    const later = hours({ startTime: '10:00', endTime: '19:00', decidedAt: at('08:00', '2026-11-11') });
    expect(shiftsOf(planned, later, hours())).toMatchObject([span('10:00', '19:00')]);
    expect(shiftsOf(planned, hours(), later)).toMatchObject([span('10:00', '19:00')]);
  });

  it('make one shift of a day of two, and leave approved overtime and own sessions outside them', () => {
    const session = { id: 'session:1', ...span('21:00', '22:00'), breaks: [], isSession: true };
    const day: DaySchedule = {
      ...planned,
      shifts: [
        { id: 's1', ...span('09:00', '12:00'), breaks: [] },
        { id: 's2', ...span('14:00', '18:00'), breaks: [] },
        { id: overtimeId(DAY, 0), ...span('18:00', '21:00'), breaks: [] },
        session,
      ],
    };
    expect(shiftsOf(day, hours({ startTime: '12:00', endTime: '19:00' }))).toEqual([
      { id: 's1', ...span('12:00', '19:00'), breaks: [] },
      { id: overtimeId(DAY, 0), ...span('19:00', '21:00'), breaks: [] },
      session,
    ]);
  });

  it('agreed to once the day had begun leave only the time in both', () => {
    expect(shiftsOf(planned, hours({ decidedAt: at('23:00') }))).toEqual([
      { id: 's1', ...span('11:00', '18:00'), breaks: [span('12:00', '13:00')], placeId: 'store' },
    ]);
    expect(
      shiftsOf(planned, hours({ startTime: '19:00', endTime: '22:00', decidedAt: at('23:00') })),
    ).toEqual([]);
    expect(shiftsOf(planned, hours({ decidedAt: at('08:50') }))).toMatchObject([span('11:00', '18:00')]);
    expect(shiftsOf(planned, hours({ decidedAt: at('08:45') }))).toMatchObject([span('11:00', '20:00')]);
  });
});

describe('agreed to once the day had begun, for counting what was worked', () => {
  const late = { decidedAt: at('23:00') };
  const countedOf = (schedule: DaySchedule, agreed: FlexibleHours) =>
    withFlexibleHours([schedule], [agreed], 'either')[0]?.shifts;

  it('they count beside the planned shift, which keeps its id and its break', () => {
    expect(countedOf(planned, hours(late))).toEqual([
      ...planned.shifts,
      { id: 's1:agreed:0', ...span('18:00', '20:00'), breaks: [], placeId: 'store' },
    ]);
    expect(countedOf(planned, hours({ ...late, startTime: '07:00', endTime: '16:00' }))).toMatchObject([
      span('07:00', '09:00'),
      span('09:00', '18:00'),
    ]);
    const evening = hours({ ...late, startTime: '19:00', endTime: '22:00' });
    expect(countedOf(planned, evening)).toMatchObject([span('09:00', '18:00'), span('19:00', '22:00')]);
  });

  it('they add nothing to a day of rest, and those agreed to in time stand alone', () => {
    expect(countedOf({ ...planned, shifts: [] }, hours(late))).toEqual([]);
    expect(countedOf(planned, hours())).toMatchObject([span('11:00', '20:00')]);
  });
});

const clock = fc
  .integer({ min: 0, max: 95 })
  .map(
    (quarter) => `${String(quarter >> 2).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );
const agreed = fc
  .record({
    startTime: clock,
    endTime: clock,
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
    decided: fc.integer({ min: -48, max: 48 }),
  })
  .map(({ decided, ...rest }) => hours({ ...rest, decidedAt: new Date(+at('00:00') + decided * 3_600_000) }));
const dayOf = fc
  .record({
    start: fc.integer({ min: 0, max: 40 }),
    length: fc.integer({ min: 4, max: 48 }),
    rest: fc.integer({ min: 0, max: 4 }),
    hasShift: fc.boolean(),
    leave: fc.option(fc.integer({ min: 0, max: 80 }), { nil: undefined }),
  })
  .map(({ start, length, rest, hasShift, leave }): DaySchedule => {
    const quarter = (n: number) => new Date(+at('00:00') + n * 900_000);
    const middle = start + Math.floor(length / 2);
    const breaks =
      rest === 0
        ? []
        : [{ startAt: quarter(middle), endAt: quarter(Math.min(middle + rest, start + length)) }];
    return {
      ...planned,
      shifts: hasShift ? [{ id: 's1', startAt: quarter(start), endAt: quarter(start + length), breaks }] : [],
      leaves: leave === undefined ? [] : [{ startAt: quarter(leave), endAt: quarter(leave + 16) }],
    };
  });

describe('whatever was agreed', () => {
  it('no time is working time that is neither planned nor agreed, and none of leave or of a day of rest', () => {
    fc.assert(
      fc.property(dayOf, agreed, (day, flex) => {
        const [result] = withFlexibleHours([day], [flex]);
        if (!result) throw new Error('a day is a day');
        const work = workIntervals(result);
        const allowed = [...day.shifts, windowOn(DAY, flex, ZONE)];
        expect(subtractIntervals(work, allowed)).toEqual([]);
        expect(minutesOf(subtractIntervals(work, day.leaves))).toBe(minutesOf(work));
        expect(collectionWindows(result).filter(() => day.shifts.length === 0)).toEqual([]);
      }),
      repeat(2_000),
    );
  });

  it('late, the working time is part of what was planned', () => {
    fc.assert(
      fc.property(dayOf, agreed, (day, flex) => {
        const [result] = withFlexibleHours([day], [{ ...flex, decidedAt: at('23:59', '2026-11-25') }]);
        if (!result) throw new Error('a day is a day');
        expect(subtractIntervals(workIntervals(result), workIntervals(day))).toEqual([]);
      }),
      repeat(2_000),
    );
  });

  it('in time, breaks keep their length as far as the hours have room', () => {
    fc.assert(
      fc.property(dayOf, agreed, (day, flex) => {
        const [result] = withFlexibleHours([day], [{ ...flex, weekdays: [4], decidedAt: new Date(0) }]);
        const shift = result?.shifts[0];
        if (!shift) return;
        const rest = minutesOf(day.shifts.flatMap(({ breaks }) => breaks));
        expect(minutesOf(shift.breaks)).toBe(Math.min(rest, minutesOf([shift])));
        expect(subtractIntervals(shift.breaks, [shift])).toEqual([]);
      }),
      repeat(2_000),
    );
  });
});
