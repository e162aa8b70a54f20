import type { LngLat } from '../../contract/geo.ts';
import { localPlane } from '../geo/distance.ts';

/** Pixels; the drawing takes `mapHeight` of it, the legend stands below in `columns`. */
export type PictureSize = Readonly<{ width: number; height: number; mapHeight: number; columns: number }>;
/** For a desk and for paper. */
export const WIDE: PictureSize = { width: 720, height: 520, mapHeight: 452, columns: 7 };
/** As wide as a phone, so that its letters are read without a lens. */
export const NARROW: PictureSize = { width: 320, height: 412, mapHeight: 320, columns: 3 };
const MARGIN = 44;
/** A day at one spot is not blown up beyond this width. */
const LEAST_WIDE_M = 400;
/** Lengths of the scale bar, metres. */
const NICE = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000];

/** Where points of the Earth stand in the picture (pixels from the top left), and pixels per metre. */
export type Frame = Readonly<{
  at: (point: LngLat) => readonly [x: number, y: number];
  perM: number;
  size: PictureSize;
}>;

/** The frame that shows all of these circles (metres of radius, 0 = a point), north up. */
export function frameOf(
  circles: readonly Readonly<LngLat & { radiusM: number }>[],
  size: PictureSize,
): Frame {
  const { width, mapHeight } = size;
  const [origin = { lng: 0, lat: 0 }] = circles;
  const plane = localPlane(origin);
  const box = { west: Infinity, south: Infinity, east: -Infinity, north: -Infinity };
  for (const { lng, lat, radiusM } of circles) {
    const [x, y] = [plane.xOf(lng), plane.yOf(lat)];
    box.west = Math.min(box.west, x - radiusM);
    box.east = Math.max(box.east, x + radiusM);
    box.south = Math.min(box.south, y - radiusM);
    box.north = Math.max(box.north, y + radiusM);
  }
  const perM = Math.min(
    (width - 2 * MARGIN) / Math.max(LEAST_WIDE_M, box.east - box.west),
    (mapHeight - 2 * MARGIN) / Math.max(LEAST_WIDE_M, box.north - box.south),
  );
  const [midX, midY] = [(box.west + box.east) / 2, (box.south + box.north) / 2];
  return {
    perM,
    size,
    at: ({ lng, lat }) => [
      round(width / 2 + (plane.xOf(lng) - midX) * perM),
      round(mapHeight / 2 - (plane.yOf(lat) - midY) * perM),
    ],
  };
}

/** The longest round length that takes at most a fifth of the width, metres. */
export function scaleBarM({ perM, size }: Frame): number {
  return NICE.findLast((metres) => metres * perM <= size.width / 5) ?? 50;
}

/** Tenths of a pixel are enough and keep the file short. */
export const round = (pixels: number): number => Math.round(pixels * 10) / 10;
