import { haversineDegM } from '../../domain/geo/distance.ts';
import type { Track } from '../../domain/track/track.ts';

/** Seconds that `work` takes. */
export function timeS(work: () => void): number {
  const startMs = performance.now();
  work();
  return (performance.now() - startMs) / 1000;
}

/** The length of a track, metres: the loop other figures are compared with. */
export function walkHaversine({ lng, lat }: Track): number {
  let sum = 0;
  for (let at = 1; at < lng.length; at++)
    sum += haversineDegM(lng[at - 1] ?? 0, lat[at - 1] ?? 0, lng[at] ?? 0, lat[at] ?? 0);
  return sum;
}
