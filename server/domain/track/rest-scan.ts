import type { LngLat } from '../../contract/geo.ts';
import { DEGREE_M, haversineDegM, metresPerLng, wrapDeg } from '../geo/distance.ts';
import type { Scanned, ScanRange, StaySpan } from './stay-scan.ts';
import type { StaySettings } from './stay-settings.ts';
import type { Track } from './track.ts';

const MIN_MS = 60_000;

/** Pieces that are one stay so far, by from and before where each reaches. */
type Group = Readonly<{ pieces: readonly number[]; center: LngLat }>;

/**
 * The stays of a track, in three steps. Pieces are found as by Li et al. 2008, with distances that allow for the fixes' accuracy. The dwell
 * of a piece is what its fixes prove (a part of the least dwell has to be proven) and a share of the time that the ways in and out leave
 * over. Pieces near each other with a short way between them are one stay.
 */
export function scanRests(track: Track, settings: StaySettings, { from, isEnd }: ScanRange): Scanned {
  const { atMs } = track;
  const spans: StaySpan[] = [];
  let group: Group | null = null;
  const minPieceMs = MIN_MS * Math.min(settings.minPieceMin, settings.minDwellMin);
  for (let anchor = from; anchor < atMs.length;) {
    if (group && isOver(track, settings, { group, anchor }))
      group = closeGroup(track, settings, { group, spans });
    const to = endOfPiece(track, settings, anchor);
    if (to >= atMs.length && !isEnd) return { spans, openFrom: group?.pieces[0] ?? anchor };
    const isCounted = to < atMs.length || settings.includeLast;
    if (
      isCounted &&
      mayDwell(track, { from: anchor, to }, minPieceMs) &&
      dwellMs(track, settings, { from: anchor, to }) >= minPieceMs
    ) {
      const center = meanOf(track, anchor, to);
      if (group && isNear(group.center, center, settings))
        group = { center: group.center, pieces: [...group.pieces, anchor, to] };
      else {
        if (group) closeGroup(track, settings, { group, spans });
        group = { pieces: [anchor, to], center };
      }
    }
    anchor = to;
  }
  if (group && isEnd) closeGroup(track, settings, { group, spans });
  return { spans, openFrom: isEnd ? atMs.length : (group?.pieces[0] ?? atMs.length) };
}

/** Whether no piece that begins at `anchor` or later can be part of the group any more. */
function isOver(
  { atMs }: Track,
  { mergeGapMin }: StaySettings,
  { group, anchor }: { group: Group; anchor: number },
): boolean {
  const last = (group.pieces.at(-1) ?? 0) - 1;
  return (atMs[anchor] ?? 0) - (atMs[last] ?? 0) > mergeGapMin * MIN_MS;
}

function closeGroup(
  track: Track,
  settings: StaySettings,
  { group: { pieces }, spans }: { group: Group; spans: StaySpan[] },
): null {
  const from = pieces[0] ?? 0;
  const to = pieces.at(-1) ?? 0;
  const minDwellMs = settings.minDwellMin * MIN_MS;
  if (
    provenMs(track, { from, to }) < settings.provenShare * minDwellMs ||
    dwellMs(track, settings, { from, to }) < minDwellMs
  )
    return null;
  const slack = Math.round(slackMs(track, settings, { at: to - 1, next: to }));
  const endMs = (track.atMs[to - 1] ?? 0) + slack;
  spans.push({ from, to, endMs, ...(pieces.length > 2 && { pieces }) });
  return null;
}

/** False where even the whole time between the fixes around would be too short: most pieces of a ride. */
function mayDwell({ atMs }: Track, { from, to }: { from: number; to: number }, minMs: number): boolean {
  const startMs = atMs[Math.max(0, from - 1)] ?? 0;
  return (atMs[Math.min(to, atMs.length - 1)] ?? 0) - startMs >= minMs;
}

