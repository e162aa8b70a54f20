import type { LngLat } from '../../../contract/geo.ts';
import { RECENT_DAYS } from '../../baseline/baseline.ts';
import { haversineM } from '../../geo/distance.ts';
import { isWithin, type Interval } from '../../interval.ts';
import type { StayPoint } from '../../track/track.ts';
import { isOwn } from '../place/near-places.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';
import type { OffZoneSettings } from '../settings/off-zone-settings.ts';
import { permissionsIn } from '../permissions.ts';
import type { ZoneUnion } from './zone-distance.ts';
import { errorRadiusM } from '../place/error-radius.ts';

/** A stretch of time outside for which there is a reason, with the way there and back. */
export type Explained = Interval & Readonly<{ reason: string }>;

/** The shift asked about: `span` is its time, `zones` the union of the person's zones. */
export type ZoneQuestion = Readonly<{
  evidence: PeriodEvidence;
  day: WorkDay;
  span: Interval;
  zones: ZoneUnion;
  settings: OffZoneSettings;
}>;

/** What explains being outside during the span: approvals, places of ours, logged visits, waybills, sure signs of presence. */
export function explainOutside(question: ZoneQuestion): Explained[] {
  const { evidence, span } = question;
  const approved = permissionsIn(evidence, span).flatMap((permission) => {
    const reason = `permitted_${permission.kind}`;
    if (permission.placeId === undefined) return [{ ...permission, reason }];
    return explainedAt(question, { ...permission, reason, spot: centerOf(evidence, permission.placeId) });
  });
  const own = question.day.stays
    .filter((stay) => isAtOwnPlace(stay, question))
    .flatMap((stay) => explainedAt(question, { ...stay, reason: 'own_place', spot: stay }));
  const recorded = recordsNear(question).flatMap((record) => explainedAt(question, record));
  return [...approved, ...own, ...recorded];
}

/** Spans outside during which a sure sign of presence was given at a place of ours inside the zone: there the positions are wrong. */
export function refuteOutside(spans: readonly Interval[], { evidence, zones }: ZoneQuestion): Explained[] {
  const inside = evidence.anchors.filter(({ isOk, placeId }) => {
    const place = placeId === undefined ? undefined : evidence.placeById.get(placeId);
    return isOk && place && isOwn(place) && zones.outsideM(place.center.lng, place.center.lat) <= 0;
  });
  return spans
    .filter((span) => inside.some(({ at }) => isWithin(at, span)))
    .map((span) => ({ ...span, reason: 'anchor_inside' }));
}

/** Stays outside at stops the person is known at: nothing new, though no reason either. */
export function usualOutside(question: ZoneQuestion): Explained[] {
  const { evidence, day, settings } = question;
  const usual = evidence.baseline.stops.filter(({ recentDays }) => recentDays.length >= settings.usualDays);
  return day.stays
    .filter((stay) => usual.some((stop) => haversineM(stay, stop) <= settings.usualM))
    .flatMap((stay) => explainedAt(question, { ...stay, reason: 'usual_place', spot: stay }));
}

/**
 * Share (0-1) of the known days on which the person stayed outside the zones before, unasked: where it is large the zone on record does
 * not fit the job. Stays at places of ours have a reason and say nothing of the zone: many report at an office outside it. 0 when few
 * days are known.
 */
export function outsideHabitOf({ evidence, zones, settings }: Omit<ZoneQuestion, 'span'>): number {
  const { stops, days } = evidence.baseline;
  if (days < settings.minHabitDays) return 0;
  const isOurs = (stop: LngLat) =>
    evidence.places.nearby(stop, settings.ownMarginM).some(({ place }) => isOwn(place));
  const outside = stops.filter(
    (stop) => zones.outsideM(stop.lng, stop.lat) > settings.edgeBandM && !isOurs(stop),
  );
  const seen = new Set(outside.flatMap(({ recentDays }) => recentDays));
  return Math.min(1, seen.size / Math.min(days, RECENT_DAYS));
}

type Reason = Explained & Readonly<{ spot: LngLat | undefined }>;

/** The reason's time with the way there and back; a spot inside the zone explains nothing outside, an unknown one the least way. */
function explainedAt(
  { zones, settings }: ZoneQuestion,
  { startAt, endAt, reason, spot }: Reason,
): Explained[] {
  const outsideM = spot ? zones.outsideM(spot.lng, spot.lat) : 0;
  if (spot && outsideM <= 0) return [];
  const wayMin = outsideM / ((settings.travelKmh * 1000) / 60);
  const wayMs = 60_000 * Math.min(settings.maxTravelMin, Math.max(settings.minTravelMin, wayMin));
  return [{ startAt: new Date(startAt.getTime() - wayMs), endAt: new Date(endAt.getTime() + wayMs), reason }];
}

function isAtOwnPlace(stay: StayPoint, { evidence, settings }: ZoneQuestion): boolean {
  return evidence.places
    .nearby(stay, errorRadiusM(stay.accuracyM) + settings.ownMarginM)
    .some(({ place }) => isOwn(place));
}

function recordsNear({ evidence, span, settings }: ZoneQuestion): Reason[] {
  const records: Reason[] = [
    ...evidence.visits.map((visit) => ({
      ...visit,
      reason: 'visit_logged',
      spot: centerOf(evidence, visit.customerId),
    })),
    ...evidence.tasks.map((task) => ({ ...task, reason: 'own_task', spot: task })),
    ...evidence.anchors
      .filter(({ isOk, placeId }) => isOk && placeId !== undefined)
      .map(({ at, placeId }) => ({ ...instant(at), reason: 'anchor', spot: centerOf(evidence, placeId) })),
    ...evidence.punches
      .filter(({ kind }) => kind === 'visit')
      .map(({ at, position, placeId }) => ({
        ...instant(at),
        reason: 'visit_logged',
        spot: position ?? centerOf(evidence, placeId),
      })),
  ];
  const marginMs = settings.maxTravelMin * 60_000;
  return records.filter(
    ({ startAt, endAt }) =>
      startAt.getTime() < span.endAt.getTime() + marginMs &&
      endAt.getTime() > span.startAt.getTime() - marginMs,
  );
}

const centerOf = (evidence: PeriodEvidence, placeId: string | undefined): LngLat | undefined =>
  placeId === undefined ? undefined : evidence.placeById.get(placeId)?.center;

const instant = (at: Date): Interval => ({ startAt: at, endAt: at });
