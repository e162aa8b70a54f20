/** An estimated share (0-1) with its interval. */
export type Share = Readonly<{ hits: number; of: number; share: number; low: number; high: number }>;

/** 97.5 % point of the normal distribution: a two-sided interval of 95 %. */
const Z95 = 1.959964;

/**
 * A share with its 95 % score interval (Wilson 1927, JASA 22:209, doi:10.2307/2276774): unlike the textbook interval it stays within
 * 0-1 and holds for small counts. Null when nothing was counted.
 */
export function wilsonShare(hits: number, of: number): Share | null {
  if (of === 0) return null;
  const share = hits / of;
  const squares = Z95 ** 2 / of;
  const centre = (share + squares / 2) / (1 + squares);
  const spread = (Z95 / (1 + squares)) * Math.sqrt((share * (1 - share)) / of + squares / (4 * of));
  return { hits, of, share, low: Math.max(0, centre - spread), high: Math.min(1, centre + spread) };
}
