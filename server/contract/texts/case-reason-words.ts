type Row = Readonly<{ event: string; isSystem: boolean; reason: string }>;

/** A word that only a program writes. */
const CODE = /^[a-z]+(?:[_:][a-z]+)+$/;

/**
 * The reason of a step in words: `codes` has the words. A system's reason is all codes; a person's may begin with one that names what was
 * done, and what the person wrote stays as it is, also where a code is spelled like one of its words.
 */
export function reasonWords(
  { event, isSystem, reason }: Row,
  codes: Readonly<Record<string, string>>,
): string {
  const words = reason.split(' ');
  const led = isSystem ? words.length : ledBy(words, event);
  return words
    .map((word, at) => (at < led ? (codes[word] ?? (CODE.test(word) ? '' : word)) : word))
    .filter((word) => word !== '')
    .join(' ');
}

/** How many codes a person's reason begins with. */
function ledBy([first = '', second]: readonly string[], event: string): number {
  if (event !== 'wait' && !CODE.test(first)) return 0;
  return second === 'sampled' ? 2 : 1;
}
