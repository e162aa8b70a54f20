import type { Interval } from '../working-time.ts';

export type Verdict = 'supported' | 'undecided' | 'contradicted';
export type Severity = 'low' | 'medium' | 'high';

/** One sentence in both languages of the product. */
export type Bilingual = Readonly<{ zh: string; en: string }>;

/** What a detector says about one person-period. A hint for a human, never a decision (R5). */
export type Finding = Readonly<
  Interval & {
    detector: string;
    version: number;
    personId: string;
    shiftId: string;
    placeId: string;
    /** 0-1 confidence that the behaviour happened. */
    score: number;
    severity: Severity;
    verdict: Verdict;
    /** The numbers compared, with units in their names (dwellMin, distanceM, coveragePct ...). */
    numbers: Readonly<Record<string, number>>;
    /** The thresholds used, by settings key. */
    thresholds: Readonly<Record<string, number>>;
    /** Why this verdict: one reason code per rule that spoke. */
    reasons: readonly string[];
    sentence: Bilingual;
    whatWouldClear: Bilingual;
  }
>;
