import { DEGREE_M } from '../../geo/distance.ts';
import type { Track } from '../track.ts';

/** No rule that looks for jumps minds shorter ones: a stay can bear so much drift, metres. */
const FAR_STEP_M = 100;

/**
 * The fixes that may lie `farM` metres or more from the one before them, in order. A straight line in degrees is never shorter than the
 * great circle, so what it finds near needs no trigonometry.
 */
export function listFarSteps({ lng, lat }: Track, farM = FAR_STEP_M): number[] {
  const limit = (farM / DEGREE_M) * (farM / DEGREE_M) * (1 - 1e-9);
  const steps: number[] = [];
  let beforeLng = lng[0] ?? 0;
  let beforeLat = lat[0] ?? 0;
  for (let at = 1; at < lng.length; at++) {
    const x = lng[at] ?? 0;
    const y = lat[at] ?? 0;
    if ((x - beforeLng) * (x - beforeLng) + (y - beforeLat) * (y - beforeLat) >= limit) steps.push(at);
    beforeLng = x;
    beforeLat = y;
  }
  return steps;
}
