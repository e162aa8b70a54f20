import type { LngLat } from '../../contract/geo.ts';
import { routePictureWords } from '../../contract/texts/route-picture.ts';
import { reachM } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';
import { frameOf, round, type Frame, type PictureSize } from '../report/picture-frame.ts';
import { drawScaleStrip, drawZone } from '../report/picture-ground.ts';
import { drawLabels, type Label } from '../report/picture-labels.ts';
import { writeText, type Mark, type Picture, type Point } from '../report/picture-marks.ts';
import { writeSvg } from '../report/picture-svg.ts';

type RouteDrawing = Readonly<{
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
/** Numbers that stand in one dot. */
const MOST_NUMBERS = 2;

/** The order of stops as an SVG without map tiles: straight lines, numbered; the same route gives the same text. */
export function drawRoutePicture(drawing: RouteDrawing, language: 'zh' | 'en'): string {
  return writeSvg(pictureOf(drawing, language));
}

function pictureOf(drawing: RouteDrawing, language: 'zh' | 'en'): Picture {
  const { day, start, stops, left, zones, distanceM } = drawing;
  const words = routePictureWords[language];
  const shown = [...(start ? [start] : []), ...stops.map(({ point }) => point), ...left];
  const circles =
    shown.length > 0
      ? shown.map((point) => ({ ...point, radiusM: 0 }))
      : zones.map((zone) => ({ ...zone.center, radiusM: reachM({ ...zone, name: '', roles: [] }) }));
  const frame = frameOf(circles, SIZE);
  const dots = dotsOf(frame, stops);
  const marks: Mark[] = [
    { kind: 'rect', style: 'paper', at: [0, 0], width: SIZE.width, height: SIZE.height },
    ...zones.map((zone) => drawZone(frame, zone)),
    ...drawRoute(frame, drawing),
    ...drawDots(dots),
    ...drawLabels(labelsOf(frame, { start, dots, word: words.start }), SIZE),
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

/** The line from the start through the stops, the stops that do not fit, and the start. */
const drawRoute = (frame: Frame, { start, stops, left }: RouteDrawing): Mark[] => [
  {
    kind: 'polyline',
    style: 'line',
    points: [...(start ? [start] : []), ...stops.map(({ point }) => point)].map(frame.at),
  },
  ...left.map((point): Mark => ({ kind: 'circle', style: 'other', at: frame.at(point), r: 6 })),
  ...(start ? [{ kind: 'circle', style: 'own', at: frame.at(start), r: 7 } as const] : []),
];

const drawDots = (dots: readonly Dot[]): Mark[] => [
  ...(['paper', 'own'] as const).flatMap((style) =>
    dots.map(({ at }): Mark => ({ kind: 'circle', style, at, r: DOT_R })),
  ),
  ...dots.map(({ at: [x, y], numbers }): Mark => ({
    kind: 'text',
    style: 'name',
    at: [x, round(y + 4)],
    text: numberText(numbers),
    anchor: 'middle',
  })),
];

type Dot = Readonly<{ at: Point; name: string; numbers: number[] }>;

/** One dot for all stops that would cover each other: their numbers stand in it together. */
function dotsOf(frame: Frame, stops: RouteDrawing['stops']): Dot[] {
  const dots: Dot[] = [];
  stops.forEach(({ name, point }, n) => {
    const at = frame.at(point);
    const near = dots.find((dot) => isNear(dot.at, at));
    if (near) near.numbers.push(n + 1);
    else dots.push({ at, name, numbers: [n + 1] });
  });
  return dots;
}

function numberText(numbers: readonly number[]): string {
  const shown = numbers.slice(0, MOST_NUMBERS).join(',');
  return numbers.length > MOST_NUMBERS ? `${shown}…` : shown;
}

/** Where the start is a stop too, one label says both. */
function labelsOf(
  frame: Frame,
  { start, dots, word }: Readonly<{ start: LngLat | undefined; dots: readonly Dot[]; word: string }>,
): Label[] {
  const startAt = start && frame.at(start);
  const isStart = (at: Point): boolean => startAt !== undefined && isNear(startAt, at);
  const named = dots.map(({ at, name, numbers }) => ({
    text: isStart(at) ? `${word} ${name}` : name,
    x: at[0],
    y: at[1],
    radius: Math.max(DOT_R, 3.5 * numberText(numbers).length),
  }));
  if (!startAt || dots.some(({ at }) => isStart(at))) return named;
  return [{ text: word, x: startAt[0], y: startAt[1], radius: DOT_R }, ...named];
}

const isNear = (a: Point, b: Point): boolean => Math.hypot(a[0] - b[0], a[1] - b[1]) < DOT_R;
