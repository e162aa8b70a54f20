/** The value of rank `share` (0-1) of them, without interpolation: of an even number the upper median; undefined of none. */
export function quantileOf(values: readonly number[], share: number): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}
