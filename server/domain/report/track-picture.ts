import { pictureWords, type PictureWords } from '../../contract/texts/track-picture.ts';
import { reachM } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';
import type { Interval } from '../interval.ts';
import { clockOf } from '../time.ts';
import type { StayPoint, Track } from '../track/track.ts';
import { frameOf, HEIGHT, round, scaleBarM, WIDTH, type Frame } from './picture-frame.ts';
import { drawLabels, escapeXml, type Label } from './picture-labels.ts';

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
const STYLE =
  '<style>text{font:12px system-ui,"PingFang SC","Noto Sans CJK SC",sans-serif;fill:#1d2129;paint-order:stroke;stroke:#fff;stroke-width:3px}' +
  '.line{fill:none;stroke:#4e5969;stroke-width:2}.gap{fill:none;stroke:#86909c;stroke-width:1.5;stroke-dasharray:2 6}' +
  '.marked{fill:none;stroke:#d4380d;stroke-width:4;stroke-linecap:round}.own{fill:#1456f0;fill-opacity:.12;stroke:#1456f0}' +
  '.other{fill:#d9730d;fill-opacity:.12;stroke:#d9730d}.ring{fill:none;stroke:#d4380d;stroke-width:2.5}' +
  '.zone{fill:#00b42a;fill-opacity:.05;stroke:#00b42a;stroke-dasharray:8 4}.stay{fill:#6b4fbb}circle.stay{stroke:#fff;stroke-width:1.5}.hot{fill:#d4380d}.quiet{fill:#4e5969}</style>';
const OWN_ROLES: readonly string[] = ['own_store', 'customer', 'office', 'warehouse', 'own_pickup'];

/**
 * The day as an SVG without map tiles: no map company learns where people were. Track (dotted where nothing is known), stays with their
 * times, places, zone and the time in question; title and description for readers who do not see it. The same day gives the same text.
 */
