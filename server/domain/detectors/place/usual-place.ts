import type { LngLat } from '../../../contract/geo.ts';
import type { Baseline, RegularStop } from '../../baseline/baseline.ts';
import { haversineM } from '../../geo/distance.ts';
import { addDays } from '../../time.ts';

/** From which day count and age a stop is part of the person's ordinary life; flat so that settings can hold it. */
type UsualRule = Readonly<{ usualM: number; usualDays: number; usualAgeDays: number }>;

/** With fewer days learned nobody knows anything older: every repeated stop counts as known. */
const THIN_BASELINE_DAYS = 10;

/** As many days as the lighter stops keep: of days before them only the first is known, and it alone tells how long the stop is known. */
const MANY_DAYS = 8;

/**
 * Whether the person was known at this spot long before `day`: on `usualDays` days that lie at least `usualAgeDays` back. People who
 * live, lunch or load beside a place must not be asked about it every day.
 */
export function isUsualAt(
  baseline: Baseline,
  { point, day }: Readonly<{ point: LngLat; day: string }>,
  { usualM, usualDays, usualAgeDays }: UsualRule,
): boolean {
  const until = baseline.days < THIN_BASELINE_DAYS ? day : addDays(day, -usualAgeDays);
  return stopsAt(baseline, point, usualM).some(
    ({ firstDay = '', recentDays }) =>
      firstDay <= until &&
      (recentDays.length >= MANY_DAYS || recentDays.filter((seen) => seen <= until).length >= usualDays),
  );
}

/** The days within `lastDays` before `day` with a stay at a stop that `isThere`. */
export function recentDaysAt(
  { stops }: Baseline,
  { day, lastDays }: Readonly<{ day: string; lastDays: number }>,
  isThere: (stop: RegularStop) => boolean,
): string[] {
  const from = addDays(day, -lastDays);
  const days = stops.filter(isThere).flatMap(({ recentDays }) => recentDays);
  return [...new Set(days.filter((seen) => seen >= from && seen < day))].toSorted();
}

const stopsAt = ({ stops }: Baseline, point: LngLat, radiusM: number): RegularStop[] =>
  stops.filter((stop) => haversineM(stop, point) <= radiusM);
