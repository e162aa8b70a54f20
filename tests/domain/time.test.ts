import { describe, expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  clockOf,
  dayOf,
  endOfDay,
  instantOf,
  weekdayOf,
} from '../../server/domain/time.ts';

describe('time', () => {
  it('names the day and the clock of an instant in its zone', () => {
    const at = new Date('2026-03-01T16:30:00Z');
    expect([dayOf(at, 'Asia/Shanghai'), clockOf(at, 'Asia/Shanghai')]).toEqual(['2026-03-02', '00:30']);
    expect([dayOf(at, 'America/New_York'), clockOf(at, 'America/New_York')]).toEqual(['2026-03-01', '11:30']);
  });

  it('places a wall clock on the line of time', () => {
    expect(instantOf('2026-03-02', '09:00', 'Asia/Shanghai').toISOString()).toBe('2026-03-02T01:00:00.000Z');
    expect(instantOf('2026-03-02', '09:00', 'Asia/Kathmandu').toISOString()).toBe('2026-03-02T03:15:00.000Z');
  });

  it('ends a day at 24:00, also where the clocks change at midnight', () => {
    const end = (day: string, zone: string): string => endOfDay(day, zone).toISOString();
    expect(end('2026-11-30', 'Asia/Shanghai')).toBe('2026-11-30T15:59:59.999Z');
    // 23:00 to midnight comes twice.
    expect(end('2026-10-24', 'Asia/Beirut')).toBe('2026-10-24T21:59:59.999Z');
    // Midnight is skipped.
    expect(end('2026-03-28', 'Asia/Beirut')).toBe('2026-03-28T21:59:59.999Z');
  });

  it('keeps the day of a month, or takes the last one of a shorter month', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2026-03-31', -1)).toBe('2026-02-28');
    expect(addMonths('2026-11-15', 2)).toBe('2027-01-15');
    expect(addMonths('2026-02-28', 12)).toBe('2027-02-28');
    expect(() => addMonths('2026-02-30', 1)).toThrow('not a calendar day');
  });

  it('reads hours past 24 as the next day', () => {
    expect(instantOf('2026-03-31', '26:00', 'Asia/Shanghai')).toEqual(
      instantOf('2026-04-01', '02:00', 'Asia/Shanghai'),
    );
  });

  it('moves a skipped time forward and takes the first of a repeated one', () => {
    expect(instantOf('2026-03-08', '02:30', 'America/New_York').toISOString()).toBe(
      '2026-03-08T07:30:00.000Z',
    );
    expect(instantOf('2026-11-01', '01:30', 'America/New_York').toISOString()).toBe(
      '2026-11-01T05:30:00.000Z',
    );
    expect(instantOf('2026-11-01', '03:00', 'America/New_York').toISOString()).toBe(
      '2026-11-01T08:00:00.000Z',
    );
  });

  it('counts days over months, leap days and clock changes', () => {
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect([weekdayOf('2026-11-22'), weekdayOf('2026-11-23')]).toEqual([7, 1]);
  });

  it.each([
    ['2026-02-30', '09:00'],
    ['2026-2-3', '09:00'],
    ['2026-02-03', '9'],
    ['2026-02-03', '09:60'],
  ])('refuses %s %s', (day, clock) => {
    expect(() => instantOf(day, clock, 'Asia/Shanghai')).toThrow(RangeError);
  });
});
