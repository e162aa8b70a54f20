import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addWorkingDays, isWorkday, nextWorkMoment } from '../../server/domain/calendar.ts';
import { isYearAnnounced } from '../../server/domain/chinese-days.ts';
import { dayOf } from '../../server/domain/time.ts';

const shanghai = { timeZone: 'Asia/Shanghai' };

/** The last year in a row whose notice the calendar knows. */
function lastAnnounced(): string {
  let year = 2024;
  while (isYearAnnounced(String(year + 1))) year += 1;
  return String(year);
}

describe('the working calendar', () => {
  it('knows public holidays and the weekends worked in exchange (调休)', () => {
    expect(isWorkday('2026-10-01')).toEqual({ workday: false, certain: true });
    expect(isWorkday('2026-09-20')).toEqual({ workday: true, certain: true });
    expect(isWorkday('2026-11-21')).toEqual({ workday: false, certain: true });
  });

  it('flags a year whose notice is not published, in which the holidays of the law are rest all the same', () => {
    expect(isWorkday('2031-02-10')).toEqual({ workday: true, certain: false });
    expect(isWorkday('2031-01-01')).toEqual({ workday: false, certain: false });
    expect(addWorkingDays(new Date('2030-12-31T02:00:00Z'), 1, shanghai)).toEqual({
      at: new Date('2031-01-02T15:59:59.999Z'),
      certain: false,
    });
  });

  it('is not sure of the last days of a year before the notice of the next one, which moves them', () => {
    // As on 2018-12-29, worked, and 2018-12-31, free: by the notice for 2019.
    const next = String(Number(lastAnnounced()) + 1);
    expect(isWorkday(`${lastAnnounced()}-12-27`).certain).toBe(true);
    expect(isWorkday(`${lastAnnounced()}-12-28`).certain).toBe(false);
    expect(isWorkday(`${lastAnnounced()}-12-31`, { [`${next}-01-01`]: 'rest' }).certain).toBe(false);
    expect(isWorkday('2018-12-29')).toEqual({ workday: true, certain: true });
    expect(isWorkday('2018-12-31')).toEqual({ workday: false, certain: true });
  });

  it('lets a day set by the company win, and be certain', () => {
    expect(isWorkday('2027-01-01', { '2027-01-01': 'rest' })).toEqual({ workday: false, certain: true });
    expect(isWorkday('2026-11-21', { '2026-11-21': 'work' })).toEqual({ workday: true, certain: true });
  });

  it('counts three working days over the National Day holiday', () => {
    const { at, certain } = addWorkingDays(new Date('2026-09-30T02:00:00Z'), 3, shanghai);
    expect(dayOf(at, 'Asia/Shanghai')).toBe('2026-10-10');
    expect(certain).toBe(true);
  });

  it('gives the whole last day to the person', () => {
    expect(addWorkingDays(new Date('2026-11-23T02:00:00Z'), 3, shanghai).at).toEqual(
      new Date('2026-11-26T15:59:59.999Z'),
    );
  });

  it('finds 09:00 of the same day before it has passed, else of the next working day', () => {
    expect(nextWorkMoment(new Date('2026-11-20T00:30:00Z'), '09:00', shanghai).at).toEqual(
      new Date('2026-11-20T01:00:00Z'),
    );
    expect(nextWorkMoment(new Date('2026-11-20T01:00:01Z'), '09:00', shanghai).at).toEqual(
      new Date('2026-11-23T01:00:00Z'),
    );
  });

  it('ends on a working day, later for more days, and never sooner than that many days', () => {
    const moment = fc.date({ min: new Date('2024-01-01'), max: new Date('2026-12-20'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 6 }), (from, n) => {
        const due = addWorkingDays(from, n, shanghai).at;
        expect(isWorkday(dayOf(due, 'Asia/Shanghai')).workday).toBe(true);
        expect(+addWorkingDays(from, n + 1, shanghai).at).toBeGreaterThan(+due);
        expect(+due - +from).toBeGreaterThanOrEqual((n - 1) * 86_400_000);
      }),
      { numRuns: 300 },
    );
  });
});