export function drawTrackPicture(day: PictureDay, language: 'zh' | 'en'): string {
  const words = pictureWords[language];
  const frame = frameOf(circlesOf(day));
  const parts = [
    ...day.zones.map((zone) => drawArea(frame, zone, 'zone')),
    ...day.places.map((place) => drawArea(frame, place, isOwn(place) ? 'own' : 'other')),
    ...drawWay(frame, day),
    ...day.places
      .filter(({ id }) => id === day.finding?.placeId)
      .map((place) => drawArea(frame, place, 'ring')),
    ...day.stays.map((stay) => dot(frame, stay, day.finding)),
    ...drawLabels(labelsOf(frame, day, words)),
    ...drawLegend(frame, day, words),
    ...(day.track.atMs.length === 0
      ? [`<text x="${WIDTH / 2}" y="30" text-anchor="middle">${escapeXml(words.empty)}</text>`]
      : []),
  ];
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-labelledby="t d">` +
    `<title id="t">${escapeXml(words.title(day.day))}</title><desc id="d">${escapeXml(describe(day, words))}</desc>` +
    `${STYLE}<rect width="${WIDTH}" height="${HEIGHT}" fill="#fff"/>\n${parts.join('\n')}\n</svg>\n`
  );
}

function circlesOf({ track, stays, places, zones }: PictureDay) {
  const fixes = Array.from(track.lng, (lng, at) => ({ lng, lat: track.lat[at] ?? 0, radiusM: 0 }));
  const near =
    fixes.length > 0 ? places : [...places, ...zones.map((zone) => ({ ...zone, name: '', roles: [] }))];
  const areas = near.map((place) => ({ ...place.center, radiusM: reachM(place) }));
  return [...fixes, ...stays.map((stay) => ({ lng: stay.lng, lat: stay.lat, radiusM: 30 })), ...areas];
}

function drawArea(
  frame: Frame,
  { center, radiusM, polygon }: Pick<Place, 'center' | 'radiusM' | 'polygon'>,
  kind: string,
): string {
  if (polygon)
    return `<polygon class="${kind}" points="${polygon.map((corner) => frame.at(corner).join(',')).join(' ')}"/>`;
  const [x, y] = frame.at(center);
  return `<circle class="${kind}" cx="${x}" cy="${y}" r="${round(Math.max(4, radiusM * frame.perM))}"/>`;
}

/** The way as one line each between silences, dotted over them, and once more where it is in question. */
function drawWay(frame: Frame, { track, finding }: PictureDay): string[] {
  const { atMs } = track;
  const lines: string[] = [];
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
function lineOf(kind: string, points: readonly (readonly [number, number])[]): string {
  const shown = points.map(([x, y]) => `${x},${y}`).filter((point, at, all) => point !== all[at - 1]);
  return `<polyline class="${kind}" points="${shown.join(' ')}"/>`;
}

/** The stays in question stand out. */
function dot(frame: Frame, stay: StayPoint, finding: PictureDay['finding']): string {
  const [x, y] = frame.at(stay);
  const isMarked = finding && stay.startAt < finding.endAt && stay.lastFixAt > finding.startAt;
  return `<circle class="${isMarked ? 'stay hot' : 'stay'}" cx="${x}" cy="${y}" r="6"/>`;
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
            kind: 'edge',
          };
        });
  const ofStays = stays.map((stay): Label => {
    const [x, y] = frame.at(stay);
    const text = `${clockOf(stay.startAt, timeZone)}–${clockOf(stay.lastFixAt, timeZone)}`;
    return { text, x, y, radius: 7, kind: 'stay' };
  });
  const ofPlaces = places.map((place): Label => {
    const [x, y] = frame.at(place.center);
    return { text: place.name, x, y, radius: Math.max(7, reachM(place) * frame.perM), kind: 'place' };
  });
  return [
    ...ofPlaces.filter((_, n) => places[n]?.id === day.finding?.placeId),
    ...ofStays,
    ...ofPlaces.filter((_, n) => places[n]?.id !== day.finding?.placeId),
    ...edges,
  ];
}

function drawLegend(frame: Frame, day: PictureDay, words: PictureWords): string[] {
  const barM = scaleBarM(frame);
  const length = round(barM * frame.perM);
  const barText = barM >= 1000 ? `${barM / 1000} km` : `${barM} m`;
  const keys: [string, string, boolean][] = [
    ['<line class="line" x1="0" y1="0" x2="20" y2="0"/>', words.track, true],
    ['<line class="gap" x1="0" y1="0" x2="20" y2="0"/>', words.gap, true],
    ['<circle class="stay" cx="10" cy="0" r="6"/>', words.stay, true],
    ['<circle class="own" cx="10" cy="0" r="7"/>', words.own, day.places.some(isOwn)],
    ['<circle class="other" cx="10" cy="0" r="7"/>', words.other, day.places.some((place) => !isOwn(place))],
    ['<rect class="zone" x="1" y="-6" width="18" height="12"/>', words.zone, day.zones.length > 0],
    ['<line class="marked" x1="2" y1="0" x2="18" y2="0"/>', words.marked, day.finding !== undefined],
  ];
  const shown = keys.filter(([, , isShown]) => isShown);
  return [
    `<rect y="452" width="${WIDTH}" height="${HEIGHT - 452}" fill="#fff"/>`,
    `<path d="M20 466v6h${length}v-6" fill="none" stroke="#4e5969"/><text class="quiet" x="${20 + length + 8}" y="473">${barText}</text>`,
    ...shown.map(
      ([mark, text], n) =>
        `<g transform="translate(${20 + n * 98} 498)">${mark}<text x="26" y="4">${escapeXml(text)}</text></g>`,
    ),
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

const isOwn = ({ roles }: Place): boolean => roles.some((role) => OWN_ROLES.includes(role));
const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, n) => from + n);
