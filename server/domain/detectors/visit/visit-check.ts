import { distanceToEdgeM, reachM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import type { StayPoint } from '../../track/track.ts';
import type { PeriodEvidence, VisitFact, WorkDay } from '../evidence.ts';
import { boundDwell, type PossibleDwell } from '../dwell/possible-dwell.ts';
import type { VisitUnsupportedSettings } from '../settings/visit-unsupported-settings.ts';
import { errorRadiusM } from '../place/error-radius.ts';

/** What the evidence says of one logged visit: `unseen` = the track does not cover it. */
export type VisitCheck = Readonly<{
  visit: VisitFact;
  place: Place;
  day: WorkDay | null;
  says: 'present' | 'missed' | 'unseen';
  bound: PossibleDwell;
  /** Where the person stayed most of the logged time instead. */
  spot: StayPoint | null;
}>;

const NOTHING: PossibleDwell = {
  longestMin: 0,
  fixes: 0,
  nearFixes: 0,
  nearestM: Infinity,
  isTorn: false,
  isPassed: false,
};

/** Compares a logged visit with the track; null when the customer has no known place. */
export function checkVisit(
  evidence: PeriodEvidence,
  visit: VisitFact,
  settings: VisitUnsupportedSettings,
): VisitCheck | null {
  const place = evidence.placeById.get(visit.customerId);
  if (!place) return null;
  const slackMs = settings.slackMin * 60_000;
  const window = { fromMs: visit.startAt.getTime() - slackMs, toMs: visit.endAt.getTime() + slackMs };
  const day = dayAt(evidence, visit);
  if (isAnchored(evidence, place, window))
    return { visit, place, day, says: 'present', bound: NOTHING, spot: null };
  if (!day) return { visit, place, day, says: 'unseen', bound: NOTHING, spot: null };
  const bound = boundDwell(day.track, place, { ...window, settings });
  return { visit, place, day, bound, says: hear(visit, bound, settings), spot: spotOf(day, visit) };
}

function hear(
  visit: VisitFact,
  { fixes, nearFixes, longestMin }: PossibleDwell,
  { passingMin, hiddenVisitMin }: VisitUnsupportedSettings,
): VisitCheck['says'] {
  const loggedMin = (visit.endAt.getTime() - visit.startAt.getTime()) / 60_000;
  if (fixes === 0) return 'unseen';
  if (nearFixes > 0) return longestMin >= Math.min(passingMin, loggedMin / 2) ? 'present' : 'missed';
  return longestMin >= Math.min(hiddenVisitMin, Math.max(passingMin, loggedMin / 3)) ? 'unseen' : 'missed';
}

/** A store code, Wi-Fi, till, scan or sign-off at the customer settles it whatever the phone says. */
function isAnchored(
  { anchors }: PeriodEvidence,
  place: Place,
  { fromMs, toMs }: Readonly<{ fromMs: number; toMs: number }>,
): boolean {
  return anchors.some(
    ({ at, placeId, isOk }) => isOk && placeId === place.id && at.getTime() >= fromMs && at.getTime() <= toMs,
  );
}

/** Whether the person was near `place` by this stay. */
export function isStayNear(stay: StayPoint, place: Place, settings: VisitUnsupportedSettings): boolean {
  const errorM = errorRadiusM(stay.accuracyM, settings.unknownAccuracyM);
  return distanceToEdgeM(stay, place) <= settings.nearM + settings.accuracyRadii * errorM;
}

/** Metres from the centre within which a stop of the past shows that the stored position is right. */
export const knownReachM = (place: Place, { nearM }: VisitUnsupportedSettings): number =>
  reachM(place) + nearM;

/** The day whose shifts the visit begins or ends in. */
function dayAt({ days }: PeriodEvidence, { startAt, endAt }: VisitFact): WorkDay | null {
  const fromMs = startAt.getTime();
  const toMs = endAt.getTime();
  return (
    days.find(({ shifts }) =>
      shifts.some((shift) => shift.startAt.getTime() <= toMs && shift.endAt.getTime() >= fromMs),
    ) ?? null
  );
}

function spotOf({ stays }: WorkDay, { startAt, endAt }: VisitFact): StayPoint | null {
  const fromMs = startAt.getTime();
  const toMs = endAt.getTime();
  let spot: StayPoint | null = null;
  let longestMs = 0;
  for (const stay of stays) {
    const sharedMs = Math.min(stay.lastFixAt.getTime(), toMs) - Math.max(stay.startAt.getTime(), fromMs);
    if (sharedMs <= longestMs) continue;
    longestMs = sharedMs;
    spot = stay;
  }
  return spot;
}
