import type { LetterKind } from '../../contract/sanction.ts';
import { lettersZh, type LetterWords } from '../../contract/texts/letters.zh.ts';

/** A letter as it is printed: plain text, laid out by whoever makes the page. */
export type LetterContent = Readonly<{
  company: string;
  title: string;
  number: string;
  to: string;
  paragraphs: readonly string[];
  day: string;
  receipt: readonly string[];
  caseNo: string;
}>;

/** The letter of a kind with the case's facts; the same facts always make the same letter. */
export function writeLetter(
  kind: LetterKind,
  words: LetterWords,
  { no, day }: Readonly<{ no: string; day: string }>,
): LetterContent {
  const { title, to, body, receipt } = lettersZh[kind];
  return {
    company: words.company,
    title,
    number: lettersZh.number(no),
    to: to(words),
    paragraphs: body(words),
    day,
    receipt,
    caseNo: words.caseNo,
  };
}
