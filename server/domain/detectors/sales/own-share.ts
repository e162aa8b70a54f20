import type { Baseline } from '../../baseline/baseline.ts';
import { FEATURES, type FeatureName } from '../../features/day-features.ts';

/** The last days kept, before which the baseline knew too little to compare with. */
const COMPARED_DAYS = 12;

/**
 * Share (0-1) of the person's own last days on which a feature lay above `above`, as it was against the days before each; drawn towards
 * one in six while few days are known.
 */
export function ownShareOf(baseline: Baseline, name: FeatureName, above: number): number {
  const own = ownValues(baseline, name);
  return (own.filter((one) => one > above).length + 0.5) / (own.length + 3);
}

/** Days from which the middle of a feature is known. */
const MIN_DAYS = 5;

/** The middle value of a feature over the person's own last days, null while few are known. */
export function medianOwn(baseline: Baseline, name: FeatureName): number | null {
  const own = ownValues(baseline, name).toSorted((a, b) => a - b);
  return own.length < MIN_DAYS ? null : (own[own.length >> 1] ?? null);
}

function ownValues({ recent }: Baseline, name: FeatureName): number[] {
  const at = FEATURES.indexOf(name);
  return recent
    .map(({ features }) => features[at])
    .filter((value) => value !== undefined)
    .slice(-COMPARED_DAYS);
}
