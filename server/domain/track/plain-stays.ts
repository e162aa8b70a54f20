import { haversineDegM } from '../geo/distance.ts';
import { medianOf } from './median.ts';
import { scanPlain, type PlainRule, type StaySpan } from './stay-scan.ts';
import type { StayPoint, Track } from './track.ts';

/** Metres, minutes, and minutes of silence that end a stay (null = never). */
export type PlainStaySettings = Readonly<{ distanceM: number; minDwellMin: number; gapMin: number | null }>;

/**
 * The rule of Li et al. 2008 to the letter, to compare with other libraries: great-circle distances, the last open stay is kept and
 * ends at its last fix, the centre is the mean.
 */
export function findPlainStays(track: Track, settings: PlainStaySettings): StayPoint[] {
  const { spans } = scanPlain(track, plainRuleOf(settings), { from: 0, isEnd: true });
  return spans.map((span) => describePlainStay(track, span));
}

/** The settings as the scan reads them. */
export function plainRuleOf({ distanceM, minDwellMin, gapMin }: PlainStaySettings): PlainRule {
  return {
    distanceM,
    minDwellMs: minDwellMin * 60_000,
    gapMs: gapMin === null ? Infinity : gapMin * 60_000,
  };
}

/** The stay of a span, its centre the mean of its fixes (in degrees, as the libraries do). */
export function describePlainStay(track: Track, { from, to, endMs }: StaySpan): StayPoint {
  const lng = meanOf(track.lng, from, to);
  const lat = meanOf(track.lat, from, to);
  let extentM = 0;
  for (let at = from; at < to; at++)
    extentM = Math.max(extentM, haversineDegM(lng, lat, track.lng[at] ?? 0, track.lat[at] ?? 0));
  return {
    startAt: new Date(track.atMs[from] ?? 0),
    endAt: new Date(endMs),
    lastFixAt: new Date(track.atMs[to - 1] ?? 0),
    lng,
    lat,
    accuracyM: medianOf(track.accuracyM, from, to),
    fixes: to - from,
    extentM,
  };
}

/** Of differences to the first value, so that many fixes lose no digits. */
function meanOf(column: Float64Array, from: number, to: number): number {
  const first = column[from] ?? Number.NaN;
  let sum = 0;
  for (let at = from; at < to; at++) sum += (column[at] ?? 0) - first;
  return first + sum / (to - from);
}
