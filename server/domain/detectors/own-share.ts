import type { Baseline } from '../baseline/baseline.ts';
import { FEATURES, type FeatureName } from '../features/day-features.ts';

/** The last days kept, before which the baseline knew too little to compare with. */
const COMPARED_DAYS = 12;

/**
 * Share (0-1) of the person's own last days on which a feature lay above `above`, as it was against the days before each; drawn towards
 * one in six while few days are known.
 */
export function ownShareOf({ recent }: Baseline, name: FeatureName, above: number): number {
  const at = FEATURES.indexOf(name);
  const own = recent
    .map(({ features }) => features[at])
    .filter((value) => value !== undefined)
    .slice(-COMPARED_DAYS);
  return (own.filter((one) => one > above).length + 0.5) / (own.length + 3);
}
