import type { WaitKind } from '../../contract/case.ts';
import { standingPenalty } from './appeal.ts';
import type { Case } from './case.ts';
import { hasDecided, hasProposed } from './part.ts';
import { isAnswered, isExplanationOver, isNameOpen } from './name.ts';
import { findRow, type CaseEvent, type Need, type Relation, type Row } from './transitions.ts';
import { isOffAppeal, isWaiting, mayWaitFor } from './waits.ts';

/**
 * Who wants to move a case. `leadsSubject`: stands in one reporting line with the subject; where a move asks for it, unknown counts as
 * yes. `regionId` is the actor's own.
 */
export type CaseActor = Readonly<{
  personId: string;
  roles: readonly string[];
  leadsSubject?: boolean;
  regionId?: string;
}>;
/** Why a move is refused: a permanent code that the door answers with. */
export type MoveFault =
  | 'illegal_transition'
  | 'stale_version'
  | 'not_your_role'
  | 'is_subject'
  | 'is_proposer'
  | 'is_verifier'
  | 'is_decider'
  | 'in_reporting_line'
  | 'other_region'
  | 'explanation_running'
  | 'explanation_finished'
  | 'already_explained'
  | 'not_answered'
  | 'already_extended'
  | 'not_substantiated'
  | 'is_substantiated'
  | 'talk_only'
  | 'case_waiting'
  | 'not_waiting'
  | 'wait_not_allowed'
  | 'decision_missing'
  | 'appeal_window_open'
  | 'appeal_window_over'
  | 'already_appealed'
  | 'no_penalty_stands'
  | 'name_open'
  | 'unmask_asked'
  | 'unmask_not_asked';
/** A move somebody asks for. */
export type Move = Readonly<{
  event: CaseEvent;
  actor: CaseActor;
  at: Date;
  /** The version the actor saw. */
  version?: number;
  /** A verification that goes against the person: the explanation period must be over (trust R9). */
  against?: boolean;
  /** What a `wait` waits for. */
  waitFor?: WaitKind;
}>;

/** Why this move is refused, or null. */
export function refuseMove(subject: Case, move: Move): MoveFault | null {
  const row = findRow(subject, move.event);
  if (!row) return 'illegal_transition';
  return (
    refuseActor(subject, row, move.actor) ?? refuseVersion(subject, move) ?? refuseNeeds(subject, row, move)
  );
}

function refuseActor(subject: Case, { who, not }: Row, actor: CaseActor): MoveFault | null {
  const isSubject = actor.personId === subject.personId;
  if (who.includes('subject')) return isSubject ? null : 'not_your_role';
  if (not.includes('subject') && isSubject) return 'is_subject';
  if (!who.some((mover) => actor.roles.includes(mover))) return 'not_your_role';
  if (actor.roles.includes('system')) return null;
  const barred = not.find((relation) => stands[relation](subject, actor));
  return barred === undefined ? null : barredAs[barred];
}

function refuseVersion(subject: Case, { version }: Move): MoveFault | null {
  return version !== undefined && version !== subject.version ? 'stale_version' : null;
}

function refuseNeeds(subject: Case, { needs }: Row, move: Move): MoveFault | null {
  for (const need of needs) {
    const fault = tests[need](subject, move);
    if (fault !== null) return fault;
  }
  return null;
}

/** Whether the actor stands so to the case. */
const stands: Readonly<Record<Relation, (subject: Case, actor: CaseActor) => boolean>> = {
  subject: ({ personId }, actor) => actor.personId === personId,
  proposer: (subject, actor) => hasProposed(subject, actor.personId),
  asker: ({ unmaskAsk }, actor) => actor.personId === unmaskAsk?.byId,
  verifier: ({ verification }, actor) => actor.personId === verification?.byId,
  decider: (subject, actor) => hasDecided(subject, actor.personId),
  in_line: (_subject, actor) => actor.leadsSubject !== false,
  other_region: ({ regionId }, actor) => regionId === undefined || actor.regionId !== regionId,
};

const barredAs: Readonly<Record<Relation, MoveFault>> = {
  subject: 'is_subject',
  proposer: 'is_proposer',
  asker: 'is_proposer',
  verifier: 'is_verifier',
  decider: 'is_decider',
  in_line: 'in_reporting_line',
  other_region: 'other_region',
};

type Test = (subject: Case, move: Move) => MoveFault | null;
const unless = (isMet: boolean, fault: MoveFault): MoveFault | null => (isMet ? null : fault);
/** A decided appeal ends the window: there is one appeal. A case that knows no window has not had one. */
const isWindowOver = ({ appeal, appealUntilAt }: Case, at: Date): boolean =>
  appeal?.decision !== undefined || (appealUntilAt !== undefined && at >= appealUntilAt);
/** No time to appeal ends before the decision has come to the person. */
const mayAppeal = (subject: Case, at: Date): boolean =>
  !isWindowOver(subject, at) || (subject.appeal === undefined && isOffAppeal(subject));
const isSubstantiated = ({ verification }: Case): boolean => verification?.result === 'substantiated';

/** What each need asks of the case. */
const tests: Readonly<Record<Need, Test>> = {
  explanation_over_if_against: (subject, { at, against }) =>
    unless(against !== true || isExplanationOver(subject, at), 'explanation_running'),
  explanation_over: (subject, { at }) => unless(isExplanationOver(subject, at), 'explanation_running'),
  not_explained: ({ explanation }) => unless(explanation === undefined, 'already_explained'),
  answered: (subject) => unless(isAnswered(subject), 'not_answered'),
  not_finished: ({ explanationEndedAt }) => unless(explanationEndedAt === undefined, 'explanation_finished'),
  not_extended: ({ extension }) => unless(extension === undefined, 'already_extended'),
  substantiated: (subject) => unless(isSubstantiated(subject), 'not_substantiated'),
  not_talk_only: ({ isTalkOnly }) => unless(isTalkOnly !== true, 'talk_only'),
  not_substantiated: (subject) => unless(!isSubstantiated(subject), 'is_substantiated'),
  not_waiting: (subject) => unless(!isWaiting(subject), 'case_waiting'),
  waiting: (subject) => unless(isWaiting(subject), 'not_waiting'),
  wait_allowed: (subject, { waitFor }) =>
    unless(waitFor === undefined || mayWaitFor(subject.state, waitFor), 'wait_not_allowed'),
  decision_signed: ({ decision }) => unless(decision?.result === 'approved', 'decision_missing'),
  window_over: (subject, { at }) => unless(isWindowOver(subject, at), 'appeal_window_open'),
  in_window: (subject, { at }) => unless(mayAppeal(subject, at), 'appeal_window_over'),
  name_closed: (subject, { at }) => unless(!isNameOpen(subject, at), 'name_open'),
  not_asked: ({ unmaskAsk }) => unless(unmaskAsk === undefined, 'unmask_asked'),
  asked: ({ unmaskAsk }) => unless(unmaskAsk !== undefined, 'unmask_not_asked'),
  asked_or_open: ({ unmaskAsk, unmask }) =>
    unless(unmaskAsk !== undefined || unmask !== undefined, 'unmask_not_asked'),
  penalty_stands: (subject) => unless(standingPenalty(subject) !== undefined, 'no_penalty_stands'),
  not_appealed: ({ appeal }) => unless(appeal === undefined, 'already_appealed'),
};
