import type { Case } from './case.ts';
import { isExplanationOver, isNameOpen } from './name.ts';
import { nextState, transitions, type CaseEvent } from './transitions.ts';

/** Who wants to move a case. `leadsSubject`: stands in one reporting line with the subject. */
export type CaseActor = Readonly<{
  personId: string;
  roles: readonly string[];
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
  | 'decision_missing'
  | 'name_open'
  | 'unmask_asked'
  | 'unmask_not_asked';
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
  if (!who.some((mover) => actor.roles.includes(mover))) return 'not_your_role';
  const asker = askerOf[event]?.(subject);
  if (asker === undefined) return null;
  if (actor.personId === asker) return 'is_proposer';
  return actor.leadsSubject === true ? 'in_reporting_line' : null;
}

/** Who asked for what these events decide: two persons are needed (trust R8). */
const askerOf: Partial<Record<CaseEvent, (subject: Case) => string>> = {
  approve: ({ proposal }) => proposal?.byId ?? '',
  reject: ({ proposal }) => proposal?.byId ?? '',
  unmask: ({ unmaskAsk }) => unmaskAsk?.byId ?? '',
};

function refuseVersion(subject: Case, { version }: Move): MoveFault | null {
  return version !== undefined && version !== subject.version ? 'stale_version' : null;
}

function refuseFacts(subject: Case, move: Move): MoveFault | null {
  return facts[move.event]?.(subject, move) ?? null;
}

const isSubstantiated = ({ verification }: Case): boolean => verification?.result === 'substantiated';
const whileExplaining = (subject: Case, at: Date): MoveFault | null =>
  isExplanationOver(subject, at) ? null : 'explanation_running';

/** What the case must hold before an event. */
const facts: Partial<Record<CaseEvent, (subject: Case, move: Move) => MoveFault | null>> = {
  verify: (subject, { at, against }) => (against === true ? whileExplaining(subject, at) : null),
  end_explanation: (subject, { at }) => whileExplaining(subject, at),
  ask_unmask: (subject, { at }) =>
    isNameOpen(subject, at) ? 'name_open' : subject.unmaskAsk ? 'unmask_asked' : null,
  unmask: ({ unmaskAsk }) => (unmaskAsk ? null : 'unmask_not_asked'),
  end_unmask: ({ unmaskAsk, unmask }) => (unmaskAsk || unmask ? null : 'unmask_not_asked'),
  propose: (subject) => (isSubstantiated(subject) ? null : 'not_substantiated'),
  close: (subject) =>
    subject.state === 'verified' && isSubstantiated(subject) ? 'illegal_transition' : null,
  execute: ({ decision }) => (decision?.result === 'approved' ? null : 'decision_missing'),
};
