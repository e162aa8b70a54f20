import { SKETCH_WIDTH } from '../../baseline/day-sketch.ts';
import { haversineDegM } from '../../geo/distance.ts';
import { widenInterval, type Interval } from '../../interval.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { Track } from '../../track/track.ts';
import type { PeriodEvidence } from '../evidence.ts';
import type { VisitCheck } from './visit-check.ts';
import type { VisitUnsupportedSettings } from '../settings/visit-unsupported-settings.ts';

/** Bad fixes around the one position, per fix at it, that a stuck phone may still have. */
const ALIVE_SHARE = 0.1;

/**
 * Whether for most of the visit the phone told one position to the last digit, and did so for long: it may be the last one it knew.
 * Fixes elsewhere do not count, so what shows the person at the customer never speaks for the position; those around it show a phone alive.
 */
export function isStuck(
  evidence: PeriodEvidence,
  { visit, day }: VisitCheck,
  settings: VisitUnsupportedSettings,
): boolean {
  if (!day || repeatsAtRest(evidence)) return false;
  const { atMs, lng, lat } = day.track;
  const around = widenInterval(visit, settings.stuckMin);
  const from = firstAtOrAfter(atMs, around.startAt.getTime());
  const to = firstAtOrAfter(atMs, around.endAt.getTime());
  const inside = firstAtOrAfter(atMs, visit.startAt.getTime());
  for (let spot = inside; spot < to && (atMs[spot] ?? 0) <= visit.endAt.getTime(); spot++) {
    const isSame = (at: number) => lng[at] === lng[spot] && lat[at] === lat[spot];
    if (spot > inside && isSame(spot - 1)) continue;
    const same: number[] = [];
    for (let at = from; at < to; at++) if (isSame(at)) same.push(at);
    const told = { track: day.track, same };
    if (isMostOf(visit, told, settings) && isStill(told, settings)) return true;
  }
  return false;
}

/** Metres of a stay whose fixes are one coordinate, and the share of stays that are so with a phone that filters its rest away. */
const SAME_M = 0.5;
const REPEATING_SHARE = 0.5;

/** Whether the person's phone tells one coordinate wherever it rests: then it does not show that it is stuck. */
function repeatsAtRest({ days, baseline }: PeriodEvidence): boolean {
  const extents = days.flatMap(({ stays }) => stays.map(({ extentM }) => extentM));
  for (const { stays } of baseline.recent)
    for (let at = SKETCH_WIDTH - 1; at < stays.length; at += SKETCH_WIDTH) extents.push(stays[at] ?? 0);
  return extents.filter((extentM) => extentM < SAME_M).length >= REPEATING_SHARE * extents.length;
}

/** The fixes at one coordinate, in time order. */
type Told = Readonly<{ track: Track; same: readonly number[] }>;

function isMostOf(
  { startAt, endAt }: Interval,
  { track: { atMs }, same }: Told,
  { stuckMin, stuckFixes }: VisitUnsupportedSettings,
): boolean {
  const [firstMs, lastMs] = [atMs[same[0] ?? 0] ?? 0, atMs[same.at(-1) ?? 0] ?? 0];
  const sharedMs = Math.min(lastMs, endAt.getTime()) - Math.max(firstMs, startAt.getTime());
  const isLong = lastMs - firstMs >= stuckMin * 60_000 && same.length >= stuckFixes;
  return isLong && sharedMs >= (endAt.getTime() - startAt.getTime()) / 2;
}

/** Whether hardly a fix among them lies beside that coordinate, as those of a phone at rest do. */
function isStill(
  { track: { lng, lat }, same }: Told,
  { sameSpotM }: Pick<VisitUnsupportedSettings, 'sameSpotM'>,
): boolean {
  const [first = 0, last = 0] = [same[0], same.at(-1)];
  let beside = -same.length;
  for (let at = first; at <= last; at++)
    if (haversineDegM(lng[at] ?? 0, lat[at] ?? 0, lng[first] ?? 0, lat[first] ?? 0) <= sameSpotM) beside++;
  return beside <= ALIVE_SHARE * same.length;
}
