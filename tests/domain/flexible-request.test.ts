import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FlexibleSettingsSchema, FlexibleStatusSchema } from '../../server/contract/flexible.ts';
import type { DeclaredHours } from '../../server/domain/declared-hours.ts';
import { expectDays, wallClock } from '../../server/domain/expected-days.ts';
import { hoursOf, type FlexibleFacts } from '../../server/domain/flexed-days.ts';
import { judgeFlexible, moveFlexible, type FlexibleEvent } from '../../server/domain/flexible-request.ts';
import { addDays, instantOf, weekdayOf } from '../../server/domain/time.ts';
import type { DaySchedule } from '../../server/domain/working-time.ts';
import { repeat } from '../support/runs.ts';

const ZONE = 'Asia/Shanghai';
/** A Thursday; the attendance reaches two weeks further. */
const TODAY = '2026-11-19';
const KNOWN_TO = '2026-12-03';
const settings = FlexibleSettingsSchema.parse({});
const at = (day: string, clock: string): Date => instantOf(day, clock, ZONE);

/** Monday to Friday 09:00-18:00 with an hour's lunch, from four weeks back to where the attendance reaches. */
function week(change: (day: string) => Partial<DaySchedule> = () => ({})): DaySchedule[] {
  const days: DaySchedule[] = [];
  for (let day = addDays(TODAY, -28); day <= KNOWN_TO; day = addDays(day, 1)) {
    const isWork = weekdayOf(day) <= 5;
    const lunch = { startAt: at(day, '12:00'), endAt: at(day, '13:00') };
    const shift = { id: `${day}:S:0`, startAt: at(day, '09:00'), endAt: at(day, '18:00'), breaks: [lunch] };
    const base = {
      personId: 'zhang',
      day,
      timeZone: ZONE,
      shifts: isWork ? [shift] : [],
      leaves: [],
      trips: [],
    };
    days.push({ ...base, ...change(day) });
  }
  return days;
}
const facts = (overrides: Partial<FlexibleFacts> = {}): FlexibleFacts => ({
  personId: 'zhang',
  timeZone: ZONE,
  engagement: 'full_time',
  now: at(TODAY, '10:00'),
  today: TODAY,
  planned: week(),
  others: [],
  sideJobs: [],
  ...overrides,
});
/** Tuesdays of four weeks, two hours later. */
const ask = (overrides: Partial<DeclaredHours> = {}): DeclaredHours => ({
  weekdays: [2],
  startTime: '11:00',
  endTime: '20:00',
  fromDay: '2026-11-24',
  toDay: '2026-12-15',
  ...overrides,
});
const faultsOf = (asked: DeclaredHours, given = facts(), limits = settings) =>
  judgeFlexible(asked, given, limits).faults;
const one = (day: string, overrides: Partial<DeclaredHours> = {}) =>
  ask({ weekdays: [weekdayOf(day)], fromDay: day, toDay: day, ...overrides });

