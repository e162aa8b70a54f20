import type { ProposeBody } from '../contract/case.ts';
import { penaltyOf } from '../domain/case/appeal.ts';
import { refuseMove } from '../domain/case/guard.ts';
import { hasProposed } from '../domain/case/part.ts';
import { conflict } from '../errors.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findPeopleWithRole, type Person } from '../store/people.ts';
import type { ApprovalAnswer, ApprovalEnd } from './approval/approval-topic.ts';
import { decisionSlot } from './case/case-revert.ts';
import { faultError, loadCase, mayStep, stepCase } from './case/case-step.ts';
import { SYSTEM, type Actor, type Deps } from './deps.ts';
import { pickApprover } from './approval/pick-approver.ts';
import { termsOf } from './case/proposal.ts';
import { isInLine } from './case/reporting-line.ts';
import { requireWay } from './relay/to-subject.ts';
import { requireLetter } from './sanction/letter.ts';
import { requireLive } from './rollout/rollout-mode.ts';

/** Lane B: HR proposes a penalty whose legal path is complete; a second person is asked in the chat. */
export async function proposePenalty(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; body: ProposeBody },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { version, reason, legalBasis, evidence } = input.body;
  const moveFault = refuseMove(record, { event: 'propose', actor, at: deps.now(), version });
  if (moveFault) throw faultError(moveFault);
  await requireLive(deps, record);
  const terms = await termsOf(deps, actor, { record, body: input.body });
  const penalty = terms.measures.at(-1) ?? 'warning';
  const approver = pickApprover(await findApprovers(record, actor.personId), record.id);
  if (!approver) throw conflict('no_approver');
  const proposal = {
    at: deps.now(),
    byId: actor.personId,
    penalty,
    reason,
    legalBasis,
    evidence,
    sanction: terms,
  };
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
    },
    approval: 'decision',
  });
}

/** What the second person said in the chat; whether they may was asked before. */
export async function decideCase(
  deps: Deps,
  record: CaseRecord,
  { result, decider, at, comment }: Exclude<ApprovalAnswer, { result: 'ended' }>,
): Promise<CaseRecord> {
  const event = result === 'approved' ? 'approve' : 'reject';
  const id = `d:${record.approval?.requestId ?? ''}`;
  const decision = { id, at, byId: decider.id, result, comment };
  const leadsSubject = await isInLine(decider, record.personId);
  const actor = { personId: decider.id, roles: decider.roles, leadsSubject };
  const cards = event === 'approve' ? [{ slot: decisionSlot(record) }] : [];
  return stepCase(deps, record, { event, actor, changes: { decision }, reason: comment, cards });
}

/** HR carries out an approved penalty, once the person's time to appeal is over; never by itself (R5). */
export async function executeCase(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; version: number; note?: string },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  const { decision } = record;
  const penalty = penaltyOf(record);
  await requireWay(deps, record);
  if (penalty === 'termination') await requireLetter(record, 'termination');
  const note = input.note === undefined ? {} : { note: input.note };
  // Without a signed decision the procedure refuses the step.
  const execution = decision &&
    penalty && { at: deps.now(), decisionId: decision.id, penalty, byId: actor.personId, ...note };
  return stepCase(deps, record, {
    event: 'execute',
    actor,
    version: input.version,
    changes: { ...(execution && { execution }) },
    cards: [{ slot: 'decision' }],
  });
}

/** A proposal the second person refused is closed, where HR does not propose anew. */
export async function closeRejected(
  deps: Deps,
  actor: Actor,
  input: { caseId: string; version: number; reason: string },
): Promise<CaseRecord> {
  const record = await loadCase(input.caseId);
  if (record.state !== 'rejected') throw conflict('illegal_transition');
  const { version, reason } = input;
  const changes = { outcome: 'rejected' } as const;
  return stepCase(deps, record, {
    event: 'close',
    actor,
    version,
    reason,
    changes,
    cards: [{ slot: 'decision' }],
  });
}

/** An executed penalty that nobody appeals from any more ends the case. */
export async function closeExecuted(deps: Deps, record: CaseRecord): Promise<CaseRecord> {
  if (record.state !== 'executed' || !mayStep(deps, record, 'close', SYSTEM)) return record;
  const outcome = record.execution?.penalty ?? 'warning';
  return stepCase(deps, record, {
    event: 'close',
    actor: SYSTEM,
    changes: { outcome },
    cards: [{ slot: 'decision' }],
  });
}

/** The proposal goes back to HR, the case to where it was before it; the reason stands in its history. */
export async function recall(deps: Deps, record: CaseRecord, reason: ApprovalEnd): Promise<CaseRecord> {
  if (!mayStep(deps, record, 'recall', SYSTEM)) return record;
  return stepCase(deps, record, { event: 'recall', actor: SYSTEM, reason });
}

/** People who may decide: legal, nobody who proposed in this case, nor the subject nor in one reporting line with the subject. */
export async function findApprovers(record: CaseRecord, proposerId: string): Promise<Person[]> {
  const legal = await findPeopleWithRole('legal');
  const others = legal.filter(
    ({ id }) => id !== proposerId && id !== record.personId && !hasProposed(record, id),
  );
  const inLine = await Promise.all(others.map((person) => isInLine(person, record.personId)));
  return others.filter((_, index) => inLine[index] === false);
}
