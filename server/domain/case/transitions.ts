import type { CaseState } from '../../contract/case.ts';
import type { Case } from './case.ts';
import type { CaseEvent, Row } from './procedure-row.ts';

export type { CaseEvent, Need, Relation, Row } from './procedure-row.ts';
type Rule = Omit<Row, 'from' | 'to'>;

const hr = { who: ['hr', 'hr_lead'], not: ['subject'] } as const;
const consenting = { who: ['hr_lead', 'legal'], not: ['subject', 'asker', 'in_line'] } as const;
const lead = { who: ['hr_lead'], not: ['subject'] } as const;
const system = { who: ['system'], not: [] } as const;
const person = { who: ['subject'], not: [] } as const;
const manager = { who: ['area_manager'], not: ['subject', 'other_region'] } as const;
const managerOrSystem = { who: ['system', 'area_manager'], not: ['subject', 'other_region'] } as const;
const second = { who: ['legal'], not: ['subject', 'proposer', 'in_line'] } as const;
/** An appeal is decided by somebody who had no part in what is appealed from. */
const third = {
  who: ['hr_lead', 'legal'],
  not: ['subject', 'proposer', 'verifier', 'decider', 'in_line'],
} as const;
/** A penalty is taken back by somebody else than put it forward, and in nobody's own line. */
const reviewer = { who: ['hr_lead', 'legal'], not: ['subject', 'proposer', 'in_line'] } as const;
const keep = { clock: 'as_before' } as const;
const stop = { clock: 'none' } as const;

const early = ['open', 'explaining', 'contacted'] as const;
const running = ['explaining', 'contacted', 'verified', 'proposed', 'approved', 'rejected'] as const;
const talking = [...running, 'executed', 'appealed'] as const;
const masked = ['explaining', 'contacted', 'verified', 'proposed'] as const;
const waiting = ['contacted', 'verified', 'approved', 'executed'] as const;

/**
 * The whole procedure (product section 4): what is not here cannot happen. Legal prerequisites of a penalty (`domain/sanction/`) come
 * on top of `propose` and `execute`; they never open a move that is not here.
 */
