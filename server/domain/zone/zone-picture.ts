import type { LngLat } from '../../contract/geo.ts';
import { zonePictureWords } from '../../contract/texts/zone-picture.ts';
import type { Place } from '../geo/place.ts';
import { frameOf, round, type PictureSize } from '../report/picture-frame.ts';
import { drawScaleStrip, drawZone } from '../report/picture-ground.ts';
import { drawLabels } from '../report/picture-labels.ts';
import { writeText, type Mark, type Picture, type Point } from '../report/picture-marks.ts';
import { writeSvg } from '../report/picture-svg.ts';

type ZoneShape = Readonly<
  Pick<Place, 'name' | 'center' | 'radiusM' | 'polygon'> & {
    number: number;
    /** People who have the zone as their own, and people of the region who share it because they have none of their own. */
    people: number;
    common: number;
  }
>;
type ZoneDrawing = Readonly<{
  region: Readonly<{ name: string }>;
  /** WGS-84. */
  shapes: readonly ZoneShape[];
  stores: readonly LngLat[];
}>;

const DOT_R = 9;
const STRIP = 32;
const STEP = 2 * DOT_R + 4;

/** The zones of a region as an SVG without map tiles, numbered as in the list beside it; the same zones give the same text. */
export function drawZonePicture(drawing: ZoneDrawing, language: 'zh' | 'en', size: PictureSize): string {
  return writeSvg(pictureOf(drawing, language, { ...size, height: size.mapHeight + STRIP }));
}

function pictureOf(
  { region, shapes, stores }: ZoneDrawing,
  language: 'zh' | 'en',
  size: PictureSize,
): Picture {
  const words = zonePictureWords[language];
  const frame = frameOf(
    [...shapes.flatMap(extentOf), ...stores.map((store) => ({ ...store, radiusM: 0 }))],
    size,
  );
  const dots = apart(shapes.map(({ center }) => frame.at(center)));
  const { width, height } = size;
  const marks: Mark[] = [
    { kind: 'rect', style: 'paper', at: [0, 0], width, height },
    ...shapes.map((shape) => drawZone(frame, shape)),
    ...stores.map((store): Mark => ({ kind: 'circle', style: 'own', at: frame.at(store), r: 4 })),
    ...(['paper', 'own'] as const).flatMap((style) =>
      dots.map((at): Mark => ({ kind: 'circle', style, at, r: DOT_R })),
    ),
    ...shapes.map(({ number }, n): Mark => {
      const [x = 0, y = 0] = dots[n] ?? [];
      return { kind: 'text', style: 'name', at: [x, round(y + 4)], text: String(number), anchor: 'middle' };
    }),
    ...drawLabels(
      shapes.map((shape, n) => {
        const [x = 0, y = 0] = dots[n] ?? [];
        return { text: words.label(shape), x, y, radius: DOT_R };
      }),
      size,
    ),
    ...drawScaleStrip(frame),
    ...storeLegend(words.store, { stores, size }),
    ...(shapes.length === 0 ? [writeText({ at: [width / 2, 30], text: words.empty, anchor: 'middle' })] : []),
  ];
  const desc = shapes.length === 0 ? words.empty : shapes.map(words.zone).join(words.separator);
  return { title: words.title(region.name), desc, width, height, marks };
}

/** What of it must be in the picture: the corners of a ring are nearer than the circle around them. */
const extentOf = ({ center, radiusM, polygon }: ZoneShape) =>
  polygon ? polygon.map((corner) => ({ ...corner, radiusM: 0 })) : [{ ...center, radiusM }];

/** Zones may have one middle: the numbers stand side by side then. */
function apart(points: readonly Point[]): Point[] {
  const taken: Point[] = [];
  for (const [x, y] of points) {
    let at: Point = [x, y];
    while (taken.some((other) => Math.hypot(other[0] - at[0], other[1] - at[1]) < STEP))
      at = [round(at[0] + STEP), y];
    taken.push(at);
  }
  return taken;
}

function storeLegend(
  text: string,
  { stores, size }: Readonly<{ stores: readonly LngLat[]; size: PictureSize }>,
): Mark[] {
  if (stores.length === 0) return [];
  const y = size.mapHeight + 18;
  return [
    { kind: 'circle', style: 'own', at: [size.width - 92, y], r: 4 },
    { kind: 'text', style: 'quiet', at: [size.width - 82, y + 4], text, anchor: 'start' },
  ];
}
