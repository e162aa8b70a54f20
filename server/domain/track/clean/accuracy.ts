import type { CleanRule } from './rule.ts';

/** Rejects fixes whose own error radius is too wide to say where the person was. */
export const accuracy: CleanRule = {
  name: 'accuracy',
  rejects: ({ accuracyM }, { maxAccuracyM }) => {
    const rejected = new Uint8Array(accuracyM.length);
    for (let at = 0; at < rejected.length; at++) {
      const radiusM = accuracyM[at] ?? Number.NaN;
      if (!(radiusM >= 0 && radiusM <= maxAccuracyM)) rejected[at] = 1;
    }
    return rejected;
  },
};
