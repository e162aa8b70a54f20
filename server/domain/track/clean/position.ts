import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';

/** Rejects numbers that are no position: not finite, off the globe, or the 0, 0 that stands for "none" in many drivers. */
export const position: CleanRule = {
  name: 'position',
  rejects: (track) => {
    const { lng, lat } = track;
    let rejected: Uint8Array | null = null;
    for (let at = 0; at < lng.length; at++) {
      const x = lng[at] ?? Number.NaN;
      const y = lat[at] ?? Number.NaN;
      const isOnGlobe = Math.abs(x) <= 180 && Math.abs(y) <= 90;
      if (!isOnGlobe || (x === 0 && y === 0)) rejected = mark(rejected, track, [at, at + 1]);
    }
    return rejected;
  },
};
