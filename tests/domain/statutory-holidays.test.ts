import { describe, expect, it } from 'vitest';
import { isWorkday } from '../../server/domain/calendar.ts';
import { isStatutoryHoliday } from '../../server/domain/statutory-holidays.ts';
import { addDays } from '../../server/domain/time.ts';

function holidaysOf(year: number): string[] {
  const days = Array.from({ length: 366 }, (_, n) => addDays(`${year}-01-01`, n));
  return days.filter((day) => day.startsWith(String(year)) && isStatutoryHoliday(day));
}

describe('the holidays of the law', () => {
  it('are thirteen days, four of them by the lunar calendar', () => {
    expect(holidaysOf(2027)).toEqual([
      '2027-01-01',
      '2027-02-05',
      '2027-02-06',
      '2027-02-07',
      '2027-02-08',
      '2027-04-05',
      '2027-05-01',
      '2027-05-02',
      '2027-06-09',
      '2027-09-15',
      '2027-10-01',
      '2027-10-02',
      '2027-10-03',
    ]);
  });

  it.each([2025, 2026])('are days of rest in the notice of %i', (year) => {
    const days = holidaysOf(year);
    expect(days).toHaveLength(13);
    expect(days.filter((day) => isWorkday(day).workday)).toEqual([]);
    expect(days.every((day) => isWorkday(day).certain)).toBe(true);
  });
});
