/**
 * The value at rank `share` (0-1) of the sorted values, without interpolation: at 0.5 of an even number the upper median. Undefined without
 * values.
 */
export function quantileOf(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
