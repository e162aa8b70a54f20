import { addWorkingDays, type CalendarOverrides } from '../calendar.ts';
import { addDays, dayOf, endOfDay } from '../time.ts';
import type { Clock, ClockKind, Wait } from './case.ts';
import { isPaused } from './waits.ts';

const HOUR_MS = 3_600_000;
const CONTACT_HOURS = 24;
const EXPLANATION_DAYS = 3;
const EXPLANATION_CAP_DAYS = 10;
const VERIFICATION_DAYS = 3;
const DECISION_DAYS = 3;
/** Where a clock counts its days: the person's zone, with days the company sets differently. */
export type ClockZone = Readonly<{ timeZone: string; overrides?: CalendarOverrides }>;

/** HR writes within 24 h of T0. */
export function contactClock(publishedAt: Date): Clock {
  const dueAt = new Date(+publishedAt + CONTACT_HOURS * HOUR_MS);
  return { kind: 'contact', startedAt: publishedAt, dueAt, certain: true };
}

/**
 * The person's time to answer: 3 working days, or 3 of the own rostered days when these end later, at most 10 days. A leave that HR waits
 * for does not count. `rosteredDays` are the days (YYYY-MM-DD) the person works after the contact, in order.
 */
export function explanationClock(
  startedAt: Date,
  rosteredDays: readonly string[],
  zone: ClockZone,
  waits: readonly Wait[] = [],
): Clock {
  const leaves = waits.map((wait) => ({ ...wait, endedAt: wait.endedAt ?? wait.dueAt }));
  const isSkipped = (day: string): boolean => isPaused(day, leaves, zone.timeZone);
  const working = addWorkingDays(startedAt, EXPLANATION_DAYS, { ...zone, isSkipped });
  const today = dayOf(startedAt, zone.timeZone);
  const thirdOwn = rosteredDays.filter((day) => day > today)[EXPLANATION_DAYS - 1];
  const own = thirdOwn === undefined ? working.at : endOfDay(thirdOwn, zone.timeZone);
  const cap = endOfDay(addDays(today, EXPLANATION_CAP_DAYS), zone.timeZone);
  const later = own > working.at ? own : working.at;
  // A long public holiday may pass the cap: the three working days are the law's part and stay.
  const most = cap > working.at ? cap : working.at;
  const dueAt = later > most ? most : later;
  return { kind: 'explanation', startedAt, dueAt, certain: working.certain };
}

/** HR checks the answer within 3 working days of the explanation's end; the HR lead may give three more, once. */
export const verificationClock = (
  startedAt: Date,
  zone: ClockZone,
  more: Readonly<{ isExtended?: boolean; waits?: readonly Wait[] }> = {},
): Clock =>
  daysClock('verification', {
    startedAt,
    days: more.isExtended === true ? 2 * VERIFICATION_DAYS : VERIFICATION_DAYS,
    zone,
    ...(more.waits && { waits: more.waits }),
  });

/** A case found true is decided within 3 working days; the time of a wait does not count. */
export const decisionClock = (startedAt: Date, zone: ClockZone, waits: readonly Wait[] = []): Clock =>
  daysClock('decision', { startedAt, days: DECISION_DAYS, zone, waits });

/** A clock of whole working days after the day of its start, without the days of `waits`. */
export function daysClock(
  kind: ClockKind,
  input: Readonly<{ startedAt: Date; days: number; zone: ClockZone; waits?: readonly Wait[] }>,
): Clock {
  const { startedAt, days, zone, waits = [] } = input;
  const isSkipped = (day: string): boolean => isPaused(day, waits, zone.timeZone);
  const { at, certain } = addWorkingDays(startedAt, days, { ...zone, isSkipped });
  return { kind, startedAt, dueAt: at, certain };
}
