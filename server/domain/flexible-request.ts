import type { FlexibleFault, FlexibleSettings, FlexibleStatus } from '../contract/flexible.ts';
import { declaredWindows, type DeclaredHours } from './declared-hours.ts';
import {
  daysAround,
  hoursOf,
  sumHours,
  WEEK_DAYS,
  weeksOf,
  type FlexedDay,
  type FlexibleFacts,
} from './flexed-days.ts';
import { isAskedOn, plannedShifts } from './flexible-hours.ts';
import { intersectIntervals, minutesOf } from './interval.ts';
import { addDays } from './time.ts';
import { COLLECTION_MARGIN_MIN, type DaySchedule } from './working-time.ts';

/** What may happen to a request; `lapse`: its first day came without an answer. */
export type FlexibleEvent = 'approve' | 'reject' | 'withdraw' | 'end' | 'lapse';
const MOVES: Readonly<Partial<Record<FlexibleStatus, Partial<Record<FlexibleEvent, FlexibleStatus>>>>> = {
  pending: { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn', lapse: 'lapsed' },
  approved: { end: 'ended' },
};

/** Where an event leads, or null where it may not happen. */
export const moveFlexible = (status: FlexibleStatus, event: FlexibleEvent): FlexibleStatus | null =>
  MOVES[status]?.[event] ?? null;

/** What a request for other hours would change, and what keeps it from being made. */
export type FlexibleJudgement = Readonly<{
  days: readonly FlexedDay[];
  /** Of the fullest week. */
  weekHours?: Readonly<{ before: number; after: number }>;
  faults: readonly FlexibleFault[];
  /** An answer after this only clears on the first day; none = no shift would change. */
  answerBy?: Date;
}>;

/** Part-time work (非全日制) may not be more a week (Labour Contract Law art. 68). */
const PART_TIME_WEEK_HOURS = 24;
type Limits = Pick<FlexibleSettings, 'longestWeeks' | 'aheadWeeks' | 'dayHours' | 'weekHours'>;

/** The days a request would change, and everything that makes it unlawful or impossible; each fault once, at its first day. */
export function judgeFlexible(asked: DeclaredHours, facts: FlexibleFacts, limits: Limits): FlexibleJudgement {
  const dates = judgeDates(asked, facts, limits);
  // Without a sensible period there are no days to show.
  if (dates.some(({ field }) => field === 'toDay')) return { days: [], faults: dates };
  const flexed = daysAround(asked, facts);
  const weeks = weeksOf(flexed);
  const days = flexed.filter(({ before }) => isAskedOn(asked, before.day));
  const working = days.filter(({ before }) => plannedShifts(before).length > 0);
  const fullest = weeks
    .map((week) => ({ before: sumHours(week, 'before'), after: sumHours(week, 'after') }))
    .toSorted((a, b) => b.after - a.after)[0];
  const faults = [
    ...dates,
    ...judgeDays(days, working, facts),
    ...judgeHours(working, limits),
    ...judgeWeeks(weeks, facts, limits),
    ...judgeNeighbours(flexed, asked),
    ...judgeSideJobs(working, facts),
  ];
  const beginsMs = Math.min(...working.map(collectionStartMs));
  return {
    days,
    ...(fullest && { weekHours: fullest }),
    faults: onePerCode(faults),
    ...(Number.isFinite(beginsMs) && { answerBy: new Date(beginsMs) }),
  };
}

function judgeDates(
  { fromDay, toDay }: DeclaredHours,
  { today }: FlexibleFacts,
  limits: Limits,
): FlexibleFault[] {
  const { longestWeeks, aheadWeeks } = limits;
  const faults: FlexibleFault[] = [];
  if (fromDay < today) faults.push({ field: 'fromDay', code: 'in_past' });
  if (fromDay > addDays(today, aheadWeeks * WEEK_DAYS))
    faults.push({ field: 'fromDay', code: 'too_far', limit: aheadWeeks });
  if (toDay < fromDay) faults.push({ field: 'toDay', code: 'before_from' });
  else if (toDay >= addDays(fromDay, longestWeeks * WEEK_DAYS))
    faults.push({ field: 'toDay', code: 'too_long', limit: longestWeeks });
  return faults;
}

function judgeDays(
  days: readonly FlexedDay[],
  working: readonly FlexedDay[],
  { others, now }: FlexibleFacts,
): FlexibleFault[] {
  if (days.length === 0) return [{ field: 'weekdays', code: 'no_day' }];
  if (working.length === 0) return [{ field: 'weekdays', code: 'no_shift' }];
  const begun = working.find(({ before, after }) => startMs(before) <= +now || startMs(after) <= +now);
  const away = working.find(({ before, after }) => touchesLeave(before) || touchesLeave(after));
  const twice = days.find(({ before }) => others.some((other) => isAskedOn(other, before.day)));
  const isSame = working.every(({ before, after }) => spanText(before) === spanText(after));
  return [
    ...(begun ? [{ field: 'fromDay', code: 'begun', day: begun.before.day } as const] : []),
    ...(away ? [{ field: 'weekdays', code: 'on_leave', day: away.before.day } as const] : []),
    ...(twice ? [{ field: 'fromDay', code: 'overlaps_request', day: twice.before.day } as const] : []),
    ...(isSame && !twice ? [{ field: 'startTime', code: 'unchanged' } as const] : []),
  ];
}

const collectionStartMs = ({ before, after }: FlexedDay): number =>
  Math.min(startMs(before), startMs(after)) - COLLECTION_MARGIN_MIN * 60_000;
const startMs = (schedule: DaySchedule): number =>
  Math.min(...plannedShifts(schedule).map(({ startAt }) => +startAt));
const touchesLeave = ({ shifts, leaves }: DaySchedule): boolean =>
  intersectIntervals(shifts, leaves).length > 0;
const spanText = (schedule: DaySchedule): string =>
  plannedShifts(schedule)
    .map(({ startAt, endAt }) => `${+startAt}-${+endAt}`)
    .join();

/** Hours that are above the limit already may stay as they are; a request may not add to them. */
function judgeHours(working: readonly FlexedDay[], { dayHours }: Limits): FlexibleFault[] {
  return working.flatMap(({ before, after }): FlexibleFault[] => {
    const hours = hoursOf(after);
    return hours > Math.max(dayHours, hoursOf(before))
      ? [{ field: 'endTime', code: 'day_hours', day: after.day, hours, limit: dayHours }]
      : [];
  });
}

function judgeWeeks(
  weeks: readonly (readonly FlexedDay[])[],
  { engagement }: FlexibleFacts,
  { weekHours }: Limits,
): FlexibleFault[] {
  const limit = engagement === 'part_time' ? Math.min(weekHours, PART_TIME_WEEK_HOURS) : weekHours;
  return weeks.flatMap((week): FlexibleFault[] => {
    const [monday] = week;
    const hours = sumHours(week, 'after');
    return monday && hours > Math.max(limit, sumHours(week, 'before'))
      ? [{ field: 'endTime', code: 'week_hours', day: monday.before.day, hours, limit }]
      : [];
  });
}

/** New hours may not run into another shift of the day before or after. */
function judgeNeighbours(days: readonly FlexedDay[], asked: DeclaredHours): FlexibleFault[] {
  return days.flatMap(({ after }, n): FlexibleFault[] => {
    const next = days[n + 1]?.after;
    const isAsked = isAskedOn(asked, after.day) || (next !== undefined && isAskedOn(asked, next.day));
    if (!next || !isAsked || intersectIntervals(after.shifts, next.shifts).length === 0) return [];
    return [{ field: 'endTime', code: 'overlaps_shift', day: next.day }];
  });
}

/** Only the person sees this: the side job was approved for the time outside the shift. */
function judgeSideJobs(
  working: readonly FlexedDay[],
  { sideJobs, timeZone }: FlexibleFacts,
): FlexibleFault[] {
  const hit = working.find(({ before, after }) => {
    const added = plannedShifts(after).flatMap((shift) =>
      sideJobs.flatMap((job) => intersectIntervals(declaredWindows(job, shift, timeZone), [shift])),
    );
    return minutesOf(added) > minutesOf(intersectIntervals(added, plannedShifts(before)));
  });
  return hit ? [{ field: 'startTime', code: 'overlaps_side_job', day: hit.after.day }] : [];
}

function onePerCode(faults: readonly FlexibleFault[]): FlexibleFault[] {
  return faults.filter((fault, n) => faults.findIndex(({ code }) => code === fault.code) === n);
}
