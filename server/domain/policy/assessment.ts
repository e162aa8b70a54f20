import type { AssessmentScope, AssessmentStatus } from '../../contract/assessment.ts';
import { addDays } from '../time.ts';

/** Longest time until an assessment is made again, days. */
export const LONGEST_REVIEW_DAYS = 366;
/** PIPL art. 56: report and handling record are kept for three years at least. */
const KEPT_DAYS = 3 * 366;

type Assessed = Readonly<{ status: AssessmentStatus; reviewDay: string; scope: AssessmentScope }>;

/** Whether it allows anything on this day: approved, and not past its review. */
export const isCurrent = ({ status, reviewDay }: Omit<Assessed, 'scope'>, today: string): boolean =>
  status === 'approved' && today <= reviewDay;

/** The assessment that allows a detector to run, or null: it has to be current and to name every source the detector reads. */
export function assessmentFor<A extends Assessed>(
  assessments: readonly A[],
  { name, needs }: Readonly<{ name: string; needs: readonly string[] }>,
  today: string,
): A | null {
  return (
    assessments.find(
      (one) =>
        isCurrent(one, today) &&
        one.scope.detectors.some(
          (own) => own.name === name && needs.every((need) => own.needs.includes(need)),
        ),
    ) ?? null
  );
}

/** The detectors that run: switched on and covered. */
export function runningNames(
  detectors: readonly Readonly<{ name: string; needs: readonly string[] }>[],
  {
    assessments,
    off,
    today,
  }: Readonly<{ assessments: readonly Assessed[]; off: ReadonlySet<string>; today: string }>,
): Set<string> {
  return new Set(
    detectors
      .filter((one) => !off.has(one.name) && assessmentFor(assessments, one, today) !== null)
      .map(({ name }) => name),
  );
}

/** What there is now and was not assessed: sources, notices, regions. Less than assessed changes nothing. */
export function scopeChanges(assessed: AssessmentScope, now: AssessmentScope): string[] {
  const sources = now.detectors.flatMap(({ name, needs }) => {
    const own = assessed.detectors.find((one) => one.name === name);
    return own
      ? needs.filter((need) => !own.needs.includes(need)).map((need) => `detector:${name}:${need}`)
      : [];
  });
  const added = (kind: 'notices' | 'regions') => now[kind].filter((one) => !assessed[kind].includes(one));
  return [
    ...sources,
    ...added('notices').map((one) => `notice:${one}`),
    ...added('regions').map((one) => `region:${one}`),
  ];
}

/** The last day it has to be kept: three years after it stopped to apply. */
export function keptUntilDay(
  { reviewDay }: Pick<Assessed, 'reviewDay'>,
  endedDay: string | undefined,
): string {
  const ended = endedDay !== undefined && endedDay < reviewDay ? endedDay : reviewDay;
  return addDays(ended, KEPT_DAYS);
}
