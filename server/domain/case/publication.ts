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
