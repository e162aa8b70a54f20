import type { LngLat } from '../../contract/geo.ts';
import { haversineM } from '../geo/distance.ts';
import type { PlaceIndex } from '../geo/place-index.ts';
import type { StayPoint } from '../track/track.ts';
import { isOwnPlace } from './own-place.ts';

/** Metres within which stays of different days are one spot: the stay radius, inside which drift is no movement. */
const SAME_M = 150;
/** Metres from a place of the company's own within which a spot goes by its name. */
const NAMED_M = 100;
/** Spots that are shown: as many as a phone's map holds numbers. */
const MOST = 8;

/** Where a month was spent: proven minutes, and on how many days. Without a name where no place of the company is near. */
export type MonthPlace = Readonly<LngLat & { days: number; minutes: number; name?: string }>;
type Spot = LngLat & { days: Set<string>; minutes: number };

/** The spots of a month, the longest first. Only own places are named: whether somebody was at another one, no distance tells. */
export function monthPlaces(
  days: readonly Readonly<{ day: string; stays: readonly StayPoint[] }>[],
  places: PlaceIndex,
): MonthPlace[] {
  const stays = days.flatMap(({ day, stays: own }) =>
    own.map(({ lng, lat, startAt, lastFixAt }) => ({
      day,
      lng,
      lat,
      minutes: (+lastFixAt - +startAt) / 60_000,
    })),
  );
  const spots: Spot[] = [];
  for (const { day, lng, lat, minutes } of stays.toSorted((a, b) => b.minutes - a.minutes)) {
    const known = spots.find((spot) => haversineM(spot, { lng, lat }) <= SAME_M);
    if (known) {
      known.days.add(day);
      known.minutes += minutes;
    } else spots.push({ lng, lat, minutes, days: new Set([day]) });
  }
  return spots
    .toSorted((a, b) => b.minutes - a.minutes)
    .slice(0, MOST)
    .map(({ lng, lat, minutes, days: on }) => {
      const name = places.nearby({ lng, lat }, NAMED_M).find(({ place }) => isOwnPlace(place))?.place.name;
      return { lng, lat, minutes: Math.round(minutes), days: on.size, ...(name !== undefined && { name }) };
    });
}
