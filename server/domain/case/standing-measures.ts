import type { Penalty } from '../../contract/case.ts';
import { penaltyOf } from './appeal.ts';
import type { Case } from './case.ts';

type Decided = { readonly [Part in 'proposal' | 'execution' | 'appeal']?: Case[Part] | undefined };

/** The measures of a penalty as it stands: those proposed, or the milder one alone that an appeal made of it. */
export function standingMeasures({ proposal, execution, appeal }: Decided): readonly Penalty[] {
  const changedTo = appeal?.decision?.changedTo;
  if (changedTo !== undefined && changedTo !== 'talk') return [changedTo];
  const penalty = execution?.penalty ?? penaltyOf({ proposal, appeal });
  if (penalty === undefined) return [];
  return penalty === proposal?.penalty ? (proposal.sanction?.measures ?? [penalty]) : [penalty];
}
