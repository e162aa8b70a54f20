import type { Role } from '../../contract/person.ts';
import type { Case } from './case.ts';
import { isExplanationOver } from './name.ts';
import { nextState, transitions, type CaseEvent } from './transitions.ts';

/** Who wants to move a case. `leadsSubject`: stands in the subject's reporting line. */
export type CaseActor = Readonly<{
  personId: string;
  roles: readonly (Role | 'system')[];
  leadsSubject?: boolean;
}>;
export type MoveFault =
  | 'illegal_transition'
  | 'stale_version'
  | 'not_your_role'
  | 'is_subject'
  | 'is_proposer'
  | 'in_reporting_line'
  | 'explanation_running'
  | 'not_substantiated'
  | 'decision_missing';
export type Move = Readonly<{
  event: CaseEvent;
  actor: CaseActor;
  at: Date;
  version?: number;
  against?: boolean;
}>;

/**
 * Why this move is refused, or null. `version` is the one the actor saw; `against` says that a verification goes against the person,
 * which needs the explanation period to be over (trust R9).
 */
export function refuseMove(subject: Case, move: Move): MoveFault | null {
  if (nextState(subject.state, move.event) === null) return 'illegal_transition';
  return refuseActor(subject, move) ?? refuseVersion(subject, move) ?? refuseFacts(subject, move);
}

function refuseActor(subject: Case, { event, actor }: Move): MoveFault | null {
  const { who } = transitions[event];
  const isSubject = actor.personId === subject.personId;
  if (who.includes('subject')) return isSubject ? null : 'not_your_role';
  if (isSubject) return 'is_subject';
  if (!actor.roles.some((role) => who.includes(role))) return 'not_your_role';
  if (event !== 'approve' && event !== 'reject') return null;
  if (actor.personId === subject.proposal?.byId) return 'is_proposer';
  return actor.leadsSubject === true ? 'in_reporting_line' : null;
}

function refuseVersion(subject: Case, { version }: Move): MoveFault | null {
  return version !== undefined && version !== subject.version ? 'stale_version' : null;
}

function refuseFacts(subject: Case, { event, at, against }: Move): MoveFault | null {
  const substantiated = subject.verification?.result === 'substantiated';
  switch (event) {
    case 'verify':
      return against === true && !isExplanationOver(subject, at) ? 'explanation_running' : null;
    case 'end_explanation':
      return isExplanationOver(subject, at) ? null : 'explanation_running';
    case 'propose':
      return substantiated ? null : 'not_substantiated';
    case 'close':
      return subject.state === 'verified' && substantiated ? 'illegal_transition' : null;
    case 'execute':
      return subject.decision?.result === 'approved' ? null : 'decision_missing';
    default:
      return null;
  }
}
