import { pictureWords } from '../../contract/texts/track-picture.ts';
import { reachM } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';
import type { Track } from '../track/track.ts';
import type { MonthPlace } from './month-places.ts';
import { frameOf, round, WIDE, type Frame, type PictureSize } from './picture-frame.ts';
import { drawLegend } from './picture-legend.ts';
import { writeText, type Mark } from './picture-marks.ts';
import { writeSvg } from './picture-svg.ts';
import { drawArea, drawWay } from './track-picture.ts';

/** A month of one person as it is drawn; WGS-84. `tracks`: one a day, as far as they are still kept. */
export type PictureMonth = Readonly<{
  month: string;
  tracks: readonly Track[];
  spots: readonly MonthPlace[];
  /** Own places near the spots. */
  places: readonly Place[];
}>;

/** Pixels of a spot: a number has room in the least, and the longest one hides no town. */
const LEAST_R = 9;
const MOST_R = 18;

/** The month's ways without map tiles, and its spots with the numbers of the list beside it; the same month gives the same text. */
export function drawMonthPicture(
  month: PictureMonth,
  language: 'zh' | 'en',
  size: PictureSize = WIDE,
): string {
  const { width, height } = size;
  const { tracks, spots, places } = month;
  const words = pictureWords[language];
  const frame = frameOf(circlesOf(month), size);
  const longest = Math.max(1, ...spots.map(({ minutes }) => minutes));
  const days = tracks.filter(({ atMs }) => atMs.length > 0);
  const marks: Mark[] = [
    { kind: 'rect', style: 'paper', at: [0, 0], width, height },
    ...places.map((place) => drawArea(frame, place, 'own')),
    ...days.flatMap((track) => drawWay(frame, { track })),
    ...spots.toReversed().flatMap((spot, at) => numbered(frame, spot, { n: spots.length - at, longest })),
    ...drawLegend(frame, { own: places.length > 0, other: false, zone: false, marked: false }, words),
    ...(days.length + spots.length === 0
      ? [writeText({ at: [width / 2, 30], text: words.empty, anchor: 'middle' })]
      : []),
  ];
  const title = words.monthTitle(month.month);
  const desc = words.monthDesc(days.length, spots.length);
  return writeSvg({ title, desc, width, height, marks: marks.map(thin) });
}

/** Ways lie over each other here. */
const thin = (mark: Mark): Mark => (mark.style === 'line' ? { ...mark, style: 'faint' } : mark);

function numbered(
  frame: Frame,
  spot: MonthPlace,
  { n, longest }: Readonly<{ n: number; longest: number }>,
): Mark[] {
  const [x, y] = frame.at(spot);
  const r = round(LEAST_R + (MOST_R - LEAST_R) * Math.sqrt(spot.minutes / longest));
  return [
    { kind: 'circle', style: 'stay', at: [x, y], r },
    writeText({ at: [x, y + 4], text: String(n), anchor: 'middle', style: 'number' }),
  ];
}

function circlesOf({ tracks, spots, places }: PictureMonth) {
  const fixes = tracks.flatMap(({ lng, lat }) =>
    Array.from(lng, (east, at) => ({ lng: east, lat: lat[at] ?? 0, radiusM: 0 })),
  );
  const areas = places.map((place) => ({ ...place.center, radiusM: reachM(place) }));
  return [...fixes, ...spots.map(({ lng, lat }) => ({ lng, lat, radiusM: 30 })), ...areas];
}
