import { pictureWords, type PictureWords } from '../../contract/texts/track-picture.ts';
import { reachM } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';
import type { Interval } from '../interval.ts';
import { clockOf } from '../time.ts';
import type { StayPoint, Track } from '../track/track.ts';
import { isOwnPlace } from './own-place.ts';
import { frameOf, round, WIDE, type Frame, type PictureSize } from './picture-frame.ts';
import { drawLabels, type Label } from './picture-labels.ts';
import { drawLegend } from './picture-legend.ts';
import { writeText, type Mark, type MarkStyleName, type Picture, type Point } from './picture-marks.ts';
import { writeSvg } from './picture-svg.ts';

/** A day of one person as it is drawn; WGS-84. */
export type PictureDay = Readonly<{
  /** YYYY-MM-DD in `timeZone`. */
  day: string;
  timeZone: string;
  track: Track;
  stays: readonly StayPoint[];
  places: readonly Place[];
  zones: readonly Readonly<Pick<Place, 'id' | 'center' | 'radiusM' | 'polygon'>>[];
  /** What the picture is about: the time is marked on the track, the place by a ring. */
  finding?: Readonly<Interval & { placeId?: string }>;
}>;

/** Minutes between two fixes beyond which the line is only guessed. */
const GAP_MS = 30 * 60_000;

/** The day as an SVG; the same day gives the same text. */
export const drawTrackPicture = (day: PictureDay, language: 'zh' | 'en', size = WIDE): string =>
  writeSvg(pictureOf(day, language, size));

/**
 * The day without map tiles: no map company learns where people were. Track (dotted where nothing is known), stays with their times,
 * places, zone and the time in question.
 */
export function pictureOf(day: PictureDay, language: 'zh' | 'en', size: PictureSize = WIDE): Picture {
  const { width, height } = size;
  const words = pictureWords[language];
  const frame = frameOf(circlesOf(day), size);
  const marks: Mark[] = [
    { kind: 'rect', style: 'paper', at: [0, 0], width, height },
    ...day.zones.map((zone) => drawArea(frame, zone, 'zone')),
    ...day.places.map((place) => drawArea(frame, place, isOwnPlace(place) ? 'own' : 'other')),
    ...drawWay(frame, day),
    ...day.places
      .filter(({ id }) => id === day.finding?.placeId)
      .map((place) => drawArea(frame, place, 'ring')),
    ...day.stays.map((stay) => dot(frame, stay, day.finding)),
    ...drawLabels(labelsOf(frame, day, words), size),
    ...drawLegend(frame, legendOf(day), words),
    ...(day.track.atMs.length === 0
      ? [writeText({ at: [width / 2, 30], text: words.empty, anchor: 'middle' })]
      : []),
  ];
  return { title: words.title(day.day), desc: describe(day, words), width, height, marks };
}

function circlesOf({ track, stays, places, zones }: PictureDay) {
  const fixes = Array.from(track.lng, (lng, at) => ({ lng, lat: track.lat[at] ?? 0, radiusM: 0 }));
  const near =
    fixes.length > 0 ? places : [...places, ...zones.map((zone) => ({ ...zone, name: '', roles: [] }))];
  const areas = near.map((place) => ({ ...place.center, radiusM: reachM(place) }));
  return [...fixes, ...stays.map((stay) => ({ lng: stay.lng, lat: stay.lat, radiusM: 30 })), ...areas];
}

export function drawArea(
  frame: Frame,
  { center, radiusM, polygon }: Pick<Place, 'center' | 'radiusM' | 'polygon'>,
  style: MarkStyleName,
): Mark {
  if (polygon) return { kind: 'polygon', style, points: polygon.map((corner) => frame.at(corner)) };
  return { kind: 'circle', style, at: frame.at(center), r: round(Math.max(4, radiusM * frame.perM)) };
}