/** The likely dwell of fixes `from` to before `to`: proven, and the slack of the ways in and out. */
function dwellMs(track: Track, settings: StaySettings, { from, to }: { from: number; to: number }): number {
  const before = slackMs(track, settings, { at: from, next: from - 1 });
  const after = slackMs(track, settings, { at: to - 1, next: to });
  return provenMs(track, { from, to }) + before + after;
}

/** The time between the first and the last of the fixes. */
const provenMs = ({ atMs }: Track, { from, to }: { from: number; to: number }): number =>
  (atMs[to - 1] ?? 0) - (atMs[from] ?? 0);

/** The part of the time between a fix inside and its neighbour outside that was likely spent inside. */
function slackMs(
  { atMs, lng, lat }: Track,
  { travelMps, slackShare, gapMin }: StaySettings,
  { at, next }: { at: number; next: number },
): number {
  if (next < 0 || next >= atMs.length) return 0;
  const gapMs = Math.abs((atMs[next] ?? 0) - (atMs[at] ?? 0));
  if (gapMin !== null && gapMs > gapMin * MIN_MS) return 0;
  const metres = haversineDegM(lng[at] ?? 0, lat[at] ?? 0, lng[next] ?? 0, lat[next] ?? 0);
  return Math.max(0, gapMs - (metres / travelMps) * 1000) * slackShare;
}

/** The first fix after a silence, or beyond the distance even if its own and the anchor's error were taken off. */
function endOfPiece(track: Track, settings: StaySettings, from: number): number {
  const { atMs, lng, lat } = track;
  const gapMs = settings.gapMin === null ? Infinity : settings.gapMin * MIN_MS;
  const anchorLng = lng[from] ?? 0;
  const anchorLat = lat[from] ?? 0;
  const perLng = metresPerLng(anchorLat);
  const limit = settings.distanceM * settings.distanceM;
  let beforeMs = atMs[from] ?? 0;
  for (let to = from + 1; to < atMs.length; to++) {
    const ms = atMs[to] ?? 0;
    const x = ((lng[to] ?? 0) - anchorLng) * perLng;
    const y = ((lat[to] ?? 0) - anchorLat) * DEGREE_M;
    if (ms - beforeMs > gapMs || (x * x + y * y >= limit && isOutside(track, settings, { from, to })))
      return to;
    beforeMs = ms;
  }
  return atMs.length;
}

function isOutside(
  { lng, lat, accuracyM }: Track,
  { distanceM, usualAccuracyM }: StaySettings,
  { from, to }: { from: number; to: number },
): boolean {
  const x = wrapDeg((lng[to] ?? 0) - (lng[from] ?? 0)) * metresPerLng(lat[from] ?? 0);
  const y = ((lat[to] ?? 0) - (lat[from] ?? 0)) * DEGREE_M;
  const excessM =
    Math.max(0, (accuracyM[from] ?? 0) - usualAccuracyM) + Math.max(0, (accuracyM[to] ?? 0) - usualAccuracyM);
  const reachM = distanceM + Math.min(distanceM / 2, excessM);
  return x * x + y * y >= reachM * reachM;
}

function isNear(a: LngLat, b: LngLat, { mergeM }: StaySettings): boolean {
  return haversineDegM(a.lng, a.lat, b.lng, b.lat) <= mergeM;
}

/** Of differences to the first fix, so that the 180th meridian and many fixes lose nothing. */
function meanOf({ lng, lat }: Track, from: number, to: number): LngLat {
  const firstLng = lng[from] ?? 0;
  const firstLat = lat[from] ?? 0;
  let sumLng = 0;
  let sumLat = 0;
  for (let at = from; at < to; at++) {
    sumLng += wrapDeg((lng[at] ?? 0) - firstLng);
    sumLat += (lat[at] ?? 0) - firstLat;
  }
  return { lng: firstLng + sumLng / (to - from), lat: firstLat + sumLat / (to - from) };
}
