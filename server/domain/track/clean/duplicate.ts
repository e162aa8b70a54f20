import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';

/** Of several fixes of one millisecond keeps the most accurate (unknown accuracy last), the first of equals. */
export const duplicate: CleanRule = {
  name: 'duplicate',
  rejects: (track) => {
    const { atMs, accuracyM } = track;
    let rejected: Uint8Array | null = null;
    let best = 0;
    for (let at = 1; at < atMs.length; at++) {
      if (atMs[at] !== atMs[best]) best = at;
      else if (radius(accuracyM[at]) < radius(accuracyM[best])) {
        rejected = mark(rejected, track, [best, best + 1]);
        best = at;
      } else rejected = mark(rejected, track, [at, at + 1]);
    }
    return rejected;
  },
};

function radius(accuracyM = 0): number {
  return accuracyM > 0 ? accuracyM : Infinity;
}
