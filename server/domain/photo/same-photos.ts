import { isAlike } from './likeness.ts';

/** What tells two photos apart: the SHA-256 of their bytes, and their likeness. */
export type PhotoMark = Readonly<{ personId: string; punchId: string; hash: string; likeness?: string }>;

/** One hash for all photos that are the same picture: that of the earliest own one, by punch; and whose else's photos have it. */
export function matchPhotos(
  own: readonly PhotoMark[],
  others: readonly PhotoMark[],
): Readonly<{ hashes: Map<string, string>; twins: Readonly<{ personId: string; hash: string }>[] }> {
  const hashes = new Map<string, string>();
  const firsts: PhotoMark[] = [];
  for (const mark of own) {
    const known = firsts.find((first) => isSame(first, mark));
    if (!known) firsts.push(mark);
    hashes.set(mark.punchId, (known ?? mark).hash);
  }
  const twins = others.flatMap((other) => {
    const first = firsts.find((mark) => isSame(mark, other));
    return first ? [{ personId: other.personId, hash: first.hash }] : [];
  });
  return { hashes, twins };
}

const isSame = (a: PhotoMark, b: PhotoMark): boolean =>
  a.hash === b.hash ||
  (a.likeness !== undefined && b.likeness !== undefined && isAlike(a.likeness, b.likeness));
