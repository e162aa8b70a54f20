import { distanceToEdgeM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import { intersectIntervals } from '../../interval.ts';
import { workIntervals, type Shift } from '../../working-time.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';
import { findNearPlaces, isOwn } from '../place/near-places.ts';
import { adjoinsOwn, placesAround } from '../place/neighbours.ts';
import { permissionsAt } from '../permissions.ts';
import type { PickupRoundsSettings } from '../settings/pickup-rounds-settings.ts';
import { listSightings } from './pickup-sightings.ts';
import { listVisits, type PlaceVisit } from '../place/place-visits.ts';
import { isUsualAt } from '../place/usual-place.ts';
import { fixesIn, withoutBreakEdges } from '../day/work-fixes.ts';

/**
 * What a stop at a rival's pickup point is by the records. `unknown` = no own waybill of that day is on record at all; `unproven` = seen
 * there once between seldom fixes, with nothing on record for it.
 */
type StopKind =
  'unexplained' | 'unknown' | 'own_task' | 'permitted' | 'shared_shop' | 'usual_place' | 'unproven';
/** A stop at a rival's pickup point, with the shift it lies in. */
export type PickupStop = PlaceVisit & Readonly<{ day: string; shiftId: string; kind: StopKind }>;

/** Every short stop at a rival's pickup point in working time of the period, in time order, with what explains it. */
export function listPickupStops(evidence: PeriodEvidence, settings: PickupRoundsSettings): PickupStop[] {
  const stops = evidence.days
    .flatMap((day) => day.shifts.flatMap((shift) => stopsOf(evidence, { day, shift }, settings)))
    .toSorted((a, b) => a.startAt.getTime() - b.startAt.getTime());
  return stops.map((stop) =>
    stop.kind !== 'unproven' && isServingBoth(stop.place, stops, settings)
      ? { ...stop, kind: 'shared_shop' }
      : stop,
  );
}

function stopsOf(
  evidence: PeriodEvidence,
  { day, shift }: Readonly<{ day: WorkDay; shift: Shift }>,
  settings: PickupRoundsSettings,
): PickupStop[] {
  const work = withoutBreakEdges(workIntervals(day.schedule, shift), shift, settings.breakMarginMin);
  const fixes = fixesIn(day.reported, work);
  const points = findNearPlaces(fixes, evidence.places, {
    isAsked: (place) => place.roles.includes('competitor_pickup'),
    minStayMin: settings.minStopMin,
    marginM: settings.nearM,
  });
  const hasTasks = evidence.tasks.some((task) => intersectIntervals([task], [shift]).length > 0);
  return points.flatMap((place) => {
    const around = placesAround(evidence.places, place, settings.nearM);
    const neighbours = around.filter((near) => !near.roles.includes('competitor_pickup'));
    const asked = { place, others: around.filter(isOwn), neighbours, minVisitMin: settings.minStopMin };
    const stopOf = (visit: PlaceVisit): PickupStop => {
      const kind = kindOf(evidence, { visit, day, hasTasks }, settings);
      return { ...visit, day: day.day, shiftId: shift.id, kind };
    };
    const stops = listVisits(fixes, asked, settings)
      .filter(({ startAt, endAt }) => endAt.getTime() - startAt.getTime() <= settings.maxStopMin * 60_000)
      .map(stopOf);
    const unproven = listSightings(fixes, place, settings)
      .map(stopOf)
      .filter(({ kind }) => kind === 'unexplained');
    return [...stops, ...unproven.map((stop): PickupStop => ({ ...stop, kind: 'unproven' }))];
  });
}

function kindOf(
  evidence: PeriodEvidence,
  { visit, day, hasTasks }: Readonly<{ visit: PlaceVisit; day: WorkDay; hasTasks: boolean }>,
  settings: PickupRoundsSettings,
): StopKind {
  const { place } = visit;
  const { neighbourM } = settings;
  if (isOwn(place) || adjoinsOwn(evidence.places, place, { neighbourM, isAsked: isOwnPickup }))
    return 'shared_shop';
  if (isOnOwnTask(evidence, visit, settings)) return 'own_task';
  if (permissionsAt(evidence, place, [visit]).length > 0) return 'permitted';
  if (isUsualAt(evidence.baseline, { point: place.center, day: day.day }, settings)) return 'usual_place';
  return hasTasks ? 'unexplained' : 'unknown';
}

function isOnOwnTask(
  { tasks, anchors }: PeriodEvidence,
  { place, startAt, endAt }: PlaceVisit,
  { taskM, taskMarginMin }: PickupRoundsSettings,
): boolean {
  const fromMs = startAt.getTime() - taskMarginMin * 60_000;
  const toMs = endAt.getTime() + taskMarginMin * 60_000;
  return (
    tasks.some(
      (task) =>
        task.startAt.getTime() <= toMs &&
        task.endAt.getTime() >= fromMs &&
        distanceToEdgeM(task, place) <= taskM,
    ) ||
    anchors.some(
      ({ isOk, placeId, at }) =>
        isOk && placeId === place.id && at.getTime() >= fromMs && at.getTime() <= toMs,
    )
  );
}

const isOwnPickup = ({ roles }: Place): boolean => roles.includes('own_pickup');

/** Where a good part of the stops is on own waybills the shop serves both platforms, whatever the register says. */
function isServingBoth(
  place: Place,
  stops: readonly PickupStop[],
  { sharedFrom }: PickupRoundsSettings,
): boolean {
  const there = stops.filter((stop) => stop.place.id === place.id && stop.kind !== 'unproven');
  const own = there.filter(({ kind }) => kind === 'own_task').length;
  return own > 0 && own < there.length && own >= sharedFrom * there.length;
}
