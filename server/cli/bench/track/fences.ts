import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { DEGREE_M, metresPerLng } from '../../../domain/geo/distance.ts';
import type { FenceShape } from '../../../domain/geo/fence-shape.ts';

const BUILDINGS = fileURLToPath(
  new URL('../../../../../shared/data/beijing_osm_buildings.csv.gz', import.meta.url),
);
/** The box the sample lies in, degrees. */
const BOX = { west: 115.4, south: 39.4, width: 2.2, height: 1.7 };
/** A drawn fence of the comparison in trajectory 3.2: corners, and metres of the smallest and of what is added. */
const CORNERS = 20;
const LEAST_M = 50;
const MORE_M = 100;

/** Polygons of 20 corners and 50-150 m at real buildings, or anywhere in the box without them; always the same. */
export function drawFences(count: number): FenceShape[] {
  const centers = readBuildings();
  const step = Math.max(1, Math.floor(centers.length / count));
  return Array.from({ length: count }, (_, n) => drawFence(n, centers[n * step] ?? spreadPoint(n)));
}

/** Fences all over the box: nine circles to one polygon, 50-150 m. */
export function spreadFences(count: number): FenceShape[] {
  return Array.from({ length: count }, (_, n) => {
    const center = spreadPoint(n);
    return n % 10 === 0 ? drawFence(n, center) : { center, radiusM: radiusOf(n) };
  });
}

/** Drawn fences as a GeoJSON file. */
export function toGeoJson(shapes: readonly FenceShape[]): string {
  const features = shapes.map((shape, n) => ({
    type: 'Feature',
    id: `f${n}`,
    properties: {},
    geometry: { type: 'Polygon', coordinates: 'rings' in shape ? shape.rings.map(toPositions) : [] },
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

/** A closed ring as GeoJSON writes it. */
function toPositions(ring: readonly number[]): number[][] {
  const positions = Array.from({ length: ring.length / 2 }, (_, n) => ring.slice(2 * n, 2 * n + 2));
  return [...positions, ...positions.slice(0, 1)];
}

const radiusOf = (n: number): number => LEAST_M + ((n * 37) % MORE_M);

/** Points of a golden-ratio lattice: even, and without chance. */
const spreadPoint = (n: number) => ({
  lng: BOX.west + ((n * 0.754_877_666) % 1) * BOX.width,
  lat: BOX.south + ((n * 0.569_840_291) % 1) * BOX.height,
});

function drawFence(n: number, { lng, lat }: { lng: number; lat: number }): FenceShape {
  const corners = Array.from({ length: CORNERS }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / CORNERS;
    return [
      lng + (radiusOf(n) * Math.cos(angle)) / metresPerLng(lat),
      lat + (radiusOf(n) * Math.sin(angle)) / DEGREE_M,
    ];
  });
  return { rings: [corners.flat()] };
}

function readBuildings(): { lng: number; lat: number }[] {
  if (!existsSync(BUILDINGS)) return [];
  const [, ...lines] = gunzipSync(readFileSync(BUILDINGS)).toString().trim().split('\n');
  return lines.map((line) => {
    const [lat = 0, lng = 0] = line.split(',').map(Number);
    return { lng, lat };
  });
}
