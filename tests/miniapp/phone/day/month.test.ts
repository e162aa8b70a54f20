import { describe, expect, it } from 'vitest';
import { dayAfter, monthAfter, weekdayIndex } from '../../../../miniapp/phone/day/month.ts';

describe('months of the calendar', () => {
  it('goes from month to month over the end of a year', () => {
    expect([monthAfter('2026-12', 1), monthAfter('2026-01', -1)]).toEqual(['2027-01', '2025-12']);
  });

  it('goes from day to day over the end of a month', () => {
    expect([dayAfter('2026-02-28', 1), dayAfter('2028-03-01', -1)]).toEqual(['2026-03-01', '2028-02-29']);
  });

  it('counts the days of a week from Monday', () => {
    expect([weekdayIndex('2026-11-23'), weekdayIndex('2026-11-29')]).toEqual([0, 6]);
  });
});
