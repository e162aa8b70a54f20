import type { LngLat } from '../../contract/geo.ts';
import type { PlaceRole } from '../../contract/place.ts';

/** A known place in WGS-84: a circle of `radiusM` metres around `center`, or `polygon` when it is given. */
export type Place = Readonly<{
  id: string;
  name: string;
  roles: readonly PlaceRole[];
  center: LngLat;
  radiusM: number;
  polygon?: readonly LngLat[];
  /** Of a building with several, as its owner writes it: upper case, without spaces. */
  floor?: string;
  regionId?: string;
  /** Addresses of the place's own access points, lower case. */
  wifiBssids?: readonly string[];
}>;

/** A floor as it is compared: upper case, without spaces. */
export const plainFloor = (floor: string | number): string => `${floor}`.replace(/\s/g, '').toUpperCase();
