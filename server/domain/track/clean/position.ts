import type { CleanRule } from './rule.ts';

/** Rejects numbers that are no position: not finite, off the globe, or the 0, 0 that stands for "none" in many drivers. */
export const position: CleanRule = {
  name: 'position',
  rejects: ({ lng, lat }) => {
    const rejected = new Uint8Array(lng.length);
    for (let at = 0; at < rejected.length; at++) {
      const x = lng[at] ?? Number.NaN;
      const y = lat[at] ?? Number.NaN;
      const isOnGlobe = Math.abs(x) <= 180 && Math.abs(y) <= 90;
      if (!isOnGlobe || (x === 0 && y === 0)) rejected[at] = 1;
    }
    return rejected;
  },
};
