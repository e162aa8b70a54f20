import { haversineM } from '../geo/distance.ts';
import type { Track } from '../track/track.ts';

/** Minutes between fixes above which the way between them is unknown. */
const GAP_MIN = 30;
/** Metres a phone at rest seems to move: shorter steps are error, not travel. */
const STEP_M = 30;

/** Kilometres travelled along a cleaned track, to 0.1; null when no two fixes follow each other closely enough to say anything. */
export function trackKm({ atMs, lng, lat, accuracyM }: Track): number | null {
  const at = (i: number) => ({ lng: lng[i] ?? 0, lat: lat[i] ?? 0 });
  let metres = 0;
  let isKnown = false;
  let from = 0;
  for (let to = 1; to < atMs.length; to += 1) {
    if ((atMs[to] ?? 0) - (atMs[to - 1] ?? 0) > GAP_MIN * 60_000) {
      from = to;
      continue;
    }
    isKnown = true;
    const step = haversineM(at(from), at(to));
    if (step < Math.max(STEP_M, accuracyM[to] ?? 0)) continue;
    metres += step;
    from = to;
  }
  return isKnown ? Math.round(metres / 100) / 10 : null;
}
