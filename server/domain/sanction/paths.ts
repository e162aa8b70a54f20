import type { Role } from '../../contract/person.ts';
import type { LegalPath } from '../../contract/ladder.ts';
import type { SanctionEvent, SanctionState } from '../../contract/sanction.ts';

/** One step: from where, to where, by whom. `subject` is the person the case is about. */
type SanctionEdge = Readonly<{
  event: SanctionEvent;
  from: readonly SanctionState[];
  /** `stay` adds to the file and moves nothing. */
  to: SanctionState | 'stay';
  who: readonly (Role | 'subject' | 'system')[];
}>;

const HR = ['hr', 'hr_lead'] as const;

/** Where a breach may be weighed against milder answers: once the person was heard. */
const AFTER_HEARING = ['heard', 'union_notified', 'union_answered', 'union_considered'] as const;

/** Art. 43: the reasons before the termination, the union's reply considered and answered in writing. */
const unionSteps = (from: readonly SanctionState[]): SanctionEdge[] => [
  { event: 'notify_union', from, to: 'union_notified', who: HR },
  { event: 'union_reply', from: ['union_notified'], to: 'union_answered', who: ['staff_rep', ...HR] },
  { event: 'union_silence', from: ['union_notified'], to: 'union_considered', who: HR },
  { event: 'consider_reply', from: ['union_answered'], to: 'union_considered', who: HR },
];

/**
 * The two legal paths (trust 1.1, R10). What is not here cannot happen: no step may be skipped. Art. 39(2) breach of a rule: the rule
 * binds, there is evidence, the person was heard; a termination also needs milder answers to have been weighed. Art. 39(4) second employment: evidence of it, then either serious effect on the work,
 * or a demand with a deadline that arrived and was refused.
 */
const sanctionPaths: Readonly<Record<LegalPath, readonly SanctionEdge[]>> = {
  rule_breach: [
    { event: 'bind_rule', from: ['opened'], to: 'bound', who: HR },
    { event: 'list_evidence', from: ['bound'], to: 'evidenced', who: HR },
    { event: 'hear', from: ['evidenced'], to: 'heard', who: HR },
    { event: 'weigh_milder', from: [...AFTER_HEARING], to: 'stay', who: HR },
    ...unionSteps(['heard']),
  ],
  dual_employment: [
    { event: 'list_evidence', from: ['opened'], to: 'evidenced', who: HR },
    { event: 'hear', from: ['evidenced'], to: 'heard', who: HR },
    { event: 'show_effect', from: ['heard'], to: 'effect_shown', who: HR },
    { event: 'demand', from: ['heard'], to: 'demanded', who: HR },
    { event: 'prove_delivery', from: ['demanded'], to: 'delivered', who: HR },
    { event: 'reply', from: ['demanded', 'delivered'], to: 'stay', who: ['subject'] },
    { event: 'refuse', from: ['delivered'], to: 'refused', who: HR },
    { event: 'comply', from: ['demanded', 'delivered'], to: 'complied', who: HR },
    ...unionSteps(['effect_shown', 'refused']),
  ],
};

/** The step `event` takes from `state` on `path`, or null where the path has none. */
export function findEdge(path: LegalPath, state: SanctionState, event: SanctionEvent): SanctionEdge | null {
  return sanctionPaths[path].find((edge) => edge.event === event && edge.from.includes(state)) ?? null;
}

/** Whether the grounds of a path stand, and the union has not been asked yet or has. */
export function hasGrounds(path: LegalPath, state: SanctionState): boolean {
  const grounds: readonly SanctionState[] = path === 'rule_breach' ? ['heard'] : ['effect_shown', 'refused'];
  return [...grounds, 'union_notified', 'union_answered', 'union_considered'].includes(state);
}

/** Only then may a termination be proposed. */
export const isUnionDone = (state: SanctionState): boolean => state === 'union_considered';
