import { localPlane } from '../geo/distance.ts';
import { medianOf } from './median.ts';
import { lastSpan, scanStays, type StayRule, type StaySpan } from './stay-scan.ts';
import type { StaySettings } from './stay-settings.ts';
import type { StayPoint, Track } from './track.ts';

/**
 * Stay points by the rule of Li et al. 2008 ("Mining user similarity based on location history") as trackintel and scikit-mobility
 * read it: the first fix is the anchor; the first fix at `distanceM` or more ends the candidate, which is a stay when at least
 * `minDwellMin` have passed, and becomes the next anchor. `endAt` is that fix's time, or the last fix before a gap or the end.
 */
export function findStays(track: Track, settings: StaySettings): StayPoint[] {
  const rule = stayRuleOf(settings);
  const { spans, openFrom } = scanStays(track, rule, track.atMs.length);
  const last = settings.includeLast ? lastSpan(track, rule, openFrom) : null;
  return (last ? [...spans, last] : spans).map((span) => describeStay(track, span));
}

/** The settings as the scan reads them. */
export function stayRuleOf({ distanceM, minDwellMin, gapMin }: StaySettings): StayRule {
  return {
    distanceM,
    minDwellMs: minDwellMin * 60_000,
    gapMs: gapMin === null ? Infinity : gapMin * 60_000,
    isGreatCircle: false,
  };
}

/** The stay of a span. The centre is the median, not the mean: one drifting fix must not move it. */
export function describeStay(track: Track, { from, to, endMs }: StaySpan): StayPoint {
  const lng = medianOf(track.lng, from, to);
  const lat = medianOf(track.lat, from, to);
  const { xOf, yOf } = localPlane({ lng, lat });
  let furthest = 0;
  for (let at = from; at < to; at++) {
    const x = xOf(track.lng[at] ?? 0);
    const y = yOf(track.lat[at] ?? 0);
    furthest = Math.max(furthest, x * x + y * y);
  }
  return {
    startAt: new Date(track.atMs[from] ?? 0),
    endAt: new Date(endMs),
    lastFixAt: new Date(track.atMs[to - 1] ?? 0),
    lng,
    lat,
    accuracyM: medianOf(track.accuracyM, from, to),
    fixes: to - from,
    extentM: Math.sqrt(furthest),
  };
}
