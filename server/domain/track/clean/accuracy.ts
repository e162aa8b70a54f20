import { mark } from './mark.ts';
import type { CleanRule } from './rule.ts';

/** Rejects fixes whose own error radius is too wide to say where the person was. */
export const accuracy: CleanRule = {
  name: 'accuracy',
  rejects: (track, { maxAccuracyM }) => {
    const { accuracyM } = track;
    let rejected: Uint8Array | null = null;
    for (let at = 0; at < accuracyM.length; at++) {
      const radiusM = accuracyM[at] ?? Number.NaN;
      if (!(radiusM >= 0 && radiusM <= maxAccuracyM)) rejected = mark(rejected, track, [at, at + 1]);
    }
    return rejected;
  },
};
