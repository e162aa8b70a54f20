import type { Datum, LngLat } from '../../contract/geo.ts';
import type { Geocoded, MapFault } from '../../contract/map-service.ts';

/** A shop as a map service lists it, in the service's datum. */
export type Poi = Readonly<{ uid: string; name: string; address: string; center: LngLat }>;
export type Read<T> = Readonly<{ found: T }> | Readonly<{ fault: MapFault }>;
type Around = Readonly<{ word: string; center: LngLat; radiusM: number; page: number }>;

/** How one map service is asked and answers. Positions and addresses of the company's places are all that goes into a request. */
export type MapDialect = Readonly<{
  /** Of every position asked with and answered. */
  datum: Datum;
  geocodePath: (
    key: string,
    asked: Readonly<{ address: string; city?: string | undefined }>,
  ) => string | null;
  readGeocode: (json: unknown) => Read<Geocoded>;
  /** `center` in the dialect's datum; pages from 1 on. */
  aroundPath: (key: string, asked: Around) => string;
  /** A page that is not full is the last; null: one that has no position. `all` = how many there are, where the service says so. */
  readAround: (json: unknown) => Read<Readonly<{ shops: readonly (Poi | null)[]; all?: number }>>;
  pageSize: number;
}>;

export function pathOf(path: string, query: Readonly<Record<string, string | number>>): string {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) asked.set(name, String(value));
  return `${path}?${asked.toString()}`;
}

/** About a decimetre: what a service can tell apart. */
export const degrees = (value: number): string => value.toFixed(6);
