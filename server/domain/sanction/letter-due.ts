import type { LegalPath } from '../../contract/ladder.ts';
import type { LetterKind, SanctionState } from '../../contract/sanction.ts';
import { standingPenalty } from '../case/appeal.ts';
import { isEnded, type Case } from '../case/case.ts';
import { hasOtherEmployer } from './lock.ts';
import { hasGrounds } from './paths.ts';
import { isPreparing } from './preparing.ts';

/**
 * Whether the time of a letter has come on this path: none runs ahead of what it rests on, and none outlives it. Nobody is given notice
 * while the own appeal against it runs.
 */
export function isLetterDue(
  kind: LetterKind,
  subject: Case,
  { path, state }: Readonly<{ path: LegalPath; state: SanctionState }>,
): boolean {
  if (subject.isTalkOnly === true && kind !== 'interview') return false;
  const isRunning = !isEnded(subject.state);
  const isTrue = subject.verification?.result === 'substantiated';
  const penalty = standingPenalty(subject);
  const isDue: Readonly<Record<LetterKind, boolean>> = {
    interview: isRunning && subject.contact !== undefined,
    demand: isPreparing(subject.state) && isTrue && path === 'dual_employment' && state === 'heard',
    union_notice: isPreparing(subject.state) && isTrue && hasGrounds(path, state),
    decision: penalty !== undefined && penalty !== 'termination',
    termination: penalty === 'termination' && subject.state !== 'appealed',
    employer_notice:
      (isRunning || subject.outcome === 'talk') && isTrue && hasOtherEmployer(subject.engagement),
    // Written by the taking back itself.
    revocation: false,
  };
  return isDue[kind];
}
