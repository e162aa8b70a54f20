import { isStayNear, type VisitCheck } from './visit-check.ts';
import type { VisitUnsupportedSettings } from './visit-unsupported-settings.ts';

/** Misses that one wrong clock explains are at least this many. */
const CLOCK_MISSES = 3;

/** Three visits or more, all missed ones, were made just as much earlier or later than logged: a clock was wrong. */
export function isClockOff(
  missed: VisitCheck,
  checks: readonly VisitCheck[],
  settings: VisitUnsupportedSettings,
): boolean {
  const misses = checks.filter(({ says }) => says === 'missed');
  const offsets = misses.map((check) => offsetMinOf(check, settings));
  const own = offsetMinOf(missed, settings);
  if (own === null || misses.length < CLOCK_MISSES) return false;
  return offsets.every((offset) => offset !== null && Math.abs(offset - own) <= settings.slackMin);
}

/** Minutes from the logged start to the nearest stay at the customer on that day, or null. */
export function offsetMinOf(
  { visit, place, day }: VisitCheck,
  settings: VisitUnsupportedSettings,
): number | null {
  const offsets = (day?.stays ?? [])
    .filter((stay) => isStayNear(stay, place, settings))
    .map((stay) => (stay.startAt.getTime() - visit.startAt.getTime()) / 60_000);
  return offsets.toSorted((a, b) => Math.abs(a) - Math.abs(b))[0] ?? null;
}
