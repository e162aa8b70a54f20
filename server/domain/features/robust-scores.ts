import type { Baseline } from '../baseline/baseline.ts';
import { FEATURES, type FeatureName } from './day-features.ts';

/** One number of a day against the person's own days: the usual value and how many robust deviations it lies above (or below). */
type UnusualNumber = Readonly<{ name: FeatureName; value: number; usual: number; deviations: number }>;

/** 1.4826 MADs are one standard deviation of normal data (Hampel). */
const MAD_TO_SD = 1.4826;
/** The spread counts at least this share of the usual value, or of one unit: a person who never varies is no alarm when a bit late. */
const FLOOR_SHARE = 0.1;
const FLOOR = 0.05;
/** Days needed before a median means anything. */
const MIN_DAYS = 5;

/** Numbers of a day against the median and MAD of the learned days, the most unusual first; empty when too few days were learned. */
export function scoreNumbers<Name extends FeatureName>(
  { recent }: Baseline,
  numbers: readonly Readonly<{ name: Name; value: number }>[],
): (UnusualNumber & Readonly<{ name: Name }>)[] {
  const rows = recent.map((sketch) => sketch.features).filter((row) => row.length === FEATURES.length);
  if (rows.length < MIN_DAYS) return [];
  return numbers
    .map(({ name, value }) => {
      const at = FEATURES.indexOf(name);
      const own = rows.map((row) => row[at] ?? 0);
      const usual = median(own);
      const spread = MAD_TO_SD * median(own.map((one) => Math.abs(one - usual)));
      return {
        name,
        value,
        usual,
        deviations: (value - usual) / Math.max(spread, FLOOR_SHARE * Math.abs(usual), FLOOR),
      };
    })
    .toSorted((a, b) => Math.abs(b.deviations) - Math.abs(a.deviations) || (a.name < b.name ? -1 : 1));
}

/** The feature rows of several people's learned days: what a peer group's forest grows on. */
export function groupRows(baselines: readonly Baseline[]): (readonly number[])[] {
  return baselines.flatMap(({ recent }) =>
    recent.map((sketch) => sketch.features).filter((row) => row.length === FEATURES.length),
  );
}

/** The median of each column: what a number is put to when one asks how much it adds to the anomaly of its row. */
export function typicalRow(rows: readonly (readonly number[])[]): number[] {
  return FEATURES.map((_, at) => median(rows.map((row) => row[at] ?? 0)));
}

function median(values: readonly number[]): number {
  const sorted = values.length > FEW ? values.toSorted((a, b) => a - b) : insertionSorted(values);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

/** The days kept of one person: of so few it takes a seventh of the time of a sort by comparisons called (a dozen for each day judged). */
const FEW = 24;

function insertionSorted(values: readonly number[]): number[] {
  const sorted = [...values];
  for (let at = 1; at < sorted.length; at++) {
    const value = sorted[at] ?? 0;
    let to = at;
    for (; to > 0 && (sorted[to - 1] ?? 0) > value; to--) sorted[to] = sorted[to - 1] ?? 0;
    sorted[to] = value;
  }
  return sorted;
}
