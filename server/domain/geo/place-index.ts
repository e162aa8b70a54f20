import Flatbush from 'flatbush';
import type { LngLat } from '../../contract/geo.ts';
import { DEGREE_M } from './distance.ts';
import { FenceGrid } from './fence-grid.ts';
import { fenceOf } from './fence-shape.ts';
import { distanceToEdgeM, reachM } from './fence.ts';
import type { Place } from './place.ts';

/** A place and how far its fence is from the point asked about, metres (negative = inside). */
type NearbyPlace = Readonly<{ place: Place; edgeM: number }>;

/** Places searchable by position; built once, asked often. */
export type PlaceIndex = Readonly<{
  /** Places whose fence is at most `radiusM` metres away, nearest fence first, ties by id. */
  nearby: (point: LngLat, radiusM: number) => NearbyPlace[];
  /** Places whose fence holds the point, by id. The first call builds a grid of its own for this question. */
  containing: (point: LngLat) => Place[];
}>;

/** Builds the index; the order of `places` does not matter. */
export function createPlaceIndex(places: readonly Place[]): PlaceIndex {
  if (places.length === 0) return { nearby: () => [], containing: () => [] };
  let grid: FenceGrid | undefined;
  const tree = new Flatbush(places.length);
  for (const place of places) {
    const box = boxAround(place.center, reachM(place));
    tree.add(box.west, box.south, box.east, box.north);
  }
  tree.finish();
  return {
    nearby(point, radiusM) {
      const { west, south, east, north } = boxAround(point, radiusM);
      const near: NearbyPlace[] = [];
      for (const at of tree.search(west, south, east, north)) {
        const place = places[at];
        const edgeM = place ? distanceToEdgeM(point, place) : Infinity;
        if (place && edgeM <= radiusM) near.push({ place, edgeM });
      }
      return near.sort((a, b) => a.edgeM - b.edgeM || (a.place.id < b.place.id ? -1 : 1));
    },
    containing({ lng, lat }) {
      grid ??= new FenceGrid(places.map(fenceOf));
      const found = grid.find(lng, lat);
      return [...grid.hits.subarray(0, found)]
        .flatMap((at) => places[at] ?? [])
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    },
  };
}

function boxAround({ lng, lat }: LngLat, radiusM: number) {
  const dLat = radiusM / DEGREE_M;
  const dLng = Math.min(180, dLat / Math.max(0.01, Math.cos((lat * Math.PI) / 180)));
  return { west: lng - dLng, east: lng + dLng, south: lat - dLat, north: lat + dLat };
}
