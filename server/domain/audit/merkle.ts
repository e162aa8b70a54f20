import type { Sha256 } from './chain.ts';

/** Where a leaf stands in a tree: `index` from 0, `size` leaves in all. */
type LeafPlace = Readonly<{ index: number; size: number }>;

/**
 * A tree as of RFC 6962 section 2.1 over the hashes of the audit links, with words in place of its prefix bytes: whole blocks of 2^n
 * leaves are nodes of it, so that their roots can be kept and the tree grows without reading old links again.
 */
export const leafNode = (hash: string, sha256: Sha256): string => sha256(`leaf\n${hash}`);

/** The root over nodes of one level; of none it is the hash of nothing. */
export function rootOf(nodes: readonly string[], sha256: Sha256): string {
  if (nodes.length <= 1) return nodes[0] ?? sha256('');
  const left = splitOf(nodes.length);
  return parentOf(rootOf(nodes.slice(0, left), sha256), rootOf(nodes.slice(left), sha256), sha256);
}

/** The neighbours on the way from one node up to the root, lowest first. */
export function pathOf(nodes: readonly string[], index: number, sha256: Sha256): string[] {
  if (nodes.length <= 1) return [];
  const left = splitOf(nodes.length);
  return index < left
    ? [...pathOf(nodes.slice(0, left), index, sha256), rootOf(nodes.slice(left), sha256)]
    : [...pathOf(nodes.slice(left), index - left, sha256), rootOf(nodes.slice(0, left), sha256)];
}

/** The root that a leaf and its path lead to, or null when the path does not fit the place. */
export function rootThrough(
  path: readonly string[],
  { node, index, size }: LeafPlace & { node: string },
  sha256: Sha256,
): string | null {
  if (!(index >= 0 && index < size)) return null;
  if (size === 1) return path.length === 0 ? node : null;
  const neighbour = path.at(-1);
  const left = splitOf(size);
  const isLeft = index < left;
  const place = isLeft ? { index, size: left } : { index: index - left, size: size - left };
  const child = rootThrough(path.slice(0, -1), { node, ...place }, sha256);
  if (child === null || neighbour === undefined) return null;
  return isLeft ? parentOf(child, neighbour, sha256) : parentOf(neighbour, child, sha256);
}

const parentOf = (left: string, right: string, sha256: Sha256): string => sha256(`node\n${left}${right}`);

/** The largest power of two below `count`. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}
