import { nextWorkMoment, type WorkMoment } from '../calendar.ts';
import type { Severity } from '../detectors/finding.ts';
import { addDays, clockOf, dayOf, instantOf } from '../time.ts';
import type { ClockZone } from './clocks.ts';

const QUIET_FROM = '21:00';
const QUIET_TO = '08:30';
const NIGHTLY_AT = '09:00';

/** Whether nobody is written to now: 21:00-08:30 where the person is. */
export function isQuiet(at: Date, timeZone: string): boolean {
  const clock = clockOf(at, timeZone);
  return clock >= QUIET_FROM || clock < QUIET_TO;
}

/** The first instant from `at` on at which a message may go out. */
export function nextSpeakMoment(at: Date, timeZone: string): Date {
  if (!isQuiet(at, timeZone)) return at;
  const today = dayOf(at, timeZone);
  const day = clockOf(at, timeZone) >= QUIET_FROM ? addDays(today, 1) : today;
  return instantOf(day, QUIET_TO, timeZone);
}

/** T0 of an alert: high severity at once outside quiet hours, all else at 09:00 on an HR working day. */
export function publicationOf(severity: Severity, foundAt: Date, zone: ClockZone): WorkMoment {
  if (severity === 'high') return { at: nextSpeakMoment(foundAt, zone.timeZone), certain: true };
  return nextWorkMoment(foundAt, NIGHTLY_AT, zone);
}

/** No message goes out in the first minute and a half after an hour or half hour: the platform is busiest then. */
const BUSY_MS = 90_000;
const HALF_HOUR_MS = 30 * 60_000;

/**
 * When a message meant for `at` goes out: a little after it, spread over `spreadMs` by its `key`, so that not everybody's messages fall
 * on the hour. The same key always gets the same moment; without a spread it is `at` itself.
 */
export function spreadMoment(at: Date, key: string, spreadMs: number): Date {
  if (spreadMs <= BUSY_MS) return at;
  const isBusy = +at % HALF_HOUR_MS < BUSY_MS;
  const fromMs = isBusy ? BUSY_MS : 0;
  return new Date(+at + fromMs + (hashOf(key) % (spreadMs - fromMs)));
}

/** A moment somebody has set, such as 09:00: many messages are meant for it. */
export const isOnTheHour = (at: Date): boolean => +at % HALF_HOUR_MS === 0;

/** FNV-1a, 32 bits. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < key.length; at += 1) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
