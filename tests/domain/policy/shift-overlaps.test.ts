import { describe, expect, it } from 'vitest';
import { overlapsWithShifts } from '../../../server/domain/policy/shift-overlaps.ts';
import { instantOf } from '../../../server/domain/time.ts';
import type { DaySchedule, Shift } from '../../../server/domain/working-time.ts';

const ZONE = 'Asia/Shanghai';
const MONDAY = '2026-11-23';
const TUESDAY = '2026-11-24';
const WEDNESDAY = '2026-11-25';
const evening = {
  weekdays: [1, 3, 6],
  startTime: '19:00',
  endTime: '22:00',
  fromDay: '2026-11-20',
  toDay: '2026-12-31',
};

/** A day with a shift between two clocks; hours above 23 are of the next day. */
function buildDay(day: string, [from, to]: [string, string], overrides: Partial<Shift> = {}): DaySchedule {
  const shift = { id: `${day}:s`, startAt: instantOf(day, from, ZONE), endAt: instantOf(day, to, ZONE) };
  const shifts = [{ breaks: [], ...shift, ...overrides }];
  return { personId: 'p1', day, timeZone: ZONE, shifts, leaves: [], trips: [] };
}
const span = (day: string, from: string, to: string) => ({
  startAt: instantOf(day, from, ZONE),
  endAt: instantOf(day, to, ZONE),
});
const overlaps = (schedules: readonly DaySchedule[], declared = evening) =>
  overlapsWithShifts(declared, { schedules, timeZone: ZONE });

describe('overlapsWithShifts', () => {
  it('names the hours of each weekday that lie in a shift, and the shift', () => {
    expect(overlaps([buildDay(WEDNESDAY, ['13:00', '21:00']), buildDay(MONDAY, ['11:00', '20:00'])])).toEqual(
      [
        {
          weekdays: [1],
          startTime: '19:00',
          endTime: '20:00',
          shift: { startTime: '11:00', endTime: '20:00' },
        },
        {
          weekdays: [3],
          startTime: '19:00',
          endTime: '21:00',
          shift: { startTime: '13:00', endTime: '21:00' },
        },
      ],
    );
  });

  it('says the same hours in the same shift once, with all their weekdays, however many weeks are planned', () => {
    const days = [MONDAY, WEDNESDAY, '2026-11-30', '2026-12-02'];
    expect(overlaps(days.map((day) => buildDay(day, ['13:00', '21:00'])))).toEqual([
      {
        weekdays: [1, 3],
        startTime: '19:00',
        endTime: '21:00',
        shift: { startTime: '13:00', endTime: '21:00' },
      },
    ]);
  });

  it('names the weekday on which hours after midnight lie', () => {
    const night = { ...evening, weekdays: [1], startTime: '22:00', endTime: '02:00' };
    expect(overlaps([buildDay(TUESDAY, ['00:00', '08:00'])], night)).toEqual([
      {
        weekdays: [2],
        startTime: '00:00',
        endTime: '02:00',
        shift: { startTime: '00:00', endTime: '08:00' },
      },
    ]);
    const dawn = { ...evening, weekdays: [2], startTime: '05:00', endTime: '07:00' };
    expect(overlaps([buildDay(MONDAY, ['22:00', '30:00'])], dawn)).toEqual([
      {
        weekdays: [2],
        startTime: '05:00',
        endTime: '06:00',
        shift: { startTime: '22:00', endTime: '06:00' },
      },
    ]);
  });

  it('counts no break and no leave as a shift', () => {
    const breaks = [span(MONDAY, '19:30', '20:00')];
    const shift = { startTime: '13:00', endTime: '21:00' };
    expect(overlaps([buildDay(MONDAY, ['13:00', '21:00'], { breaks })])).toEqual([
      { weekdays: [1], startTime: '19:00', endTime: '19:30', shift },
      { weekdays: [1], startTime: '20:00', endTime: '21:00', shift },
    ]);
    const leaves = [span(MONDAY, '00:00', '24:00')];
    expect(overlaps([{ ...buildDay(MONDAY, ['13:00', '21:00']), leaves }])).toEqual([]);
  });

  it.each([
    ['where no shift is known', []],
    ['of another weekday', [buildDay(TUESDAY, ['13:00', '21:00'])]],
    ['of a shift that ends when the side job begins', [buildDay(MONDAY, ['10:00', '19:00'])]],
    ['of a shift before the first day', [buildDay('2026-11-16', ['13:00', '21:00'])]],
    ['of a day that could not be read', [{ ...buildDay(MONDAY, ['13:00', '21:00']), unread: ['shift'] }]],
    ['of what the person started alone', [buildDay(MONDAY, ['13:00', '21:00'], { isSession: true })]],
  ])('says nothing %s', (_, schedules) => {
    expect(overlaps(schedules)).toEqual([]);
  });
});
