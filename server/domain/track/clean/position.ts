import type { CleanRule } from './rule.ts';

/** Rejects numbers that are no position: not finite, off the globe, or the 0, 0 that stands for "none" in many drivers. */
export const position: CleanRule = {
  name: 'position',
  rejects: ({ lng, lat }) =>
    Uint8Array.from(lng, (x, at) => {
      const y = lat[at] ?? Number.NaN;
      const isOnGlobe = Math.abs(x) <= 180 && Math.abs(y) <= 90;
      return Number(!isOnGlobe || (x === 0 && y === 0));
    }),
};
