import { fixClockMin } from '../day/day-clock.ts';
import type { PeriodEvidence } from '../evidence.ts';
import { boundDwell } from '../dwell/possible-dwell.ts';
import { isStayNear, type VisitCheck } from './visit-check.ts';
import type { VisitUnsupportedSettings } from '../settings/visit-unsupported-settings.ts';

/** Least visits that one wrong clock has to explain. */
const CLOCK_VISITS = 3;
/** Share (0-1) of the compared visits that must be off by the same time. */
const CLOCK_SHARE = 0.7;

/**
 * Three visits or more, and most of those that are to be compared, were made just as much earlier or later than logged: a clock was
 * wrong. Compared are the missed ones alone, or all of them where the usual one is off; a visit without a stay follows the others.
 */
export function isClockOff(
  missed: VisitCheck,
  checks: readonly VisitCheck[],
  settings: VisitUnsupportedSettings,
): boolean {
  const own = offsetMinOf(missed, settings);
  const misses = checks.filter(({ says }) => says === 'missed');
  const offsetsOf = (some: readonly VisitCheck[]) => some.map((check) => offsetMinOf(check, settings));
  if (own !== null && isCommon(own, offsetsOf(misses), settings)) return true;
  const known = offsetsOf(checks).filter((offset) => offset !== null);
  const usual = known.toSorted((a, b) => a - b)[known.length >> 1] ?? 0;
  if (Math.abs(usual) < settings.slackMin || !isCommon(usual, known, settings)) return false;
  return own === null || Math.abs(own - usual) <= settings.slackMin;
}

/** The day's fixes look moved in time as a whole, and by as much the visit was made, or lies where nothing was seen. */
export function areFixesMoved(
  evidence: PeriodEvidence,
  { visit, place, day }: VisitCheck,
  settings: VisitUnsupportedSettings,
): boolean {
  const clockMin = day && fixClockMin(evidence, day);
  if (!day || clockMin === null) return false;
  const { atMs } = day.track;
  const slackMs = settings.slackMin * 60_000;
  const fromMs = visit.startAt.getTime() + clockMin * 60_000 - slackMs;
  const toMs = visit.endAt.getTime() + clockMin * 60_000 + slackMs;
  if (fromMs < (atMs[0] ?? 0) || toMs > (atMs.at(-1) ?? 0)) return true;
  return boundDwell(day.track, place, { fromMs, toMs, settings }).nearFixes > 0;
}

function isCommon(
  offsetMin: number,
  offsets: readonly (number | null)[],
  { slackMin }: VisitUnsupportedSettings,
): boolean {
  const alike = offsets.filter((other) => other !== null && Math.abs(other - offsetMin) <= slackMin);
  return alike.length >= CLOCK_VISITS && alike.length >= CLOCK_SHARE * offsets.length;
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
