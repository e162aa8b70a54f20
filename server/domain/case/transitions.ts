import type { CaseState } from '../../contract/case.ts';
import type { Role } from '../../contract/person.ts';

/** Who may cause an event; `subject` is the person the case is about, who may cause nothing else. */
export type Mover = Role | 'system' | 'subject';
export type CaseEvent =
  | 'publish'
  | 'rejudge'
  | 'note'
  | 'ask'
  | 'contact'
  | 'explain'
  | 'end_explanation'
  | 'ask_unmask'
  | 'unmask'
  | 'end_unmask'
  | 'permit'
  | 'talk'
  | 'verify'
  | 'propose'
  | 'recall'
  | 'approve'
  | 'reject'
  | 'execute'
  | 'close'
  | 'withdraw';
/** `to: null` keeps the state: the event only adds to the case. */
type Edge = Readonly<{ from: readonly CaseState[]; to: CaseState | null; who: readonly Mover[] }>;

const beforeVerdict = ['explaining', 'contacted'] as const;
const masked = ['explaining', 'contacted', 'verified', 'proposed'] as const;

/** The whole procedure (product section 4). What is not here cannot happen. */
export const transitions: Readonly<Record<CaseEvent, Edge>> = {
  publish: { from: ['open'], to: 'explaining', who: ['system', 'area_manager'] },
  rejudge: { from: ['open', ...beforeVerdict], to: null, who: ['system'] },
  note: { from: ['open', ...beforeVerdict], to: null, who: ['area_manager'] },
  ask: { from: beforeVerdict, to: null, who: ['area_manager'] },
  contact: { from: ['explaining'], to: 'contacted', who: ['hr', 'hr_lead'] },
  explain: { from: beforeVerdict, to: null, who: ['subject'] },
  end_explanation: { from: ['contacted'], to: null, who: ['system'] },
  ask_unmask: { from: masked, to: null, who: ['hr', 'hr_lead'] },
  unmask: { from: masked, to: null, who: ['hr_lead', 'legal'] },
  end_unmask: { from: masked, to: null, who: ['system', 'hr_lead', 'legal'] },
  permit: { from: ['open', ...beforeVerdict], to: 'closed', who: ['system', 'area_manager'] },
  talk: { from: ['contacted', 'verified'], to: 'closed', who: ['hr', 'hr_lead'] },
  verify: { from: ['contacted'], to: 'verified', who: ['hr', 'hr_lead'] },
  propose: { from: ['verified'], to: 'proposed', who: ['hr', 'hr_lead'] },
  recall: { from: ['proposed'], to: 'verified', who: ['system'] },
  approve: { from: ['proposed'], to: 'approved', who: ['legal'] },
  reject: { from: ['proposed'], to: 'rejected', who: ['legal'] },
  execute: { from: ['approved'], to: 'executed', who: ['system', 'hr', 'hr_lead'] },
  close: { from: ['verified', 'rejected', 'executed'], to: 'closed', who: ['system', 'hr', 'hr_lead'] },
  withdraw: {
    from: ['open', 'explaining', 'contacted', 'verified', 'proposed', 'approved'],
    to: 'withdrawn',
    who: ['system'],
  },
};

/** The state after `event`, or null where the procedure has no such step. */
export function nextState(state: CaseState, event: CaseEvent): CaseState | null {
  const edge = transitions[event];
  if (!edge.from.includes(state)) return null;
  return edge.to ?? state;
}
