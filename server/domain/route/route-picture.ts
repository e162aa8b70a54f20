import type { LngLat } from '../../contract/geo.ts';
import { routePictureWords } from '../../contract/texts/route-picture.ts';
import { reachM } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';
import { frameOf, round, type Frame, type PictureSize } from '../report/picture-frame.ts';
import { drawScaleStrip, drawZone } from '../report/picture-ground.ts';
import { drawLabels } from '../report/picture-labels.ts';
import { writeText, type Mark, type Picture } from '../report/picture-marks.ts';
import { writeSvg } from '../report/picture-svg.ts';

export type RouteDrawing = Readonly<{
  /** YYYY-MM-DD. */
  day: string;
  start?: LngLat;
  /** In their order; WGS-84. */
  stops: readonly Readonly<{ name: string; point: LngLat }>[];
  /** Stops that do not fit. */
  left: readonly LngLat[];
  zones: readonly Readonly<Pick<Place, 'id' | 'center' | 'radiusM' | 'polygon'>>[];
  distanceM: number;
}>;

/** As wide as a phone; the list below it says the rest. */
const SIZE: PictureSize = { width: 320, height: 292, mapHeight: 260, columns: 3 };
const DOT_R = 9;

/** The order of stops as an SVG without map tiles: straight lines, numbered; the same route gives the same text. */
export function drawRoutePicture(drawing: RouteDrawing, language: 'zh' | 'en'): string {
  return writeSvg(pictureOf(drawing, language));
}

function pictureOf(
  { day, start, stops, left, zones, distanceM }: RouteDrawing,
  language: 'zh' | 'en',
): Picture {
  const words = routePictureWords[language];
  const points = [...(start ? [start] : []), ...stops.map(({ point }) => point)];
  const shown = [...points, ...left];
  const circles =
    shown.length > 0
      ? shown.map((point) => ({ ...point, radiusM: 0 }))
      : zones.map((zone) => ({ ...zone.center, radiusM: reachM({ ...zone, name: '', roles: [] }) }));
  const frame = frameOf(circles, SIZE);
  const marks: Mark[] = [
    { kind: 'rect', style: 'paper', at: [0, 0], width: SIZE.width, height: SIZE.height },
    ...zones.map((zone) => drawZone(frame, zone)),
    { kind: 'polyline', style: 'line', points: points.map(frame.at) },
    ...left.map((point): Mark => ({ kind: 'circle', style: 'other', at: frame.at(point), r: 6 })),
    ...(start ? [{ kind: 'circle', style: 'own', at: frame.at(start), r: 7 } as const] : []),
    ...(['paper', 'own'] as const).flatMap((style) =>
      stops.map(({ point }): Mark => ({ kind: 'circle', style, at: frame.at(point), r: DOT_R })),
    ),
    ...stops.map(({ point }, n): Mark => {
      const [x, y] = frame.at(point);
      return { kind: 'text', style: 'name', at: [x, round(y + 4)], text: String(n + 1), anchor: 'middle' };
    }),
    ...drawLabels(labelsOf(frame, { start, stops, word: words.start }), SIZE),
    ...drawScaleStrip(frame),
    ...(stops.length === 0
      ? [writeText({ at: [SIZE.width / 2, 30], text: words.empty, anchor: 'middle' })]
      : []),
  ];
  const names = stops.map(({ name }, n) => `${n + 1} ${name}`);
  const desc =
    stops.length === 0
      ? words.empty
      : words.desc({ stops: stops.length, km: (distanceM / 1000).toFixed(1), names });
  return { title: words.title(day), desc, width: SIZE.width, height: SIZE.height, marks };
}

function labelsOf(
  frame: Frame,
  { start, stops, word }: Pick<RouteDrawing, 'stops'> & { start: LngLat | undefined; word: string },
) {
  return [...(start ? [{ name: word, point: start }] : []), ...stops].map(({ name, point }) => {
    const [x, y] = frame.at(point);
    return { text: name, x, y, radius: DOT_R };
  });
}
