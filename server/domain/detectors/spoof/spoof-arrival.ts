import type { Baseline } from '../../baseline/baseline.ts';
import { isWithin } from '../../interval.ts';
import { listArrivals } from '../../track/arrivals.ts';
import { stretchOf, type SpoofQuestion, type SpoofSign } from './spoof-sign.ts';

/** Strength of the sign by how far the own usual haste is exceeded; never much, because a fast road may end at the door. */
const LEAST = 0.05;
const MOST = 0.3;
const MOST_AT = 3;
/** Earlier days from which the own usual haste is known, and the share of them that it covers. */
const MIN_HISTORY = 5;
const USUAL_SHARE = 0.8;

/**
 * A rest that is reached in one step without slowing down, faster than this person usually arrives: all that is left of a false position
 * where fixes come minutes apart, so that any speed may have been travelled between them.
 */
export function findSuddenArrival({ evidence, day, settings }: SpoofQuestion): SpoofSign | null {
  const usual = Math.max(1, usualHaste(evidence.baseline));
  const { atMs } = day.track;
  const onTrip = (at: number) => day.schedule.trips.some((trip) => isWithin(new Date(atMs[at] ?? 0), trip));
  const sudden = listArrivals(day.track).filter(
    ({ at, haste, isBack }) => haste >= settings.arrivalHaste * usual && !isBack && !onTrip(at),
  );
  if (sudden.length === 0) return null;
  const most = Math.max(...sudden.map(({ haste }) => haste)) / usual;
  return {
    reason: 'sudden_arrival',
    strength: Math.min(MOST, LEAST + ((MOST - LEAST) * (most - 1)) / (MOST_AT - 1)),
    isHard: false,
    spans: sudden.map(({ at }) => stretchOf(atMs[at - 1], atMs[at])),
    count: sudden.length,
  };
}

/** Haste that four of five earlier days did not exceed; 0 as long as too few are known. */
function usualHaste({ recent }: Baseline): number {
  const known = recent.map(({ haste }) => haste).toSorted((a, b) => a - b);
  return known.length < MIN_HISTORY ? 0 : (known[Math.floor(USUAL_SHARE * known.length)] ?? 0);
}
