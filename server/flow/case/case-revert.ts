import type { CaseRecord } from '../../store/cases.ts';
import { noteReverted } from '../../store/case-approvals.ts';
import type { Pending } from '../../store/pending.ts';
import { isTakenBack, type ApprovalEnd } from '../approval/approval-topic.ts';
import { mayStep, stepCase } from './case-step.ts';
import { waitsEnded } from './case-wait.ts';
import { SYSTEM, type Deps } from '../deps.ts';

/**
 * The approval of a decision was taken back after it was given. What is not carried out yet goes back to where it was before the proposal,
 * with the reason, and the person is told; what is carried out is not undone by itself: the HR leads are rung up.
 */
export async function revertDecision(deps: Deps, record: CaseRecord, reason: ApprovalEnd): Promise<void> {
  const { decision, execution } = record;
  if (decision?.result !== 'approved' || !isTakenBack(reason)) return;
  if (execution?.revokedAt) return;
  if (execution) return alertLeads(deps, record, { decisionId: decision.id, reason });
  if (!mayStep(deps, record, 'revert', SYSTEM)) return;
  await stepCase(deps, record, {
    event: 'revert',
    actor: SYSTEM,
    reason,
    changes: waitsEnded(record, deps.now()),
    cards: [{ slot: freshDecisionSlot(record) }, { slot: 'reverted' }],
  });
}

/** Where the person reads a decision: in a new message where one before it was taken back. */
export function decisionSlot(record: CaseRecord): string {
  return isReverted(record) ? freshDecisionSlot(record) : 'decision';
}

export const isDecisionSlot = (slot: string): boolean => slot === 'decision' || slot.startsWith('decision:');

/** Whether a decision of the case was taken back before it was carried out. */
export const isReverted = ({ history }: CaseRecord): boolean =>
  history.some(({ event }) => event === 'revert');

/** A message of its own, where one before it said something else. */
export const freshDecisionSlot = ({ version }: CaseRecord): string => `decision:${version + 1}`;

async function alertLeads(
  deps: Deps,
  { id, personId }: CaseRecord,
  { decisionId, reason }: Readonly<{ decisionId: string; reason: ApprovalEnd }>,
): Promise<void> {
  const at = deps.now();
  const key = `${id}:${decisionId}:reverted`;
  const who = { actorId: SYSTEM.personId, subject: `cases:${id}`, personId };
  const entry = { at, action: 'case.approval_reverted', why: reason, ...who };
  const pending: Pending[] = [
    { id: `${key}:audit`, kind: 'audit', entry },
    { id: `${key}:card`, kind: 'card', slot: 'reverted' },
  ];
  await noteReverted({ id, decisionId }, at, pending);
  await deps.enqueue({ name: 'relay' });
}
