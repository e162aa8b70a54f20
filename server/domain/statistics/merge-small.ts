/** People a group must have to be shown: what is said of fewer is said of somebody (k-anonymity, Sweeney 2002). */
export const MIN_GROUP = 5;

/** A group of `size` people by a name. */
type NamedGroup = Readonly<{ name: string; size: number }>;

/**
 * A partition of groups into parts of at least `k` people: small ones are joined with each other, and where those are still too few
 * with the smallest one that is large enough. Nothing when all together are fewer than `k`. Every group is in one part at most, so that
 * no difference of two parts shows a smaller one.
 */
export function mergeSmall(groups: readonly NamedGroup[], k: number): NamedGroup[][] {
  const ordered = groups
    .filter(({ size }) => size > 0)
    .toSorted((a, b) => a.size - b.size || (a.name < b.name ? -1 : 1));
  const small = ordered.filter(({ size }) => size < k);
  const large = ordered.filter(({ size }) => size >= k);
  while (small.length > 0 && sizeOf(small) < k) {
    const next = large.shift();
    if (!next) return [];
    small.push(next);
  }
  return [...large.map((group) => [group]), ...(small.length > 0 ? [small] : [])];
}

const sizeOf = (groups: readonly NamedGroup[]): number => groups.reduce((sum, { size }) => sum + size, 0);
