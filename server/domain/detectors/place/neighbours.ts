import { distanceToEdgeM, reachM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import type { PlaceIndex } from '../../geo/place-index.ts';
import { isOwn } from './near-places.ts';

/** Metres between the fences of two shops up to which they may be in one building, when both tell a floor that says so: a mall's hall. */
const SAME_BUILDING_M = 100;
/** The floor that shops on a street have too. */
const GROUND = /^(?:0|L?1|1F|F1|GF?|1楼|一楼|一层|首层)$/;

/** The other places whose fences come within `withinM` of the place's. */
export function placesAround(places: PlaceIndex, place: Place, withinM: number): Place[] {
  return places
    .nearby(place.center, reachM(place) + withinM)
    .map((near) => near.place)
    .filter(({ id }) => id !== place.id);
}

/** Whether a place of ours is so near, or in the same mall, that satellites never tell the two apart; Wi-Fi, a store code or a till do. */
export function adjoinsOwn(
  places: PlaceIndex,
  place: Place,
  { neighbourM, isAsked = isOwn }: Readonly<{ neighbourM: number; isAsked?: (place: Place) => boolean }>,
): boolean {
  const withinM = place.floor === undefined ? neighbourM : Math.max(neighbourM, SAME_BUILDING_M);
  return placesAround(places, place, withinM).some(
    (near) => isAsked(near) && areAlike(place, near, neighbourM),
  );
}

/** Whether positions cannot tell two places apart: fences within `neighbourM`, or floors of one building. */
export function areAlike(place: Place, other: Place, neighbourM: number): boolean {
  const apartM = distanceToEdgeM(place.center, other) - reachM(place);
  return apartM <= neighbourM || (apartM <= SAME_BUILDING_M && areFloorsOfOne(place.floor, other.floor));
}

function areFloorsOfOne(floor: string | undefined, other: string | undefined): boolean {
  return floor !== undefined && other !== undefined && (floor !== other || !GROUND.test(floor));
}
