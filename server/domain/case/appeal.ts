import { PenaltySchema, type Penalty } from '../../contract/case.ts';
import type { Case } from './case.ts';

/** The penalty as it stands: as it was approved, or as an appeal changed it; undefined when there is none. */
export function penaltyOf({
  proposal,
  appeal,
}: {
  readonly [Part in 'proposal' | 'appeal']?: Case[Part] | undefined;
}): Penalty | undefined {
  const changedTo = appeal?.decision?.changedTo;
  if (appeal?.decision?.result === 'overturned' || changedTo === 'talk') return undefined;
  return changedTo ?? proposal?.penalty;
}

/** Who appeals is never worse off: an appeal may only make a penalty milder. The contract lists penalties from the mildest up. */
export function isMilder(changedTo: Penalty | 'talk', penalty: Penalty): boolean {
  if (changedTo === 'talk') return true;
  return PenaltySchema.options.indexOf(changedTo) < PenaltySchema.options.indexOf(penalty);
}
