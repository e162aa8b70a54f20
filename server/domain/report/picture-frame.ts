import type { LngLat } from '../../contract/geo.ts';
import { localPlane } from '../geo/distance.ts';

export const WIDTH = 720;
export const HEIGHT = 520;
/** The drawing's part of the picture; the legend stands below. */
export const MAP_HEIGHT = 452;
const MARGIN = 44;
/** A day at one spot is not blown up beyond this width. */
const LEAST_WIDE_M = 400;
/** Lengths of the scale bar, metres. */
const NICE = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000];

/** Where points of the Earth stand in the picture (pixels from the top left), and pixels per metre. */
export type Frame = Readonly<{ at: (point: LngLat) => readonly [x: number, y: number]; perM: number }>;

/** The frame that shows all of these circles (metres of radius, 0 = a point), north up. */
export function frameOf(circles: readonly Readonly<LngLat & { radiusM: number }>[]): Frame {
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
    (WIDTH - 2 * MARGIN) / Math.max(LEAST_WIDE_M, box.east - box.west),
    (MAP_HEIGHT - 2 * MARGIN) / Math.max(LEAST_WIDE_M, box.north - box.south),
  );
  const [midX, midY] = [(box.west + box.east) / 2, (box.south + box.north) / 2];
  return {
    perM,
    at: ({ lng, lat }) => [
      round(WIDTH / 2 + (plane.xOf(lng) - midX) * perM),
      round(MAP_HEIGHT / 2 - (plane.yOf(lat) - midY) * perM),
    ],
  };
}

/** The longest round length that takes at most a fifth of the width, metres. */
export function scaleBarM({ perM }: Frame): number {
  return NICE.findLast((metres) => metres * perM <= WIDTH / 5) ?? 50;
}

/** Tenths of a pixel are enough and keep the file short. */
export const round = (pixels: number): number => Math.round(pixels * 10) / 10;
