import type { LngLat } from '../../../contract/geo.ts';
import { haversineDegM } from '../../geo/distance.ts';
import { quantileOf } from '../../quantile.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { Track } from '../../track/track.ts';
import { errorRadiusM } from '../place/error-radius.ts';
import { punchesOfDay } from './day-punches.ts';
import type { PeriodEvidence, PunchFact, WorkDay } from '../evidence.ts';

/**
 * Minutes of silence between a punch and the nearest end of the track, more than is usual, from which a clock may be wrong: shorter ones
 * are late pings, and whose track often ends early has a phone that sleeps.
 */
const SILENT_MIN = 45;
/** Minutes at the end of the track, and metres beyond the errors, within which it is where the punch was made. */
const EDGE_MIN = 30;
const NEAR_M = 150;
/** Error radii (68 %) of a punch and a fix. */
const RADII = 2;

/**
 * Minutes by which the clock of a day's fixes runs ahead of that of its punches (negative: behind), or null. A whole track moved in time
 * leaves working time silent at one end, and the fix next to the silence lies where the punch beyond it was made; where the moved fixes
 * themselves belong cannot be seen, since they fell outside working time.
 */
export function fixClockMin(evidence: PeriodEvidence, day: WorkDay): number | null {
  const { clockIn, clockOut } = clocksOf(evidence, day);
  const { atMs } = day.track;
  const [firstMs, lastMs] = [atMs[0], atMs.at(-1)];
  if (firstMs === undefined || lastMs === undefined) return null;
  const others = evidence.days.filter((other) => other !== day);
  const isMoved = (edge: 'first' | 'last', punch: PunchFact | undefined, silentMin: number): boolean =>
    silentMin >= SILENT_MIN &&
    punch?.position !== undefined &&
    isThere(day.track, edge, punch.position) &&
    silentMin >= SILENT_MIN + usualSilence(evidence, others, edge);
  const behindMin = minutesApart(lastMs, clockOut?.at.getTime() ?? lastMs);
  if (isMoved('last', clockOut, behindMin)) return -behindMin;
  const aheadMin = minutesApart(clockIn?.at.getTime() ?? firstMs, firstMs);
  return isMoved('first', clockIn, aheadMin) ? aheadMin : null;
}

const minutesApart = (fromMs: number, toMs: number): number => (toMs - fromMs) / 60_000;

function clocksOf(evidence: PeriodEvidence, day: WorkDay) {
  const ofDay = punchesOfDay(evidence, day);
  return {
    clockIn: ofDay.find(({ kind }) => kind === 'in'),
    clockOut: ofDay.findLast(({ kind }) => kind === 'out'),
  };
}

/** Whether the track's first or last minutes touch the position of a punch. */
function isThere(
  track: Track,
  edge: 'first' | 'last',
  position: Readonly<LngLat & { accuracyM: number }>,
): boolean {
  const { atMs, lng, lat, accuracyM } = track;
  const edgeMs = EDGE_MIN * 60_000;
  const from = edge === 'first' ? 0 : firstAtOrAfter(atMs, (atMs.at(-1) ?? 0) - edgeMs);
  const to = edge === 'first' ? firstAtOrAfter(atMs, (atMs[0] ?? 0) + edgeMs) : atMs.length;
  const punchM = errorRadiusM(position.accuracyM);
  for (let at = from; at < to; at++) {
    const reachM = NEAR_M + RADII * Math.hypot(punchM, errorRadiusM(accuracyM[at]));
    if (haversineDegM(lng[at] ?? 0, lat[at] ?? 0, position.lng, position.lat) <= reachM) return true;
  }
  return false;
}

/** Median minutes of silence at that end of other days; without any day to compare nothing is usual. */
function usualSilence(evidence: PeriodEvidence, days: readonly WorkDay[], edge: 'first' | 'last'): number {
  const silences = days.flatMap((day) => {
    const { clockIn, clockOut } = clocksOf(evidence, day);
    const punch = edge === 'first' ? clockIn : clockOut;
    const endMs = edge === 'first' ? day.track.atMs[0] : day.track.atMs.at(-1);
    if (!punch || endMs === undefined) return [];
    const punchMs = punch.at.getTime();
    return [edge === 'first' ? minutesApart(punchMs, endMs) : minutesApart(endMs, punchMs)];
  });
  return Math.max(0, quantileOf(silences, 0.5) ?? Infinity);
}
