import type { CleanRule } from './rule.ts';

/** Of several fixes of one millisecond keeps the most accurate (unknown accuracy last), the first of equals. */
export const duplicate: CleanRule = {
  name: 'duplicate',
  rejects: ({ atMs, accuracyM }) => {
    const rejected = new Uint8Array(atMs.length);
    let best = 0;
    for (let at = 1; at < atMs.length; at++) {
      if (atMs[at] !== atMs[best]) best = at;
      else if (radius(accuracyM[at]) < radius(accuracyM[best])) {
        rejected[best] = 1;
        best = at;
      } else rejected[at] = 1;
    }
    return rejected;
  },
};

function radius(accuracyM = 0): number {
  return accuracyM > 0 ? accuracyM : Infinity;
}
