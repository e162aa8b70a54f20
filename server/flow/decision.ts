import type { ProposeBody } from '../contract/case.ts';
import { refuseMove, type CaseActor, type MoveFault } from '../domain/case/guard.ts';
import { refusePenalty } from '../domain/policy/ladder.ts';
import { conflict } from '../errors.ts';
import type { ApprovalInstance } from '../feishu/platform.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findPeopleWithRole, findPersonByOpenId, type Person } from '../store/people.ts';
import { loadCase, mayStep, stepCase } from './case-step.ts';
import { SYSTEM, type Actor, type Deps } from './deps.ts';
import { pickApprover } from './pick-approver.ts';
import { isInLine } from './reporting-line.ts';

/** Why a proposal came back undecided: what happened to its approval, or why the one who decided may not. */
export type RecallReason =
  'approval_canceled' | 'approval_expired' | 'approval_reverted' | 'approver_unknown' | MoveFault;

/** Lane B: HR proposes a warning; a second person is asked in the chat. */
export async function proposePenalty(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: ProposeBody },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, penalty, reason, legalBasis, evidence } = input.body;
  const fault = refusePenalty({ engagement: record.engagement, reason, legalBasis, evidence });
  if (fault) throw conflict(fault, `a penalty cannot be proposed: ${fault}`);
  const approver = pickApprover(await findApprovers(record, actor), record.id);
  if (!approver) throw conflict('no_approver', 'nobody may approve this case');
  const proposal = { at: deps.now(), byId: actor.personId, penalty, reason, legalBasis, evidence };
  const requestId = `${record.id}:${record.version + 1}`;
  return stepCase(deps, record, {
    event: 'propose',
    actor,
    version,
    reason,
    changes: {
      lane: 'B',
      proposal,
      approval: { requestId, approverIds: [approver.id] },
      ...(record.clock && { clock: { ...record.clock, kind: 'approval' } }),
    },
    approval: true,
  });
}

/** What the second person said in the chat. An answer of somebody who may not decide returns the case to HR. */
// oxlint-disable-next-line eslint/max-params -- the reason belongs to the instance, but only an event knows it
export async function decideCase(
  deps: Deps,
  record: CaseRecord,
  instance: ApprovalInstance,
  ended: RecallReason = 'approval_canceled',
): Promise<CaseRecord> {
  if (instance.status === 'PENDING' || record.state !== 'proposed') return record;
  if (instance.instanceCode !== record.approval?.instanceCode) return record;
  const result =
    instance.status === 'APPROVED' ? 'approved' : instance.status === 'REJECTED' ? 'rejected' : null;
  if (!result) return recall(deps, record, ended);
  const decider = instance.decidedByOpenId ? await findPersonByOpenId(instance.decidedByOpenId) : null;
  if (!decider?.isActive) return recall(deps, record, 'approver_unknown');
  const event = result === 'approved' ? 'approve' : 'reject';
  const leadsSubject = await isInLine(decider, record.personId);
  const actor: CaseActor = { personId: decider.id, roles: decider.roles, leadsSubject };
  const fault = refuseMove(record, { event, actor, at: deps.now() });
  if (fault) return recall(deps, record, fault);
  const decision = {
    id: `d:${record.approval.requestId}`,
    at: instance.decidedAt ?? deps.now(),
    byId: decider.id,
    result,
    comment: instance.comment ?? '',
  } as const;
  const decided = await stepCase(deps, record, { event, actor, leadsSubject, changes: { decision } });
  return finishCase(deps, decided);
}

/** Carries out and closes a decided case, from wherever it stopped; the penalty names the human decision (R5). */
export async function finishCase(deps: Deps, record: CaseRecord): Promise<CaseRecord> {
  if (record.state === 'approved') return finishCase(deps, await executeCase(deps, SYSTEM, record));
  if (record.state !== 'executed' && record.state !== 'rejected') return record;
  return stepCase(deps, record, {
    event: 'close',
    actor: SYSTEM,
    changes: { outcome: record.state === 'executed' ? 'warning' : 'rejected' },
    stopClock: true,
    cards: [{ slot: 'decision' }],
  });
}

export async function executeCase(
  deps: Deps,
  actor: Actor,
  record: CaseRecord,
  version?: number,
): Promise<CaseRecord> {
  const { decision, proposal } = record;
  if (!decision || !proposal) throw conflict('decision_missing', 'a penalty needs a signed decision');
  const execution = { at: deps.now(), decisionId: decision.id, penalty: proposal.penalty };
  return stepCase(deps, record, {
    event: 'execute',
    actor,
    ...(version !== undefined && { version }),
    changes: { execution },
  });
}

/** HR carries out an approved decision by hand; a case that is through already is answered as it is. */
export async function executeByHand(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; version: number },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  return finishCase(deps, await executeCase(deps, actor, record, input.version));
}

/** The proposal goes back to HR, the case to where it was before it; the reason stands in its history. */
export async function recall(deps: Deps, record: CaseRecord, reason: RecallReason): Promise<CaseRecord> {
  if (!mayStep(deps, record, 'recall', SYSTEM)) return record;
  const clock = record.clock && { ...record.clock, kind: 'decision' as const };
  return stepCase(deps, record, {
    event: 'recall',
    actor: SYSTEM,
    reason,
    ...(clock && { changes: { clock } }),
  });
}

/** People who may decide: legal, neither the proposer nor the subject nor in one reporting line with the subject. */
async function findApprovers(record: CaseRecord, proposer: Actor): Promise<Person[]> {
  const legal = await findPeopleWithRole('legal');
  const others = legal.filter(({ id }) => id !== proposer.personId && id !== record.personId);
  const inLine = await Promise.all(others.map((person) => isInLine(person, record.personId)));
  return others.filter((_, index) => inLine[index] === false);
}
