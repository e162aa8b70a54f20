import { RECORD_WORDS } from '../../contract/texts/record-words.ts';

export type WordsOf = keyof typeof RECORD_WORDS;

const byWord: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(RECORD_WORDS).map(([of, values]) => [
    of,
    new Map(
      Object.entries<readonly string[]>(values).flatMap(([ours, words]) =>
        words.map((word) => [bare(word), ours] as const),
      ),
    ),
  ]),
);

/** Our value for a word, compared without blanks, signs and case; any other word stays, so that the record's own rules say what is allowed. */
export const valueOfWord = (of: WordsOf, word: string): string => byWord.get(of)?.get(bare(word)) ?? word;

/** A word without what people write differently: case, blanks and signs are left out. */
export function bare(word: string): string {
  return word.toLowerCase().replace(/[\s_\-()（）]/g, '');
}
