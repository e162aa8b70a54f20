import { PenaltySchema, type Penalty } from '../../contract/case.ts';
import type { Case } from './case.ts';

/** The penalty as it stands: as it was approved, or as an appeal changed it; undefined when there is none. */
export function penaltyOf({
  proposal,
  appeal,
  revocation,
}: {
  readonly [Part in 'proposal' | 'appeal' | 'revocation']?: Case[Part] | undefined;
}): Penalty | undefined {
  if (revocation) return undefined;
  const changedTo = appeal?.decision?.changedTo;
  if (appeal?.decision?.result === 'overturned' || changedTo === 'talk') return undefined;
  return changedTo ?? proposal?.penalty;
}

/** The penalty a second person approved, as it stands; undefined where there is none, or none any more. */
export function standingPenalty(subject: Case): Penalty | undefined {
  const { decision, execution, revocation, state } = subject;
  const isTakenBack = revocation ?? execution?.revokedAt;
  if (decision?.result !== 'approved' || isTakenBack || state === 'withdrawn') return undefined;
  return execution?.penalty ?? penaltyOf(subject);
}

/**
 * What an appeal may make of the penalty: a talk, a warning, or a milder part of what was proposed with everything the law asks of it (an
 * agreement, a bonus rule, the money).
 */
export function milderOutcomes(subject: Case): readonly (Penalty | 'talk')[] {
  const penalty = penaltyOf(subject);
  if (penalty === undefined) return [];
  const proposed = ['warning', ...(subject.proposal?.sanction?.measures ?? [])];
  const milder = PenaltySchema.options.filter((one) => isMilder(one, penalty) && proposed.includes(one));
  return ['talk', ...milder];
}

/** Who appeals is never worse off: an appeal may only make a penalty milder. The contract lists penalties from the mildest up. */
export function isMilder(changedTo: Penalty | 'talk', penalty: Penalty): boolean {
  if (changedTo === 'talk') return true;
  return PenaltySchema.options.indexOf(changedTo) < PenaltySchema.options.indexOf(penalty);
}
