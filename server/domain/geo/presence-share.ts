import type { LngLat } from '../../contract/geo.ts';
import { localPlane } from './distance.ts';
import { isInside } from './fence.ts';
import type { Place } from './place.ts';

const RINGS = 4;
const SPOKES = 8;
/** Equally likely offsets in units of sigma: quantiles of the Rayleigh radius times evenly turned angles. */
const OFFSETS = Array.from({ length: RINGS * SPOKES }, (_, n) => {
  const ring = Math.floor(n / SPOKES);
  const radius = Math.sqrt(-2 * Math.log(1 - (ring + 0.5) / RINGS));
  const angle = (2 * Math.PI * ((n % SPOKES) + (ring % 2) / 2)) / SPOKES;
  return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
});

type Shared = Readonly<{ sigmaM: number; place: Place; overlapping: readonly Place[] }>;

/** The part (0-1) of the presence in `place` that is left when all fences that hold a spot share it equally. */
export function shareOf(point: LngLat, { sigmaM, place, overlapping }: Shared): number {
  const plane = localPlane(point);
  let held = 0;
  let kept = 0;
  for (const { x, y } of OFFSETS) {
    const spot = { lng: plane.lngOf(x * sigmaM), lat: plane.latOf(y * sigmaM) };
    if (!isInside(spot, place)) continue;
    let others = 0;
    for (const other of overlapping) if (isInside(spot, other)) others++;
    held++;
    kept += 1 / (1 + others);
  }
  return held === 0 ? 1 / (1 + overlapping.length) : kept / held;
}
