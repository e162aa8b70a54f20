import type { CaseAction } from '../../contract/case.ts';
import { isLadderLocked } from '../policy/ladder.ts';
import type { Case } from './case.ts';
import { refuseMove, type CaseActor } from './guard.ts';

const actions: readonly (CaseAction | 'explain')[] = [
  'contact',
  'explain',
  'verify',
  'propose',
  'talk',
  'execute',
  'ask_unmask',
];

/** What this reader may do with the case at `at`; the buttons follow from it. */
export function allowedActions(subject: Case, reader: CaseActor, at: Date): (CaseAction | 'explain')[] {
  return actions.filter((action) => {
    if (refuseMove(subject, { event: action, actor: reader, at }) !== null) return false;
    if (action === 'propose') return !isLadderLocked(subject.engagement);
    return action !== 'explain' || subject.explanation === undefined;
  });
}