describe('hours that are asked for', () => {
  it('show each day before and after, beyond the attendance as that weekday usually is', () => {
    const { days, weekHours, faults } = judgeFlexible(ask(), facts(), settings);
    expect(faults).toEqual([]);
    expect(days.map(({ before, isExpected }) => [before.day, isExpected])).toEqual([
      ['2026-11-24', false],
      ['2026-12-01', false],
      ['2026-12-08', true],
      ['2026-12-15', true],
    ]);
    expect(days.map(({ before, after }) => [hoursOf(before), hoursOf(after)])).toEqual(
      Array.from({ length: 4 }, () => [8, 8]),
    );
    expect(days.at(-1)?.after.shifts).toMatchObject([
      { startAt: at('2026-12-15', '11:00'), endAt: at('2026-12-15', '20:00') },
    ]);
    expect(weekHours).toEqual({ before: 40, after: 40 });
  });

  it.each([
    ['a day that is over', one('2026-11-18'), [{ field: 'fromDay', code: 'in_past' }, { code: 'begun' }]],
    ['a shift that has begun', one(TODAY), [{ field: 'fromDay', code: 'begun', day: TODAY }]],
    [
      'a beginning too far ahead',
      ask({ fromDay: '2027-02-01', toDay: '2027-02-28' }),
      [{ field: 'fromDay', code: 'too_far', limit: 8 }],
    ],
    ['an end before the beginning', ask({ toDay: '2026-11-23' }), [{ field: 'toDay', code: 'before_from' }]],
    [
      'more weeks than allowed',
      ask({ toDay: '2027-02-16' }),
      [{ field: 'toDay', code: 'too_long', limit: 12 }],
    ],
    ['no such weekday in between', ask({ weekdays: [1], toDay: '2026-11-29' }), [{ code: 'no_day' }]],
    ['only days of rest', ask({ weekdays: [6, 7] }), [{ field: 'weekdays', code: 'no_shift' }]],
    ['the hours there are', ask({ startTime: '09:00', endTime: '18:00' }), [{ code: 'unchanged' }]],
    [
      'more than the lawful hours a day, and so a week',
      one('2026-11-24', { startTime: '09:00', endTime: '19:00' }),
      [
        { field: 'endTime', code: 'day_hours', day: '2026-11-24', hours: 9, limit: 8 },
        { field: 'endTime', code: 'week_hours', day: '2026-11-23', hours: 41, limit: 40 },
      ],
    ],
    [
      'a night that runs into the next shift',
      one('2026-11-24', { startTime: '23:00', endTime: '09:30' }),
      [{ code: 'day_hours' }, { code: 'week_hours' }, { code: 'overlaps_shift', day: '2026-11-25' }],
    ],
  ])('are refused for %s', (_, asked, faults) => {
    const found = faultsOf(asked);
    expect(found).toHaveLength(faults.length);
    expect(found).toMatchObject(faults);
  });

  it('may go on for exactly the weeks allowed, and begin today before the shift does', () => {
    expect(faultsOf(ask({ toDay: '2027-02-15' }))).toEqual([]);
    expect(faultsOf(one(TODAY), facts({ now: at(TODAY, '08:59') }))).toEqual([]);
  });

  it('touching approved leave are refused; leave of the same day that they do not touch is none of it', () => {
    const away = (from: string, to: string) =>
      facts({
        planned: week((day) =>
          day === '2026-12-01' ? { leaves: [{ startAt: at(day, from), endAt: at(day, to) }] } : {},
        ),
      });
    expect(faultsOf(ask(), away('19:00', '21:00'))).toEqual([
      { field: 'weekdays', code: 'on_leave', day: '2026-12-01' },
    ]);
    expect(faultsOf(ask(), away('09:00', '11:00'))).toMatchObject([{ code: 'on_leave' }]);
    expect(faultsOf(ask(), away('20:00', '23:00'))).toEqual([]);
  });

  it('on a day of another own request are refused, and what that one changes counts in the week', () => {
    const other = {
      ...ask({ weekdays: [3], startTime: '09:00', endTime: '16:00', toDay: '2026-12-16' }),
      personId: 'zhang',
      decidedAt: at('2026-11-10', '09:00'),
    };
    const given = facts({ others: [other] });
    expect(faultsOf(ask({ weekdays: [2, 3] }), given)).toEqual([
      { field: 'fromDay', code: 'overlaps_request', day: '2026-11-25' },
    ]);
    const longer = ask({ startTime: '09:00', endTime: '19:00' });
    expect(judgeFlexible(longer, given, { ...settings, dayHours: 9 }).faults).toEqual([]);
    expect(judgeFlexible(longer, facts(), { ...settings, dayHours: 9 }).faults).toMatchObject([
      { code: 'week_hours' },
    ]);
  });

  it('that new run into an approved side job are refused; what overlapped before is not held against them', () => {
    const evening = {
      weekdays: [2],
      startTime: '19:00',
      endTime: '22:00',
      fromDay: TODAY,
      toDay: '2027-01-31',
    };
    const given = facts({ sideJobs: [evening] });
    expect(faultsOf(ask(), given)).toMatchObject([{ field: 'startTime', code: 'overlaps_side_job' }]);
    expect(faultsOf(ask({ startTime: '10:00', endTime: '19:00' }), given)).toEqual([]);
    const always = facts({ sideJobs: [{ ...evening, startTime: '12:30', endTime: '14:00' }] });
    expect(faultsOf(ask({ startTime: '10:00', endTime: '19:00' }), always)).toEqual([]);
  });

  it('above the limit already may stay so long and no longer', () => {
    const long = (day: string): Partial<DaySchedule> => ({
      shifts: [{ id: 's', startAt: at(day, '08:00'), endAt: at(day, '18:00'), breaks: [] }],
    });
    const given = facts({ planned: week((day) => (weekdayOf(day) <= 5 ? long(day) : {})) });
    expect(faultsOf(ask({ startTime: '09:00', endTime: '19:00' }), given)).toEqual([]);
    expect(faultsOf(ask({ startTime: '09:00', endTime: '19:15' }), given)).toMatchObject([
      { code: 'day_hours', hours: 10.25 },
      { code: 'week_hours', hours: 50.25 },
    ]);
  });

  it('of part-time work stay within 24 hours a week', () => {
    const four = (day: string): Partial<DaySchedule> => ({
      shifts: [{ id: 's', startAt: at(day, '09:00'), endAt: at(day, '13:00'), breaks: [] }],
    });
    const planned = week((day) => (weekdayOf(day) <= 5 ? four(day) : {}));
    const asked = ask({ weekdays: [2, 4], startTime: '09:00', endTime: '15:30' });
    expect(faultsOf(asked, facts({ planned, engagement: 'part_time' }))).toMatchObject([
      { code: 'week_hours', hours: 25, limit: 24 },
    ]);
    expect(faultsOf(asked, facts({ planned }))).toEqual([]);
  });
});

