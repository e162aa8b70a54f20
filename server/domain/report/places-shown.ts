import type { LngLat } from '../../contract/geo.ts';
import { createPlaceIndex } from '../geo/place-index.ts';
import type { Place } from '../geo/place.ts';

/** Metres around a stay in which a place may be what it was at. */
const NEARBY_M = 200;

/** The places a picture shows: those a stay may have been at, and those it is about by their id. */
export function placesShown(
  places: readonly Place[],
  { stays, ids }: Readonly<{ stays: readonly LngLat[]; ids: readonly (string | undefined)[] }>,
): Place[] {
  const index = createPlaceIndex(places);
  const near = new Set(stays.flatMap((stay) => index.nearby(stay, NEARBY_M).map(({ place }) => place.id)));
  return places.filter(({ id }) => near.has(id) || ids.includes(id));
}
