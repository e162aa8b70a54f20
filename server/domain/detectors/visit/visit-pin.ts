import type { RegularStop } from '../../baseline/baseline.ts';
import { nearestStop } from '../../baseline/learn-stops.ts';
import type { LngLat } from '../../../contract/geo.ts';
import { haversineM } from '../../geo/distance.ts';
import { distanceToEdgeM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import { dayOf } from '../../time.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { PeriodEvidence } from '../evidence.ts';
import { isOwn } from '../place/near-places.ts';
import { knownReachM, type VisitCheck } from './visit-check.ts';
import type { VisitUnsupportedSettings } from '../settings/visit-unsupported-settings.ts';

/** Logged days of a customer from which they tell whether a stop is this customer's, and the share of them (and of the stop's) that must agree. */
const LOGGED_DAYS = 2;
const SAME_SHARE = 0.5;
/** Metres beyond the fence of a place of ours within which a stop is at that place: on one street customers lie some 100 m apart. */
const BESIDE_M = 50;

/**
 * The person stayed at the stored position, at another visit of this customer or as a habit that is this customer's: then it is right.
 * Passing it, or staying at another place of ours beside it, proves nothing: a wrong pin may lie anywhere. Nor does a habit
 * there when one where the visit was made agrees as well with the days logged.
 */
export function isPinProven(
  evidence: PeriodEvidence,
  missed: VisitCheck,
  { checks, settings }: Readonly<{ checks: readonly VisitCheck[]; settings: VisitUnsupportedSettings }>,
): boolean {
  const { place } = missed;
  const reachM = knownReachM(place, settings);
  const elsewhere = habitOf(evidence, missed, settings);
  const elsewhereShare = elsewhere && agreement(evidence, elsewhere, place);
  const isHere = (spot: LngLat) =>
    haversineM(spot, place.center) <= reachM && isNearest(evidence, spot, place);
  return (
    checks.some(
      ({ visit, place: other, says, spot }) =>
        visit !== missed.visit &&
        other.id === place.id &&
        says === 'present' &&
        spot !== null &&
        isHere(spot),
    ) ||
    evidence.baseline.stops.some(
      (stop) =>
        isHere(stop) &&
        isMadeWhenLogged(evidence, stop, place) &&
        (elsewhereShare === null || agreement(evidence, stop, place) > elsewhereShare),
    )
  );
}

/**
 * The visit was spent at a stop that is no place of ours and was made on the days this customer was logged, and hardly on others: the
 * customer is there, or every visit of it was made up in the same way, which a pin cannot tell.
 */
export function isHabitElsewhere(
  evidence: PeriodEvidence,
  missed: VisitCheck,
  settings: VisitUnsupportedSettings,
): boolean {
  return habitOf(evidence, missed, settings) !== null;
}

function habitOf(
  evidence: PeriodEvidence,
  missed: VisitCheck,
  { sameSpotM }: VisitUnsupportedSettings,
): RegularStop | null {
  const { place } = missed;
  const spot = missed.spot ?? midwayOf(missed);
  const stop = spot && nearestStop(evidence.baseline.stops, spot, sameSpotM);
  if (!stop || evidence.places.nearby(stop, BESIDE_M).some((near) => isOwn(near.place))) return null;
  const isOften = madeWhenLogged(evidence, stop, place) >= LOGGED_DAYS;
  return isOften && agreement(evidence, stop, place) >= SAME_SHARE ? stop : null;
}

const madeWhenLogged = (evidence: PeriodEvidence, stop: RegularStop, place: Place): number => {
  const logged = loggedDays(evidence, stop, place);
  return stop.recentDays.filter((day) => logged.has(day)).length;
};

/** Share (0-1) of the customer's logged days and the stop's days, whichever are more, that are the same. */
function agreement(evidence: PeriodEvidence, stop: RegularStop, place: Place): number {
  const logged = loggedDays(evidence, stop, place).size;
  return madeWhenLogged(evidence, stop, place) / Math.max(1, logged, stop.recentDays.length);
}

/** Where the phone was in the middle of a visit too short for a stay. */
function midwayOf({ visit, day }: VisitCheck): LngLat | null {
  if (!day) return null;
  const { atMs, lng, lat } = day.track;
  const [from, to] = [visit.startAt, visit.endAt].map((at) => firstAtOrAfter(atMs, at.getTime()));
  if (from === undefined || to === undefined || from >= to) return null;
  const at = Math.floor((from + to) / 2);
  return { lng: lng[at] ?? 0, lat: lat[at] ?? 0 };
}

/** No other place of ours is nearer. */
function isNearest({ places }: PeriodEvidence, spot: LngLat, place: Place): boolean {
  const ownM = distanceToEdgeM(spot, place);
  return !places
    .nearby(spot, Math.max(0, ownM))
    .some((near) => near.place.id !== place.id && isOwn(near.place) && near.edgeM < ownM);
}

/** Where too few visits were logged while the stop's days are known, nothing speaks against it. */
function isMadeWhenLogged(evidence: PeriodEvidence, stop: RegularStop, place: Place): boolean {
  const logged = loggedDays(evidence, stop, place).size;
  return logged < LOGGED_DAYS || madeWhenLogged(evidence, stop, place) >= SAME_SHARE * logged;
}

/** The earlier days on which the customer was logged, as far back as the stop's days are known. */
function loggedDays(
  { visits, judge, person, baseline }: PeriodEvidence,
  { recentDays }: RegularStop,
  { id }: Place,
): Set<string> {
  const [first = '', last = ''] = [recentDays[0], baseline.lastDay];
  return new Set(
    visits
      .filter(({ customerId, startAt }) => customerId === id && startAt < judge.startAt)
      .map(({ startAt }) => dayOf(startAt, person.timeZone))
      .filter((day) => day >= first && day <= last),
  );
}
