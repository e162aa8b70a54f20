import { DEGREE_M, metresPerLng, wrapDeg } from '../../geo/distance.ts';
import { distanceToEdgeM, reachM } from '../../geo/fence.ts';
import type { Place } from '../../geo/place.ts';
import { firstAtOrAfter } from '../../track/time-search.ts';
import type { Track } from '../../track/track.ts';
import { errorRadiusM } from '../place/error-radius.ts';

/** km/h to or from a fix near above which it and the fix elsewhere cannot both be right: no town is passed faster. */
const TORN_KMH = 100;

/** How near is near, and how fast a person can get there. */
type ReachSettings = Readonly<{
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
  const { atMs } = track;
  const msPerM = 3600 / settings.maxSpeedKmh;
  const reachMsPerM = 3600 / TORN_KMH;
  // Plain variables, not the fields of what is returned: they are written with every fix.
  let longestMin = 0;
  let fixes = 0;
  let nearFixes = 0;
  let nearestM = Infinity;
  let isTorn = false;
  let isPassed = false;
  // A sum is known to be a number; for a plain argument the engine would keep an object for each fix.
  let freeMs = 0 + fromMs;
  let nearMs = -Infinity;
  let reachedMs = -Infinity;
  for (let at = Math.max(0, firstAtOrAfter(atMs, fromMs) - 1); at < atMs.length; at++) {
    const ms = atMs[at] ?? 0;
    const awayM = far.awayM(at);
    const beyondM = Math.max(0, awayM - far.toleranceM(at));
    if (ms >= fromMs && ms < toMs) {
      fixes++;
      if (beyondM === 0) {
        nearFixes++;
        nearMs = ms;
        if (ms < reachedMs) isTorn = true;
      }
      if (awayM < nearestM) nearestM = awayM;
    }
    if (beyondM > 0) {
      if (ms - beyondM * reachMsPerM < nearMs) isTorn = true;
      reachedMs = ms + beyondM * reachMsPerM;
      if (far.isPassed(at) && ms > fromMs) isPassed = true;
      longestMin = longer(longestMin, freeMs, Math.min(ms - beyondM * msPerM, toMs));
      freeMs = Math.max(fromMs, ms + beyondM * msPerM);
    }
    if (ms >= toMs) break;
  }
  return { longestMin: longer(longestMin, freeMs, toMs), fixes, nearFixes, nearestM, isTorn, isPassed };
}

/** The longer of `longestMin` and the minutes between two instants. */
const longer = (longestMin: number, fromMs: number, untilMs: number): number =>
  Math.max(longestMin, (untilMs - fromMs) / 60_000);

/**
 * `awayM` from the fence (0 inside) at a fix, and the tolerance there: what exceeds it is how far the person certainly is from being
 * near. Two numbers and not an object: it is asked for every fix.
 */
class FarFrom {
  private readonly place: Place;
  private readonly atMs: Float64Array;
  private readonly lng: Float64Array;
  private readonly lat: Float64Array;
  private readonly accuracyM: Float64Array;
  private readonly nearM: number;
  private readonly accuracyRadii: number;
  private readonly unknownAccuracyM: number;
  private readonly maxSpeedKmh: number;
  private readonly centerLng: number;
  private readonly centerLat: number;
  private readonly reachM: number;
  private readonly perLng: number;

  constructor({ atMs, lng, lat, accuracyM }: Track, place: Place, settings: ReachSettings) {
    this.place = place;
    this.atMs = atMs;
    this.lng = lng;
    this.lat = lat;
    this.accuracyM = accuracyM;
    this.nearM = settings.nearM;
    this.accuracyRadii = settings.accuracyRadii;
    this.unknownAccuracyM = settings.unknownAccuracyM;
    this.maxSpeedKmh = settings.maxSpeedKmh;
    this.centerLng = place.center.lng;
    this.centerLat = place.center.lat;
    this.reachM = reachM(place);
    this.perLng = metresPerLng(place.center.lat);
  }

  toleranceM(at: number): number {
    return this.nearM + this.accuracyRadii * errorRadiusM(this.accuracyM[at], this.unknownAccuracyM);
  }

  /** Whether the place lies between this fix and the one before it, as near to the straight line as both errors allow, on a fast way. */
  isPassed(at: number): boolean {
    const { atMs, lng, lat } = this;
    if (at === 0) return false;
    const x = wrapDeg((lng[at] ?? 0) - (lng[at - 1] ?? 0)) * this.perLng;
    const y = ((lat[at] ?? 0) - (lat[at - 1] ?? 0)) * DEGREE_M;
    const stepM = Math.sqrt(x * x + y * y);
    const hours = ((atMs[at] ?? 0) - (atMs[at - 1] ?? 0)) / 3_600_000;
    if (stepM / 1000 <= this.maxSpeedKmh * hours) return false;
    return this.awayM(at) - this.toleranceM(at) + this.awayM(at - 1) - this.toleranceM(at - 1) <= stepM;
  }

  awayM(at: number): number {
    const x = wrapDeg((this.lng[at] ?? 0) - this.centerLng) * this.perLng;
    const y = ((this.lat[at] ?? 0) - this.centerLat) * DEGREE_M;
    const away = Math.max(0, Math.sqrt(x * x + y * y) - this.reachM);
    if (!this.place.polygon || away > this.toleranceM(at)) return away;
    return Math.max(0, distanceToEdgeM({ lng: this.lng[at] ?? 0, lat: this.lat[at] ?? 0 }, this.place));
  }
}