/** The way as one line each between silences, dotted over them, and once more where it is in question. */
export function drawWay(frame: Frame, { track, finding }: Pick<PictureDay, 'track' | 'finding'>): Mark[] {
  const { atMs } = track;
  const lines: Mark[] = [];
  const pointAt = (at: number) => frame.at({ lng: track.lng[at] ?? 0, lat: track.lat[at] ?? 0 });
  for (let from = 0, to = 1; to <= atMs.length; to++) {
    if (to < atMs.length && (atMs[to] ?? 0) - (atMs[to - 1] ?? 0) <= GAP_MS) continue;
    lines.push(lineOf('line', range(from, to).map(pointAt)));
    if (to < atMs.length) lines.push(lineOf('gap', [pointAt(to - 1), pointAt(to)]));
    from = to;
  }
  if (!finding) return lines;
  const isMarked = (at: number) => (atMs[at] ?? 0) >= +finding.startAt && (atMs[at] ?? 0) <= +finding.endAt;
  return [...lines, lineOf('marked', range(0, atMs.length).filter(isMarked).map(pointAt))];
}

/** Points that fall on one pixel are drawn once. */
function lineOf(style: MarkStyleName, points: readonly Point[]): Mark {
  const isNew = ([x, y]: Point, at: number): boolean =>
    x !== points[at - 1]?.[0] || y !== points[at - 1]?.[1];
  return { kind: 'polyline', style, points: points.filter(isNew) };
}

/** The stays in question stand out. */
function dot(frame: Frame, stay: StayPoint, finding: PictureDay['finding']): Mark {
  const isMarked = finding && stay.startAt < finding.endAt && stay.lastFixAt > finding.startAt;
  return { kind: 'circle', style: isMarked ? 'hot' : 'stay', at: frame.at(stay), r: 6 };
}

function labelsOf(frame: Frame, day: PictureDay, words: PictureWords): Label[] {
  const { timeZone, track, stays, places } = day;
  const last = track.atMs.length - 1;
  const edges =
    last < 0
      ? []
      : [0, last].map((at): Label => {
          const [x, y] = frame.at({ lng: track.lng[at] ?? 0, lat: track.lat[at] ?? 0 });
          const word = at === 0 ? words.start : words.end;
          return {
            text: `${word} ${clockOf(new Date(track.atMs[at] ?? 0), timeZone)}`,
            x,
            y,
            radius: 6,
          };
        });
  const ofStays = stays.map((stay): Label => {
    const [x, y] = frame.at(stay);
    const text = `${clockOf(stay.startAt, timeZone)}–${clockOf(stay.lastFixAt, timeZone)}`;
    return { text, x, y, radius: 7 };
  });
  const ofPlaces = places.map((place): Label => {
    const [x, y] = frame.at(place.center);
    return { text: place.name, x, y, radius: Math.max(7, reachM(place) * frame.perM) };
  });
  return [
    ...ofPlaces.filter((_, n) => places[n]?.id === day.finding?.placeId),
    ...ofStays,
    ...ofPlaces.filter((_, n) => places[n]?.id !== day.finding?.placeId),
    ...edges,
  ];
}

function describe({ track, stays, timeZone, finding }: PictureDay, words: PictureWords): string {
  const last = track.atMs.length - 1;
  if (last < 0) return words.empty;
  const clock = (at: number) => clockOf(new Date(track.atMs[at] ?? 0), timeZone);
  const gaps = range(1, last + 1).filter(
    (at) => (track.atMs[at] ?? 0) - (track.atMs[at - 1] ?? 0) > GAP_MS,
  ).length;
  const told = words.desc({
    fromClock: clock(0),
    toClock: clock(last),
    fixes: last + 1,
    stays: stays.length,
    gaps,
  });
  return finding
    ? `${told}。${words.finding(clockOf(finding.startAt, timeZone), clockOf(finding.endAt, timeZone))}`
    : told;
}

const legendOf = ({ places, zones, finding }: PictureDay) => ({
  own: places.some(isOwnPlace),
  other: places.some((place) => !isOwnPlace(place)),
  zone: zones.length > 0,
  marked: finding !== undefined,
});

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
