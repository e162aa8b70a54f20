import type { CaseState } from '../../contract/case.ts';
import type { Role } from '../../contract/person.ts';
import type { ClockKind } from './case.ts';

/** Who may cause a move; `subject` is the person the case is about, who may cause nothing else. */
export type Mover = Role | 'system' | 'subject';
/** How somebody stands to a case; `in_line` is in one reporting line with the subject, `other_region` is not of the case's region. */
export type Relation = 'subject' | 'proposer' | 'asker' | 'verifier' | 'decider' | 'in_line' | 'other_region';
/** What can happen to a case; `transitions.ts` says when, by whom and where it leads. */
export type CaseEvent =
  | 'publish'
  | 'rejudge'
  | 'note'
  | 'ask'
  | 'contact'
  | 'explain'
  | 'finish_explaining'
  | 'end_explanation'
  | 'message'
  | 'reply'
  | 'ask_unmask'
  | 'unmask'
  | 'end_unmask'
  | 'permit'
  | 'talk'
  | 'extend'
  | 'verify'
  | 'wait'
  | 'resume'
  | 'propose'
  | 'recall'
  | 'revert'
  | 'approve'
  | 'reject'
  | 'execute'
  | 'appeal'
  | 'uphold'
  | 'change'
  | 'change_to_talk'
  | 'overturn'
  | 'close'
  | 'withdraw'
  | 'revoke';
/** What the case must hold before a move; `guard.ts` tests each. */
export type Need =
  | 'explanation_over_if_against'
  | 'explanation_over'
  | 'not_explained'
  | 'answered'
  | 'not_finished'
  | 'not_extended'
  | 'substantiated'
  | 'not_substantiated'
  | 'not_talk_only'
  | 'not_waiting'
  | 'waiting'
  | 'wait_allowed'
  | 'decision_signed'
  | 'window_over'
  | 'in_window'
  | 'not_appealed'
  | 'penalty_stands'
  | 'name_closed'
  | 'not_asked'
  | 'asked'
  | 'asked_or_open';

/** One legal move. `when` picks between two rows of the same move; `clock` is the one that runs after it. */
export type Row = Readonly<{
  from: CaseState;
  move: CaseEvent;
  to: CaseState;
  who: readonly Mover[];
  not: readonly Relation[];
  needs: readonly Need[];
  clock: ClockKind | 'as_before' | 'wait' | 'resumed' | 'none';
  when?: 'executed' | 'not_executed';
}>;
