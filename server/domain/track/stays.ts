import { DEGREE_M, localPlane, metresPerLng, wrapDeg } from '../geo/distance.ts';
import type { StaySettings } from './stay-settings.ts';
import type { StayPoint, Track } from './track.ts';

/**
 * Stay points by the rule of Li et al. 2008 ("Mining user similarity based on location history") as trackintel and scikit-mobility
 * read it: the first fix is the anchor; the first fix at `distanceM` or more ends the candidate, which is a stay when at least
 * `minDwellMin` have passed, and becomes the next anchor. `endAt` is that fix's time, or the last fix before a gap or the end.
 */
export function findStays(track: Track, settings: StaySettings): StayPoint[] {
  const { atMs } = track;
  const gapMs = settings.gapMin === null ? Infinity : settings.gapMin * 60_000;
  const stays: StayPoint[] = [];
  let from = 0;
  const close = (to: number, endMs: number) => {
    if (endMs - (atMs[from] ?? 0) >= settings.minDwellMin * 60_000)
      stays.push(describeStay(track, { from, to, endMs }));
    from = to;
  };
  while (from < atMs.length) {
    const { to, isGap } = candidateEnd(track, { from, gapMs, distanceM: settings.distanceM });
    const isOpen = to === atMs.length;
    if (isOpen && !settings.includeLast) break;
    close(to, (isOpen || isGap ? atMs[to - 1] : atMs[to]) ?? 0);
  }
  return stays;
}

type Search = Readonly<{ from: number; gapMs: number; distanceM: number }>;

function candidateEnd({ atMs, lng, lat }: Track, { from, gapMs, distanceM }: Search) {
  const anchorLng = lng[from] ?? 0;
  const anchorLat = lat[from] ?? 0;
  const perLng = metresPerLng(anchorLat);
  const limit = distanceM * distanceM;
  for (let to = from + 1; to < atMs.length; to++) {
    if ((atMs[to] ?? 0) - (atMs[to - 1] ?? 0) > gapMs) return { to, isGap: true };
    const x = wrapDeg((lng[to] ?? 0) - anchorLng) * perLng;
    const y = ((lat[to] ?? 0) - anchorLat) * DEGREE_M;
    if (x * x + y * y >= limit) return { to, isGap: false };
  }
  return { to: atMs.length, isGap: false };
}

function describeStay(
  track: Track,
  { from, to, endMs }: { from: number; to: number; endMs: number },
): StayPoint {
  const lng = median(track.lng.slice(from, to));
  const lat = median(track.lat.slice(from, to));
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
    accuracyM: median(track.accuracyM.slice(from, to)),
    fixes: to - from,
    extentM: Math.sqrt(furthest),
  };
}

/** The median, not the mean: one drifting fix must not move the centre. Sorts its own copy. */
function median(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  const upper = values[middle] ?? 0;
  return values.length % 2 === 1 ? upper : ((values[middle - 1] ?? 0) + upper) / 2;
}