export const procedure: readonly Row[] = [
  ...go(['open'], 'explaining', { move: 'publish', ...system, needs: [], clock: 'contact' }),
  ...stay(early, { move: 'rejudge', ...system, needs: [], ...keep }),
  ...stay(early, { move: 'note', ...manager, needs: [], ...keep }),
  ...stay(['explaining', 'contacted'], { move: 'ask', ...manager, needs: [], ...keep }),
  ...go(['open', 'explaining'], 'contacted', { move: 'contact', ...hr, needs: [], clock: 'explanation' }),
  ...stay(['explaining', 'contacted'], { move: 'explain', ...person, needs: ['not_explained'], ...keep }),
  ...stay(['explaining'], {
    move: 'finish_explaining',
    ...person,
    needs: ['answered', 'not_finished'],
    ...keep,
  }),
  ...stay(['contacted'], {
    move: 'finish_explaining',
    ...person,
    needs: ['answered', 'not_finished'],
    clock: 'verification',
  }),
  ...stay(['contacted'], {
    move: 'end_explanation',
    ...system,
    needs: ['explanation_over', 'not_finished'],
    clock: 'verification',
  }),
  ...stay(talking, { move: 'message', ...hr, needs: [], ...keep }),
  ...stay(talking, { move: 'reply', ...person, needs: [], ...keep }),
  ...stay(masked, { move: 'ask_unmask', ...hr, needs: ['name_closed', 'not_asked'], ...keep }),
  ...stay(masked, { move: 'unmask', ...consenting, needs: ['asked'], ...keep }),
  ...stay(masked, {
    move: 'end_unmask',
    who: ['system', 'hr_lead', 'legal'],
    not: ['subject'],
    needs: ['asked_or_open'],
    ...keep,
  }),
  ...go(early, 'closed', { move: 'permit', ...managerOrSystem, needs: [], ...stop }),
  ...go(['contacted', 'verified'], 'closed', { move: 'talk', ...hr, needs: [], ...stop }),
  ...stay(['contacted'], {
    move: 'extend',
    ...lead,
    needs: ['explanation_over', 'not_extended'],
    clock: 'verification',
  }),
  ...go(['contacted'], 'verified', {
    move: 'verify',
    ...hr,
    needs: ['explanation_over_if_against', 'not_waiting'],
    clock: 'decision',
  }),
  // The time to answer stands still for somebody who has left and cannot answer.
  ...stay(['contacted'], {
    move: 'wait',
    who: ['system', ...hr.who],
    not: hr.not,
    needs: ['not_waiting', 'wait_allowed'],
    clock: 'wait',
  }),
  ...stay(['approved', 'executed'], {
    move: 'wait',
    ...hr,
    needs: ['not_waiting', 'wait_allowed'],
    clock: 'wait',
  }),
  ...stay(['verified'], { move: 'wait', ...hr, needs: ['not_waiting'], clock: 'wait' }),
  ...stay(waiting, {
    move: 'resume',
    who: ['system', ...hr.who],
    not: hr.not,
    needs: ['waiting'],
    clock: 'resumed',
  }),
  ...go(['verified', 'rejected'], 'proposed', {
    move: 'propose',
    ...hr,
    needs: ['not_talk_only', 'substantiated', 'not_waiting'],
    clock: 'approval',
  }),
  ...go(['proposed'], 'verified', { move: 'recall', ...system, needs: [], clock: 'decision' }),
  // The approval was taken back after it was given: nothing is carried out yet, and an appeal from it has nothing to decide any more.
  ...go(['approved'], 'verified', { move: 'revert', ...system, needs: [], clock: 'decision' }),
  ...go(['appealed'], 'verified', {
    move: 'revert',
    ...system,
    needs: [],
    clock: 'decision',
    when: 'not_executed',
  }),
  ...go(['proposed'], 'approved', { move: 'approve', ...second, needs: [], clock: 'appeal_window' }),
  ...go(['proposed'], 'rejected', { move: 'reject', ...second, needs: [], clock: 'decision' }),
  ...go(['approved'], 'executed', {
    move: 'execute',
    ...hr,
    needs: ['decision_signed', 'window_over', 'not_waiting'],
    clock: 'closing',
  }),
  // Nothing is carried out yet: an appeal that comes late is still in time.
  ...go(['approved'], 'appealed', { move: 'appeal', ...person, needs: ['not_appealed'], clock: 'appeal' }),
  ...go(['executed'], 'appealed', {
    move: 'appeal',
    ...person,
    needs: ['in_window', 'not_appealed'],
    clock: 'appeal',
  }),
  ...afterAppeal('uphold'),
  ...afterAppeal('change'),
  ...go(['appealed'], 'closed', { move: 'change_to_talk', ...third, needs: [], ...stop }),
  ...go(['appealed'], 'closed', { move: 'overturn', ...third, needs: [], ...stop }),
  ...go(['verified'], 'closed', { move: 'close', ...hr, needs: ['not_substantiated'], ...stop }),
  ...go(['rejected'], 'closed', { move: 'close', ...hr, needs: [], ...stop }),
  ...go(['executed'], 'closed', { move: 'close', ...system, needs: ['window_over', 'not_waiting'], ...stop }),
  ...go([...early, 'verified', 'proposed', 'approved', 'rejected'], 'withdrawn', {
    move: 'withdraw',
    ...system,
    needs: [],
    ...stop,
  }),
  // What was decided has lost its ground: a person takes it back, also after the end. While an appeal runs, its decider does.
  ...go(['approved', 'executed', 'closed'], 'closed', {
    move: 'revoke',
    ...reviewer,
    needs: ['penalty_stands'],
    ...stop,
  }),
  ...go(['appealed'], 'withdrawn', { move: 'withdraw', ...system, needs: [], ...stop, when: 'not_executed' }),
];

/** The row of a move from where the case stands, or null where the procedure has no such step. */
export function findRow(subject: Pick<Case, 'state' | 'execution'>, event: CaseEvent): Row | null {
  const branch = subject.execution ? 'executed' : 'not_executed';
  const isIt = ({ from, move, when = branch }: Row): boolean =>
    from === subject.state && move === event && when === branch;
  return procedure.find(isIt) ?? null;
}

function go(from: readonly CaseState[], to: CaseState, rule: Rule): Row[] {
  return from.map((state) => ({ ...rule, from: state, to }));
}

function stay(states: readonly CaseState[], rule: Rule): Row[] {
  return states.map((state) => ({ ...rule, from: state, to: state }));
}

/** A penalty that stands goes back to where the appeal found it. */
function afterAppeal(event: 'uphold' | 'change'): Row[] {
  const rule = { move: event, ...third, needs: [] };
  return [
    ...go(['appealed'], 'approved', { ...rule, clock: 'execution', when: 'not_executed' }),
    ...go(['appealed'], 'executed', { ...rule, clock: 'closing', when: 'executed' }),
  ];
}
