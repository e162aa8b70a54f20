import type { Engagement } from '../contract/person.ts';
import type { DeclaredHours } from './declared-hours.ts';
import { expectDays } from './expected-days.ts';
import { withFlexibleHours, type FlexibleHours } from './flexible-hours.ts';
import { minutesOf } from './interval.ts';
import { addDays, weekdayOf } from './time.ts';
import { workIntervals, type DaySchedule } from './working-time.ts';

export const WEEK_DAYS = 7;

/** What a request for other hours is judged by. */
export type FlexibleFacts = Readonly<{
  personId: string;
  timeZone: string;
  engagement: Engagement;
  now: Date;
  /** Where the person is. */
  today: string;
  /** What is planned, from four weeks before today and the first day to a week after the last; later days may be missing. */
  planned: readonly DaySchedule[];
  /** Own requests that wait or hold, as if agreed to. */
  others: readonly FlexibleHours[];
  /** Approved side jobs. */
  sideJobs: readonly DeclaredHours[];
}>;

/** One day as it is and as it would be. */
export type FlexedDay = Readonly<{ before: DaySchedule; after: DaySchedule; isExpected: boolean }>;

/** Whole weeks, Monday to Sunday, and a day at either end; with everything the person asked for besides. */
export function daysAround(asked: DeclaredHours, facts: FlexibleFacts): FlexedDay[] {
  const { personId, timeZone, planned, others, now } = facts;
  const range = {
    fromDay: addDays(asked.fromDay, -weekdayOf(asked.fromDay)),
    toDay: addDays(asked.toDay, WEEK_DAYS + 1 - weekdayOf(asked.toDay)),
  };
  const expected = expectDays(planned, { personId, timeZone }, range);
  const before = withFlexibleHours(
    expected.map(({ schedule }) => schedule),
    others,
  );
  const after = withFlexibleHours(before, [{ ...asked, personId, decidedAt: now }]);
  return expected.map(({ isExpected, schedule }, n) => ({
    before: before[n] ?? schedule,
    after: after[n] ?? schedule,
    isExpected,
  }));
}

/** The days of daysAround as whole weeks, without the day at either end. */
export function weeksOf(days: readonly FlexedDay[]): FlexedDay[][] {
  const inner = days.slice(1, -1);
  return Array.from({ length: inner.length / WEEK_DAYS }, (_, n) =>
    inner.slice(n * WEEK_DAYS, (n + 1) * WEEK_DAYS),
  );
}

/** Hours of a day without breaks and leave, to the hundredth. */
export const hoursOf = (schedule: DaySchedule): number =>
  Math.round((minutesOf(workIntervals(schedule)) / 60) * 100) / 100;

/** Hours of some days, to the hundredth. */
export const sumHours = (week: readonly FlexedDay[], side: 'before' | 'after'): number =>
  Math.round(week.reduce((total, one) => total + hoursOf(one[side]), 0) * 100) / 100;
