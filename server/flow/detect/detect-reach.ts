import { addDays, addMonths, instantOf } from '../../domain/time.ts';
import { RECORD_DAYS, SALES_MONTHS } from './company-comparisons.ts';
import type { PersonRecords } from './detect-person.ts';

/** Days of working time before those judged that punches are compared with. */
export const PAST_DAYS = 60;
/** A punch so long after a shift, or until then on the next morning, still belongs to the day. */
const AFTER_SHIFT_MS = 8 * 3_600_000;
const DAY_TURN = '04:00';

/** From when on records count for days from `fromDay` on. */
export function recordsFrom(fromDay: string, timeZone: string): Date {
  return instantOf(addDays(fromDay, -1 - RECORD_DAYS), '00:00', timeZone);
}

/** From when on targets count: those of every month that sales are compared over. */
export function targetsFrom(fromDay: string, timeZone: string): Date {
  return instantOf(addMonths(`${fromDay.slice(0, 7)}-01`, -SALES_MONTHS), '00:00', timeZone);
}

/** Customers in the logged visits. */
export function visitedCustomers(work: PersonRecords['work']): Set<string> {
  return new Set(work.flatMap(({ kind, customerId }) => (kind === 'visits' ? (customerId ?? []) : [])));
}

/**
 * What of the records the days from `fromDay` to `toDay` are judged by, whatever was loaded around them: a day's verdict is the same
 * alone and in a row of days, and what happens later changes no input of it. Orders count whenever they come, for they may only be
 * late.
 */
export function recordsFor(
  records: PersonRecords,
  { fromDay, toDay }: { fromDay: string; toDay: string },
): PersonRecords {
  const { timeZone } = records.person;
  const known = [...records.pastSchedules, ...records.schedules].filter(({ day }) => day <= toDay);
  const schedules = known.filter(({ day }) => day >= fromDay);
  const lastEndsMs = Math.max(...schedules.flatMap(({ shifts }) => shifts.map(({ endAt }) => +endAt)));
  const nextMorningMs = +instantOf(addDays(toDay, 1), DAY_TURN, timeZone);
  const fromMs = +recordsFrom(fromDay, timeZone);
  const dayBefore = instantOf(addDays(fromDay, -1), '00:00', timeZone);
  const untilMs = Math.max(nextMorningMs, lastEndsMs + AFTER_SHIFT_MS);
  const isIn = (at: Date): boolean => +at >= fromMs && +at < untilMs;
  const work = records.work.filter(({ kind, startAt }) =>
    kind === 'orders' ? +startAt >= fromMs : isIn(startAt),
  );
  const customers = visitedCustomers(work);
  return {
    ...records,
    schedules,
    pastSchedules: known.filter(({ day }) => day < fromDay && day >= addDays(fromDay, -PAST_DAYS)),
    arrangements: records.arrangements.filter(
      ({ startAt, endAt }) => +startAt < untilMs && endAt > dayBefore,
    ),
    punches: records.punches.filter(({ at }) => isIn(at)),
    flows: records.flows.filter(({ at }) => isIn(at)),
    work,
    targets: records.targets.filter(({ startAt }) => +startAt < untilMs),
    othersOrders: records.othersOrders.filter(
      ({ customerId = '', startAt }) => customers.has(customerId) && +startAt >= fromMs,
    ),
  };
}
