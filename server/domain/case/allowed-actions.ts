import type { CaseAction, SubjectAction } from '../../contract/case.ts';
import { isLadderLocked } from '../sanction/lock.ts';
import type { Case } from './case.ts';
import { refuseMove, type CaseActor } from './guard.ts';
import type { CaseEvent } from './transitions.ts';

type Action = CaseAction | SubjectAction;
/** The move behind each button. */
const moves: readonly (readonly [Action, CaseEvent])[] = [
  ['contact', 'contact'],
  ['explain', 'explain'],
  ['finish_explaining', 'finish_explaining'],
  ['verify', 'verify'],
  ['propose', 'propose'],
  ['talk', 'talk'],
  ['execute', 'execute'],
  ['decide_appeal', 'uphold'],
  ['close', 'close'],
  ['extend', 'extend'],
  ['wait', 'wait'],
  ['resume', 'resume'],
  ['ask_unmask', 'ask_unmask'],
  ['message', 'message'],
  ['reply', 'reply'],
  ['appeal', 'appeal'],
  ['revoke', 'revoke'],
];

/** What this reader may do with the case at `at`; the buttons follow from it. */
export function allowedActions(subject: Case, reader: CaseActor, at: Date): Action[] {
  return moves
    .filter(([action, event]) => {
      if (refuseMove(subject, { event, actor: reader, at }) !== null) return false;
      return action !== 'propose' || !isLadderLocked(subject.engagement);
    })
    .map(([action]) => action);
}
