import type { LngLat } from '../../contract/geo.ts';
import type { Place } from './place.ts';

/**
 * A fence in WGS-84: a circle of `radiusM` metres, or closed rings of flat lng, lat pairs. A point lies inside when it lies in an odd
 * number of rings, so holes and several parts need no word of their own.
 */
export type FenceShape =
  Readonly<{ center: LngLat; radiusM: number }> | Readonly<{ rings: readonly (readonly number[])[] }>;

/** The fence of a place. */
export function fenceOf({ center, radiusM, polygon }: Place): FenceShape {
  return polygon ? { rings: [polygon.flatMap(({ lng, lat }) => [lng, lat])] } : { center, radiusM };
}
