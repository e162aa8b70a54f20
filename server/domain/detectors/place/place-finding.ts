import type { Interval } from '../../interval.ts';
import type { EvidenceRef, Finding, FindingWords } from '../finding.ts';

type Facts<Numbers> = Omit<
  Finding,
  'startAt' | 'endAt' | 'evidence' | 'numbers' | 'sentence' | 'whatWouldClear'
> &
  Readonly<{
    numbers: Numbers;
    /** The times it is about, in order, at least one; they are its evidence from the fixes. */
    spans: readonly Interval[];
    /** Records it rests on beside the fixes. */
    records?: readonly EvidenceRef[];
  }>;

/** A finding from its facts, told in both languages. */
export function tellFinding<Numbers extends Readonly<Record<string, number>>>(
  { spans, records = [], ...facts }: Facts<Numbers>,
  words: Readonly<{ zh: FindingWords<Numbers>; en: FindingWords<Numbers> }>,
): Finding {
  const { verdict, numbers } = facts;
  return {
    ...facts,
    startAt: spans[0]?.startAt ?? new Date(0),
    endAt: spans.at(-1)?.endAt ?? new Date(0),
    evidence: [
      ...spans.map(({ startAt, endAt }) => ({ kind: 'fix' as const, fromAt: startAt, toAt: endAt })),
      ...records,
    ],
    sentence: { zh: words.zh.sentence[verdict](numbers), en: words.en.sentence[verdict](numbers) },
    whatWouldClear: { zh: words.zh.whatWouldClear[verdict], en: words.en.whatWouldClear[verdict] },
  };
}

/** The values in order of first appearance, each once. */
export const distinct = (values: readonly string[]): string[] => [...new Set(values)];
