import { dwellMinOf, nearestStop, SAME_PLACE_M } from '../../baseline/learn-stops.ts';
import { haversineM } from '../../geo/distance.ts';
import { intersectIntervals, minutesOf } from '../../interval.ts';
import { addDays } from '../../time.ts';
import type { StayPoint } from '../../track/track.ts';
import type { PeriodEvidence, WorkDay } from '../evidence.ts';
import { isExplained } from '../place/explained-stay.ts';
import { minutesAt, strengthOf, type FoundStop } from './new-stop-strength.ts';
import { sum } from '../../sum.ts';
import type { RouteChangeSettings } from '../settings/route-change-settings.ts';

/** The stays of one day at one place. `isEdge`: the day begins or ends there. */
export type StopVisit = Readonly<{
  day: WorkDay;
  stays: readonly StayPoint[];
  minutes: number;
  /**
   * The minutes at the place and those of the breaks that the stays reach on both sides: what goes on after a break is one stint. Nobody
   * saw the break, so this only ranks what stays undecided.
   */
  stintMin: number;
  isEdge: boolean;
}>;

/** A place nobody explains and the history does not know. */
export type NewStop = Readonly<{
  lng: number;
  lat: number;
  visits: readonly StopVisit[];
  /** Days before the period on which it was seen already, not longer ago than the window. */
  earlierDays: readonly string[];
  /** Effective days: see `strengthOf`. */
  strength: number;
  /** Share (0-1) of all unexplained unknown minutes that were spent here. */
  sharePct: number;
}>;

/** The new places of a period, the strongest first. */
export function findNewStops(evidence: PeriodEvidence, settings: RouteChangeSettings): NewStop[] {
  const stops: FoundStop[] = [];
  const last = evidence.days.at(-1);
  if (!last) return [];
  const newFrom = addDays(last.day, 1 - settings.windowDays);
  let knownMin = 0;
  let allMin = 0;
  for (const day of evidence.days)
    for (const stay of day.stays) {
      const minutes = workedMinOf(stay, day);
      if (minutes <= 0) continue;
      allMin += minutes;
      const known = knownStop(evidence, stay, { usualM: settings.usualM, newFrom });
      if ((known && !known.isNew) || isExplained(evidence, { day, stay }, settings)) knownMin += minutes;
      else addVisit(stops, { day, stay, minutes, earlier: known, settings });
    }
  return stops
    .map((stop) => ({
      lng: stop.lng,
      lat: stop.lat,
      visits: stop.visits,
      earlierDays: stop.earlierDays,
      strength: strengthOf(stop, { stops, knownMin, allMin, days: seenDays(evidence) }, settings),
      sharePct: (100 * minutesAt(stop)) / sum(stops.map(minutesAt)),
    }))
    .toSorted((a, b) => b.strength - a.strength || a.lng - b.lng || a.lat - b.lat);
}

/** The stop of the history at this stay. It is still new when it was first seen on `newFrom` or later. */
function knownStop(
  { baseline }: PeriodEvidence,
  stay: StayPoint,
  { usualM, newFrom }: Pick<RouteChangeSettings, 'usualM'> & Readonly<{ newFrom: string }>,
) {
  const stop = nearestStop(baseline.stops, stay, usualM);
  if (!stop) return null;
  const isNew = stop.firstDay !== undefined && stop.firstDay >= newFrom;
  return { isNew, days: stop.recentDays.filter((day) => day >= newFrom), dwellMin: stop.dwellMin };
}

type SeenStay = Readonly<{
  day: WorkDay;
  stay: StayPoint;
  minutes: number;
  earlier: Readonly<{ days: readonly string[]; dwellMin: number }> | null;
  settings: RouteChangeSettings;
}>;

/** Adds a stay to the stop it lies at, or begins a new one; stays of one day at one stop are one visit. */
function addVisit(stops: FoundStop[], { day, stay, minutes, earlier, settings }: SeenStay): void {
  let stop = stops.find((one) => haversineM(one, stay) <= SAME_PLACE_M);
  if (!stop) {
    stop = {
      lng: stay.lng,
      lat: stay.lat,
      visits: [],
      earlierDays: earlier?.days ?? [],
      earlierMin: earlier?.dwellMin ?? 0,
    };
    stops.push(stop);
  }
  const last = stop.visits.at(-1);
  const stays = last?.day === day ? [...last.stays, stay] : [stay];
  const worked = minutes + (last?.day === day ? last.minutes : 0);
  const whole = {
    day,
    stays,
    minutes: worked,
    stintMin: worked + bridgedMin(stays, day, Math.min(worked, settings.bridgedMin)),
    isEdge: isEdge(day, stay),
  };
  if (last?.day === day)
    stop.visits[stop.visits.length - 1] = { ...whole, isEdge: last.isEdge || whole.isEdge };
  else stop.visits.push(whole);
}

/**
 * Minutes of the day's breaks that the stays reach on both sides. Of a break longer than the work beside it, as of a meal that runs
 * over, or than `bridgedMin`, nobody knows where it was spent.
 */
function bridgedMin(stays: readonly StayPoint[], { shifts }: WorkDay, most: number): number {
  let minutes = 0;
  for (const { breaks } of shifts)
    for (const { startAt, endAt } of breaks) {
      const lengthMin = (endAt.getTime() - startAt.getTime()) / 60_000;
      const isBefore = stays.some(
        (stay) => stay.startAt < startAt && stay.lastFixAt.getTime() >= startAt.getTime() - BREAK_EDGE_MS,
      );
      const isAfter = stays.some(
        (stay) => stay.lastFixAt > endAt && stay.startAt.getTime() <= endAt.getTime() + BREAK_EDGE_MS,
      );
      if (lengthMin <= most && isBefore && isAfter) minutes += lengthMin;
    }
  return minutes;
}

/** Two pings of five minutes. */
const BREAK_EDGE_MS = 10 * 60_000;

function isEdge({ stays }: WorkDay, stay: StayPoint): boolean {
  return [stays[0], stays.at(-1)].some(
    (edge) => edge !== undefined && haversineM(edge, stay) <= SAME_PLACE_M,
  );
}

/** Minutes of the stay in working time, as far as they are proven. */
function workedMinOf(stay: StayPoint, { work }: WorkDay): number {
  const first = work[0];
  if (
    first &&
    work.length === 1 &&
    stay.startAt.getTime() >= first.startAt.getTime() &&
    stay.lastFixAt.getTime() <= first.endAt.getTime()
  )
    return dwellMinOf(stay);
  return minutesOf(intersectIntervals([{ startAt: stay.startAt, endAt: stay.lastFixAt }], work));
}

const seenDays = ({ days }: PeriodEvidence): number => days.filter(({ stays }) => stays.length > 0).length;
