import type { LngLat } from '../../contract/geo.ts';
import type { TravelMode } from '../../contract/route.ts';
import { haversineM } from '../geo/distance.ts';

/**
 * Metres of road for a metre of straight line. Kim et al. 2015 (J. Korean Soc. Agric. Eng. 57(4)) measured 1.22-1.44 in the provinces and
 * large cities of South Korea, 1.26 as a whole; streets of Chinese cities have larger blocks, so a little more.
 */
export const DETOUR = 1.3;

/** Kilometres an hour from door to door, traffic lights and parking in it. Assumptions, on the careful side, for the person to choose from. */
const SPEED_KMH = {
  /** Adults walk at 1.2-1.4 m/s. */
  walk: 4.5,
  /** Two thirds of the 25 km/h that GB 17761-2018 allows. */
  ebike: 16,
  /** A large city by day, with the search for a parking space. */
  car: 20,
} as const satisfies Record<TravelMode, number>;

/** Metres of way between two points. */
export const wayM = (from: LngLat, to: LngLat): number => haversineM(from, to) * DETOUR;

/** Milliseconds that a way takes. */
export const wayMs = (metres: number, mode: TravelMode): number => (metres / SPEED_KMH[mode]) * 3_600;
