import { round } from '../round.ts';
import type { PeriodEvidence } from './evidence.ts';
import type { Finding, FindingWords } from './finding.ts';

type Judged<Numbers> = Pick<
  Finding,
  | 'startAt'
  | 'endAt'
  | 'days'
  | 'verdict'
  | 'severity'
  | 'reasons'
  | 'evidence'
  | 'score'
  | 'placeId'
  | 'thresholds'
> &
  Readonly<{
    numbers: Numbers;
    /** The shift it is about; without it the last one that had begun by its end. */
    shiftId?: string;
  }>;

const DIGITS = 4;

/** A finding that rests on records: who, which shift and the words are filled in. Numbers are rounded to 4 digits. */
export function recordFinding<Numbers extends Readonly<Record<string, number>>>(
  evidence: PeriodEvidence,
  source: Readonly<{
    name: string;
    version: number;
    zh: FindingWords<Numbers>;
    en: FindingWords<Numbers>;
  }>,
  judged: Judged<Numbers>,
): Finding {
  const { verdict, numbers } = judged;
  const { name, version, zh, en } = source;
  return {
    ...judged,
    detector: name,
    version,
    personId: evidence.person.id,
    shiftId: judged.shiftId ?? shiftOf(evidence, judged),
    numbers: Object.fromEntries(Object.entries(numbers).map(([key, value]) => [key, round(value, DIGITS)])),
    score: round(Math.min(1, Math.max(0, judged.score)), DIGITS),
    sentence: { zh: zh.sentence[verdict](numbers), en: en.sentence[verdict](numbers) },
    whatWouldClear: { zh: zh.whatWouldClear[verdict], en: en.whatWouldClear[verdict] },
  };
}

/** The judged days that touch the time between two instants. */
export function daysBetween(evidence: PeriodEvidence, startAt: Date, endAt: Date): string[] {
  return evidence.days
    .filter(({ shifts }) =>
      shifts.some(
        (shift) => shift.startAt.getTime() <= endAt.getTime() && shift.endAt.getTime() >= startAt.getTime(),
      ),
    )
    .map(({ day }) => day);
}

/** The last shift of the last of the days that had begun by then; '' when none of them has one. */
function shiftOf({ days }: PeriodEvidence, seen: Pick<Finding, 'days' | 'endAt'>): string {
  const shifts = days.findLast(({ day }) => seen.days.includes(day))?.shifts ?? [];
  return (shifts.findLast(({ startAt }) => startAt.getTime() <= seen.endAt.getTime()) ?? shifts[0])?.id ?? '';
}
