import type { LngLat } from '../../contract/geo.ts';
import type { PlaceIndex } from '../geo/place-index.ts';
import type { Place } from '../geo/place.ts';

/** Metres around a stay in which a place may be what it was at. */
const NEARBY_M = 200;

/** The places a picture shows, by id: those a stay may have been at, and those it is about. */
export function placesShown(
  { places, namedById }: Readonly<{ places: PlaceIndex; namedById: ReadonlyMap<string, Place> }>,
  { stays, ids }: Readonly<{ stays: readonly LngLat[]; ids: readonly (string | undefined)[] }>,
): Place[] {
  const near = stays.flatMap((stay) => places.nearby(stay, NEARBY_M).map(({ place }) => place));
  const named = ids.flatMap((id) => (id === undefined ? [] : (namedById.get(id) ?? [])));
  const shown = new Map([...near, ...named].map((place) => [place.id, place]));
  return [...shown.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
