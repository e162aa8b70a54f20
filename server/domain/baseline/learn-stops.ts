import { haversineDegM } from '../geo/distance.ts';
import { round } from '../round.ts';
import type { StayPoint } from '../track/track.ts';
import { RECENT_DAYS, type RegularStop } from './baseline.ts';

/** Metres between the centres of two stays at one place: two fixes' errors and a shop front (the stay radius). */
export const SAME_PLACE_M = 150;
/** Stops kept, the lightest go first: more than anyone serves in two weeks. */
const MAX_STOPS = 40;
/** The heaviest stops keep all their recent days, the others this many: the room is 32 KB a person. */
const MAIN_STOPS = 12;
const SIDE_STOP_DAYS = 8;
/** Faded days below which a stop is forgotten: one day seen three months ago. */
const MIN_WEIGHT = 0.12;
/** A centre stops moving after so many days. */
const MAX_CENTRE_DAYS = 10;

/** The stop nearest to a point within `radiusM` metres, or null. */
export function nearestStop<Stop extends Readonly<{ lng: number; lat: number }>>(
  stops: readonly Stop[],
  { lng, lat }: Readonly<{ lng: number; lat: number }>,
  radiusM = SAME_PLACE_M,
): Stop | null {
  let nearest: Stop | null = null;
  let nearestM = radiusM;
  const reachDeg = radiusM / 111_000;
  for (const stop of stops) {
    if (Math.abs(stop.lat - lat) > reachDeg) continue;
    const metres = haversineDegM(lng, lat, stop.lng, stop.lat);
    if (metres > nearestM) continue;
    nearest = stop;
    nearestM = metres;
  }
  return nearest;
}

/** Minutes a stay is proven for. */
export const dwellMinOf = ({ startAt, lastFixAt }: StayPoint): number =>
  (lastFixAt.getTime() - startAt.getTime()) / 60_000;

/** The stops, faded by `fade` (0-1), with one day's stays added; a place counts once a day. */
export function addStays(
  stops: readonly RegularStop[],
  stays: readonly StayPoint[],
  { day, fade }: { day: string; fade: number },
): RegularStop[] {
  const faded = stops.map((stop) => ({ ...stop, weight: round(stop.weight * fade, 4) }));
  const known = faded.filter(({ weight }) => weight >= MIN_WEIGHT);
  for (const { lng, lat, minutes } of mergeStays(stays)) {
    const stop = nearestStop(known, { lng, lat });
    if (!stop) {
      known.push({
        lng: round(lng, 5),
        lat: round(lat, 5),
        weight: 1,
        firstDay: day,
        recentDays: [day],
        dwellMin: round(minutes, 1),
      });
      continue;
    }
    const isAgain = stop.recentDays.at(-1) === day;
    const part = 1 / Math.min(MAX_CENTRE_DAYS, stop.weight + 1);
    known[known.indexOf(stop)] = {
      lng: round(stop.lng + (lng - stop.lng) * part, 5),
      lat: round(stop.lat + (lat - stop.lat) * part, 5),
      weight: round(stop.weight + (isAgain ? 0 : 1), 4),
      ...(stop.firstDay !== undefined && { firstDay: stop.firstDay }),
      recentDays: isAgain ? stop.recentDays : [...stop.recentDays, day].slice(-RECENT_DAYS),
      dwellMin: round(stop.dwellMin + (minutes - stop.dwellMin) * part, 1),
    };
  }
  return known
    .toSorted((a, b) => b.weight - a.weight || a.lng - b.lng || a.lat - b.lat)
    .slice(0, MAX_STOPS)
    .map((stop, rank) =>
      rank < MAIN_STOPS ? stop : { ...stop, recentDays: stop.recentDays.slice(-SIDE_STOP_DAYS) },
    );
}

/** Stays of one day at one place as one, with their minutes together. */
function mergeStays(stays: readonly StayPoint[]): { lng: number; lat: number; minutes: number }[] {
  const merged: { lng: number; lat: number; minutes: number }[] = [];
  for (const stay of stays) {
    const minutes = dwellMinOf(stay);
    const same = nearestStop(merged, stay);
    if (!same) merged.push({ lng: stay.lng, lat: stay.lat, minutes });
    else {
      const part = minutes / (same.minutes + minutes || 1);
      same.lng += (stay.lng - same.lng) * part;
      same.lat += (stay.lat - same.lat) * part;
      same.minutes += minutes;
    }
  }
  return merged;
}
