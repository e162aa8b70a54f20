import { DEGREE_M, metresPerLng, wrapDeg } from '../geo/distance.ts';
import { distanceToEdgeM, reachM } from '../geo/fence.ts';
import type { Place } from '../geo/place.ts';
import { firstAtOrAfter } from '../track/time-search.ts';
import type { Track } from '../track/track.ts';
import { errorRadiusM } from './error-radius.ts';

/** km/h to or from a fix near above which it and the fix elsewhere cannot both be right: no town is passed faster. */
const TORN_KMH = 100;

/** How near is near, and how fast a person can get there. */
export type ReachSettings = Readonly<{
  nearM: number;
  accuracyRadii: number;
  unknownAccuracyM: number;
  maxSpeedKmh: number;
}>;

/** What the fixes between two instants allow. */
export type PossibleDwell = Readonly<{
  /** The longest time without a break the person can have spent near the place, minutes. */
  longestMin: number;
  /** Fixes in the window, and those of them near the place. */
  fixes: number;
  nearFixes: number;
  /** Distance from the fence of the nearest fix of the window, metres; Infinity without any. */
  nearestM: number;
  /** A fix near and the one before or after it are further apart than anybody travels in that time: one of them is wrong. */
  isTorn: boolean;
  /** Two fixes in a row are further apart than is assumed possible, and the place lies on the way: it was passed as fast as that. */
  isPassed: boolean;
}>;

/**
 * Bounds a person's dwell near a place by what was seen elsewhere (the space-time prism of Hägerstrand 1970): between two fixes away
 * from it there is only the time left after going there and coming back. A silence long enough for that leaves everything possible.
 */
export function boundDwell(
  track: Track,
  place: Place,
  { fromMs, toMs, settings }: Readonly<{ fromMs: number; toMs: number; settings: ReachSettings }>,
): PossibleDwell {
  const far = new FarFrom(track, place, settings);
  const msPerM = 3600 / settings.maxSpeedKmh;
  const first = firstAtOrAfter(track.atMs, fromMs);
  const bound = { longestMin: 0, fixes: 0, nearFixes: 0, nearestM: Infinity, isTorn: false, isPassed: false };
  const reachMsPerM = 3600 / TORN_KMH;
  let freeMs = fromMs;
  let nearMs = -Infinity;
  let reachedMs = -Infinity;
  for (let at = Math.max(0, first - 1); at < track.atMs.length; at++) {
    const atMs = track.atMs[at] ?? 0;
    const awayM = far.awayM(at);
    const beyondM = Math.max(0, awayM - far.toleranceM(at));
    if (atMs >= fromMs && atMs < toMs) {
      bound.fixes++;
      if (beyondM === 0) {
        bound.nearFixes++;
        nearMs = atMs;
        if (atMs < reachedMs) bound.isTorn = true;
      }
      bound.nearestM = Math.min(bound.nearestM, awayM);
    }
    if (beyondM > 0) {
      if (atMs - beyondM * reachMsPerM < nearMs) bound.isTorn = true;
      reachedMs = atMs + beyondM * reachMsPerM;
      if (far.isPassed(at) && atMs > fromMs) bound.isPassed = true;
      bound.longestMin = longer(bound.longestMin, freeMs, Math.min(atMs - beyondM * msPerM, toMs));
      freeMs = Math.max(fromMs, atMs + beyondM * msPerM);
    }
    if (atMs >= toMs) break;
  }
  return { ...bound, longestMin: longer(bound.longestMin, freeMs, toMs) };
}

/** The longer of `longestMin` and the minutes between two instants. */
const longer = (longestMin: number, fromMs: number, untilMs: number): number =>
  Math.max(longestMin, (untilMs - fromMs) / 60_000);

/**
 * `awayM` from the fence (0 inside) at a fix, and the tolerance there: what exceeds it is how far the person certainly is from being
 * near. Two numbers and not an object: it is asked for every fix.
 */
class FarFrom {
  private readonly track: Track;
  private readonly place: Place;
  private readonly settings: ReachSettings;
  private readonly reachM: number;
  private readonly perLng: number;

  constructor(track: Track, place: Place, settings: ReachSettings) {
    this.track = track;
    this.place = place;
    this.settings = settings;
    this.reachM = reachM(place);
    this.perLng = metresPerLng(place.center.lat);
  }

  toleranceM(at: number): number {
    const { nearM, accuracyRadii, unknownAccuracyM } = this.settings;
    return nearM + accuracyRadii * errorRadiusM(this.track.accuracyM[at], unknownAccuracyM);
  }

  /** Whether the place lies between this fix and the one before it, as near to the straight line as both errors allow, on a fast way. */
  isPassed(at: number): boolean {
    const { atMs, lng, lat } = this.track;
    if (at === 0) return false;
    const x = wrapDeg((lng[at] ?? 0) - (lng[at - 1] ?? 0)) * this.perLng;
    const y = ((lat[at] ?? 0) - (lat[at - 1] ?? 0)) * DEGREE_M;
    const stepM = Math.sqrt(x * x + y * y);
    const hours = ((atMs[at] ?? 0) - (atMs[at - 1] ?? 0)) / 3_600_000;
    if (stepM / 1000 <= this.settings.maxSpeedKmh * hours) return false;
    return this.awayM(at) - this.toleranceM(at) + this.awayM(at - 1) - this.toleranceM(at - 1) <= stepM;
  }

  awayM(at: number): number {
    const { center, polygon } = this.place;
    const lng = this.track.lng[at] ?? 0;
    const lat = this.track.lat[at] ?? 0;
    const x = wrapDeg(lng - center.lng) * this.perLng;
    const y = (lat - center.lat) * DEGREE_M;
    const away = Math.max(0, Math.sqrt(x * x + y * y) - this.reachM);
    if (!polygon || away > this.toleranceM(at)) return away;
    return Math.max(0, distanceToEdgeM({ lng, lat }, this.place));
  }
}