describe('a day the attendance does not reach yet', () => {
  it('is like the last one of its weekday, on the wall clock also where the clock changed in between', () => {
    const berlin = { personId: 'p', timeZone: 'Europe/Berlin' };
    const on = (day: string, clock: string) => instantOf(day, clock, berlin.timeZone);
    const night = {
      ...berlin,
      day: '2026-10-23',
      shifts: [{ id: 's', startAt: on('2026-10-23', '22:00'), endAt: on('2026-10-23', '30:00'), breaks: [] }],
      leaves: [],
      trips: [],
    };
    const range = { fromDay: '2026-10-30', toDay: '2026-10-31' };
    const [friday, saturday] = expectDays([night], berlin, range);
    const shift = friday?.schedule.shifts[0];
    expect(
      shift && [shift.startAt, shift.endAt].map((end) => wallClock(end, '2026-10-30', berlin.timeZone)),
    ).toEqual(['22:00', '30:00']);
    expect(saturday).toMatchObject({ isExpected: true, schedule: { shifts: [] } });
  });
});

describe('moves of a request', () => {
  it('are these and no others', () => {
    const events: readonly FlexibleEvent[] = ['approve', 'reject', 'withdraw', 'end', 'lapse'];
    const moves = FlexibleStatusSchema.options.flatMap((status) =>
      events.flatMap((event) => {
        const to = moveFlexible(status, event);
        return to === null ? [] : [`${status} ${event} ${to}`];
      }),
    );
    expect(moves).toEqual([
      'pending approve approved',
      'pending reject rejected',
      'pending withdraw withdrawn',
      'pending lapse lapsed',
      'approved end ended',
    ]);
  });
});

const clock = fc
  .integer({ min: 0, max: 95 })
  .map(
    (quarter) => `${String(quarter >> 2).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
  );

it('what passes is lawful: no day and no week is longer than it may be or was, and nothing lies in the past', () => {
  const asked = fc
    .record({
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      startTime: clock,
      endTime: clock,
      from: fc.integer({ min: -3, max: 40 }),
      length: fc.integer({ min: 0, max: 60 }),
    })
    .map(({ from, length, ...rest }): DeclaredHours => {
      const fromDay = addDays(TODAY, from);
      return { ...rest, fromDay, toDay: addDays(fromDay, length) };
    });
  let passed = 0;
  fc.assert(
    fc.property(asked, (hours) => {
      const { days, faults, weekHours } = judgeFlexible(hours, facts(), settings);
      if (faults.length > 0) return;
      passed += 1;
      for (const { before, after } of days) {
        expect(hoursOf(after)).toBeLessThanOrEqual(Math.max(8, hoursOf(before)));
        for (const { startAt } of after.shifts) expect(+startAt).toBeGreaterThan(+at(TODAY, '10:00'));
      }
      expect(weekHours?.after).toBeLessThanOrEqual(40);
    }),
    repeat(1_000),
  );
  expect(passed).toBeGreaterThan(0);
});
