import { localPlane } from '../../geo/distance.ts';
import { distanceToEdgeM, reachM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import { intersectIntervals, minutesOf, subtractIntervals, type Interval } from '../../interval.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { StayPoint } from '../../track/track.ts';
import type { AttendanceMismatchSettings } from '../settings/attendance-mismatch-settings.ts';
import { workIntervals, type Shift } from '../../working-time.ts';
import { assumedMeal } from '../dwell/meal-time.ts';
import { isOwn } from '../place/near-places.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';
import { permissionsIn, type Permission } from '../permissions.ts';
import { errorRadiusM } from '../place/error-radius.ts';

/** A stretch of clocked-in working time that the person certainly spent away from the shift's place, and where most of it. */
export type AwayStretch = Readonly<Interval & { minutes: number; spot: StayPoint | null }>;

/**
 * Stretches away from `place` within `clocked` and the shift, seen by fixes that follow each other; without breaks (or one meal where none
 * is on record), leave, permissions, own tasks, and stays at other places of ours or at an approved side job in its hours.
 */
export function listAway(
  evidence: PeriodEvidence,
  { day, shift, place, clocked }: Readonly<{ day: WorkDay; shift: Shift; place: Place; clocked: Interval }>,
  settings: AttendanceMismatchSettings,
): AwayStretch[] {
  const work = workIntervals(day.schedule, shift);
  const seen = intersectIntervals(seenAway(day, { place, clocked }, settings), work);
  if (minutesOf(seen) < settings.edgeMin) return [];
  const all = permissionsIn(evidence, clocked);
  const permitted = all.filter(({ kind }) => kind !== 'declaration');
  const declared = all.filter(({ kind }) => kind === 'declaration');
  const stays = [...ownStays(evidence, day), ...declaredStays(evidence, day, declared)];
  const open = subtractIntervals(seen, [...permitted, ...evidence.tasks, ...stays]);
  const meal = assumedMeal(open, { day, shift });
  return subtractIntervals(open, meal ? [meal] : []).map((stretch) => ({
    ...stretch,
    minutes: minutesOf([stretch]),
    spot: spotOf(day.stays, stretch),
  }));
}

function seenAway(
  { track }: WorkDay,
  { place, clocked }: Readonly<{ place: Place; clocked: Interval }>,
  settings: AttendanceMismatchSettings,
): Interval[] {
  const plane = localPlane(place.center);
  const reach = reachM(place);
  const gapMs = settings.maxFixGapMin * 60_000;
  const stretches: Interval[] = [];
  let fromMs = Number.NaN;
  let lastMs = Number.NaN;
  const close = () => {
    if (lastMs > fromMs) stretches.push({ startAt: new Date(fromMs), endAt: new Date(lastMs) });
  };
  const toMs = clocked.endAt.getTime();
  for (let at = firstAtOrAfter(track.atMs, clocked.startAt.getTime()); at < track.atMs.length; at++) {
    const ms = track.atMs[at] ?? 0;
    if (ms > toMs) break;
    const lng = track.lng[at] ?? 0;
    const lat = track.lat[at] ?? 0;
    const errorM = errorRadiusM(track.accuracyM[at], settings.unknownAccuracyM);
    const limitM = settings.awayM + settings.accuracyRadii * errorM;
    const centreM = Math.hypot(plane.xOf(lng), plane.yOf(lat));
    const isAway =
      centreM - reach > limitM ||
      (place.polygon !== undefined && distanceToEdgeM({ lng, lat }, place) > limitM);
    if (!isAway || ms - lastMs > gapMs) close();
    if (!isAway) fromMs = lastMs = Number.NaN;
    else {
      if (!(ms - lastMs <= gapMs)) fromMs = ms;
      lastMs = ms;
    }
  }
  close();
  return stretches;
}

/** Metres beyond the fence of a place of ours, and the error, within which a stay belongs to it: yards, car parks, a pin on the house. */
const OWN_M = 100;

/** Stays at another store, warehouse, customer or office of ours: lent or sent there. */
function ownStays({ places }: PeriodEvidence, { stays }: WorkDay): Interval[] {
  return stays
    .filter((stay) =>
      places.nearby(stay, OWN_M + errorRadiusM(stay.accuracyM)).some((near) => isOwn(near.place)),
    )
    .map(({ startAt, lastFixAt }) => ({ startAt, endAt: lastFixAt }));
}

/** What of the stays where an approved side job is lies in its hours; how far the phone errs decides for the person here. */
function declaredStays(
  { placeById }: PeriodEvidence,
  { stays }: WorkDay,
  declared: readonly Permission[],
): Interval[] {
  return declared.flatMap((permission) => {
    const place = placeById.get(permission.placeId ?? '');
    const there = stays.filter(
      (stay) => place && distanceToEdgeM(stay, place) <= SIDE_JOB_M + errorRadiusM(stay.accuracyM),
    );
    return intersectIntervals(
      there.map(({ startAt, lastFixAt }) => ({ startAt, endAt: lastFixAt })),
      [permission],
    );
  });
}

/** Metres around the place of a side job that belong to it: its door, its yard, a pin on the middle of the house. */
const SIDE_JOB_M = 50;

function spotOf(stays: readonly StayPoint[], stretch: Interval): StayPoint | null {
  const shared = ({ startAt, lastFixAt }: StayPoint) =>
    minutesOf(intersectIntervals([{ startAt, endAt: lastFixAt }], [stretch]));
  return stays
    .filter((stay) => shared(stay) > 0)
    .reduce<StayPoint | null>((most, stay) => (most && shared(most) >= shared(stay) ? most : stay), null);
}
