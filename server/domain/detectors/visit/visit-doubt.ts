import { fromWgs84, toWgs84 } from '../../geo/datum.ts';
import { haversineDegM, haversineM } from '../../geo/distance.ts';
import { isWithin, widenInterval } from '../../interval.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { StayPoint } from '../../track/track.ts';
import type { PeriodEvidence } from '../evidence.ts';
import { areFixesMoved, isClockOff } from './visit-clock.ts';
import { knownReachM, type VisitCheck } from './visit-check.ts';
import { isHabitElsewhere, isPinProven } from './visit-pin.ts';
import { isStuck } from './visit-stuck.ts';
import type { VisitUnsupportedSettings } from '../settings/visit-unsupported-settings.ts';
import { errorRadiusM } from '../place/error-radius.ts';

/** What else explains that a visit was missed, one reason code each; empty when nothing does. */
export function listDoubts(
  evidence: PeriodEvidence,
  missed: VisitCheck,
  { checks, settings }: Readonly<{ checks: readonly VisitCheck[]; settings: VisitUnsupportedSettings }>,
): string[] {
  const { visit, place, day } = missed;
  const doubt = evidence.placeDoubt.get(place.id);
  const isPinned = isPinProven(evidence, missed, { checks, settings });
  return [
    doubt && doubt.people >= settings.doubtPeople && 'place_doubt',
    !isPinned && isSameOtherSpot(missed, { checks, settings }) && 'same_other_spot',
    !isPinned && isFittingStay(evidence, missed, settings) && 'stay_fits_visit',
    !isPinned && isHabitElsewhere(evidence, missed, settings) && 'habit_elsewhere',
    !isPinned && isOtherDatum(missed, settings) && 'datum_doubt',
    (isClockOff(missed, checks, settings) || areFixesMoved(evidence, missed, settings)) && 'clock_offset',
    (missed.bound.isTorn || isPunchedNear(evidence, missed, settings)) && 'conflicting_positions',
    isStuck(evidence, missed, settings) && 'stuck_position',
    isSignedOff(evidence, missed, settings) && 'unplaced_anchor',
    day?.schedule.trips.some(
      (trip) =>
        trip.startAt.getTime() < visit.endAt.getTime() && trip.endAt.getTime() > visit.startAt.getTime(),
    ) && 'on_trip',
  ].filter((reason) => typeof reason === 'string');
}

type Around = Readonly<{ checks: readonly VisitCheck[]; settings: VisitUnsupportedSettings }>;

/** Visits of this customer on two days were all spent at one other spot, and no other customer's were. */
function isSameOtherSpot({ place, spot, day }: VisitCheck, { checks, settings }: Around): boolean {
  if (!spot) return false;
  const there = checks.filter(
    (check) => check.says === 'missed' && check.spot && haversineM(check.spot, spot) <= settings.sameSpotM,
  );
  return (
    there.every((check) => check.place.id === place.id) && there.some((check) => check.day?.day !== day?.day)
  );
}

/** The time at a spot unknown to the company, pauses included, begins and ends with the visit: the pin may be wrong. */
function isFittingStay(
  { places }: PeriodEvidence,
  check: VisitCheck,
  settings: VisitUnsupportedSettings,
): boolean {
  const { visit, place, spot } = check;
  if (!spot || haversineM(spot, place.center) > settings.misplacedM) return false;
  const fitMs = settings.fitMin * 60_000;
  const isFit = (from: number, to: number): boolean =>
    Math.abs(from - visit.startAt.getTime()) <= fitMs && Math.abs(to - visit.endAt.getTime()) <= fitMs;
  return (
    (isFit(spot.startAt.getTime(), spot.lastFixAt.getTime()) ||
      isFit(...seenFromTo(check, spot, settings))) &&
    places.nearby(spot, settings.nearM).length === 0
  );
}

/** First and last fix (ms) at the spot around the visit: a stay that a stray fix cut in two is still one. */
function seenFromTo(
  { visit, day }: VisitCheck,
  spot: StayPoint,
  { fitMin, sameSpotM }: VisitUnsupportedSettings,
): [number, number] {
  const aroundMs = 2 * fitMin * 60_000;
  let fromMs = Infinity;
  let toMs = -Infinity;
  if (!day) return [fromMs, toMs];
  const { atMs, lng, lat } = day.track;
  const end = firstAtOrAfter(atMs, visit.endAt.getTime() + aroundMs);
  for (let at = firstAtOrAfter(atMs, visit.startAt.getTime() - aroundMs); at < end; at++) {
    if (haversineDegM(lng[at] ?? 0, lat[at] ?? 0, spot.lng, spot.lat) > sameSpotM) continue;
    fromMs = Math.min(fromMs, atMs[at] ?? Infinity);
    toMs = atMs[at] ?? -Infinity;
  }
  return [fromMs, toMs];
}

const DATUMS = ['wgs84', 'gcj02', 'bd09'] as const;

/** The stay lies where the customer would be had its position been stored in another datum than it was read in. */
function isOtherDatum({ place, spot }: VisitCheck, settings: VisitUnsupportedSettings): boolean {
  if (!spot) return false;
  const nearM = place.radiusM + errorRadiusM(spot.accuracyM, settings.unknownAccuracyM) + settings.nearM / 2;
  return DATUMS.some((read) => {
    const stored = fromWgs84(place.center, read);
    return DATUMS.some((real) => real !== read && haversineM(toWgs84(stored, real), spot) <= nearM);
  });
}

function isPunchedNear(
  { punches }: PeriodEvidence,
  check: VisitCheck,
  settings: VisitUnsupportedSettings,
): boolean {
  const { place } = check;
  const span = widenInterval(check.visit, settings.slackMin);
  return punches.some(
    ({ at, position }) =>
      position &&
      isWithin(at, span) &&
      haversineM(position, place.center) <=
        knownReachM(place, settings) +
          settings.accuracyRadii * errorRadiusM(position.accuracyM, settings.unknownAccuracyM),
  );
}

/** A customer signed or a waybill was scanned in that time, nobody knows where. */
function isSignedOff(
  { anchors }: PeriodEvidence,
  check: VisitCheck,
  settings: VisitUnsupportedSettings,
): boolean {
  const span = widenInterval(check.visit, settings.slackMin);
  return anchors.some(
    ({ kind, at, placeId, isOk }) =>
      isOk && placeId === undefined && kind === 'signoff' && isWithin(at, span),
  );
}
