import type { CleanRule } from './rule.ts';

/** Rejects fixes whose own error radius is too wide to say where the person was. */
export const accuracy: CleanRule = {
  name: 'accuracy',
  rejects: ({ accuracyM }, { maxAccuracyM }) =>
    Uint8Array.from(accuracyM, (radiusM) => Number(!(radiusM >= 0 && radiusM <= maxAccuracyM))),
};
