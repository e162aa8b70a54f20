import type { Interval } from '../interval.ts';

/** `supported`: the evidence bears it out; `undecided`: it may be so; `contradicted`: the evidence speaks against it. */
export type Verdict = 'supported' | 'undecided' | 'contradicted';
/** How grave a supported finding is; it decides who is asked first. */
export type Severity = 'low' | 'medium' | 'high';

/** One sentence in both languages of the product. */
export type Bilingual = Readonly<{ zh: string; en: string }>;

/** What a finding rests on: fixes of a stretch of time, or a record by its id. */
export type EvidenceRef =
  | Readonly<{ kind: 'fix'; fromAt: Date; toAt: Date }>
  | Readonly<{ kind: 'punch' | 'visit' | 'order' | 'task' | 'declaration' | 'peer'; id: string }>;

/** What a detector says about one person-period. A hint for a human, never a decision (R5). */
export type Finding = Readonly<
  Interval & {
    detector: string;
    version: number;
    /** The version of the thresholds it was found with; absent outside the stored path. */
    settingsVersion?: number;
    personId: string;
    /** The shift it belongs to; of a finding over several days the last one. */
    shiftId: string;
    /** Absent where the finding is about no known place. */
    placeId?: string;
    /** The days (YYYY-MM-DD) it was seen on, in order. */
    days: readonly string[];
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
    evidence: readonly EvidenceRef[];
    sentence: Bilingual;
    whatWouldClear: Bilingual;
  }
>;

/** The words of one detector in one language; a finding gets the sentence and the way out of its verdict. `Numbers` are those of its findings. */
export type FindingWords<Numbers> = Readonly<{
  sentence: Readonly<Record<Verdict, (numbers: Numbers) => string>>;
  reasons: Readonly<Record<string, string>>;
  whatWouldClear: Readonly<Record<Verdict, string>>;
}>;
