import type { RequestStep } from '../../contract/asked.ts';
import { moveFlexible } from '../../domain/flexible-request.ts';
import { dayOf } from '../../domain/time.ts';
import type { RequestAnswer } from '../../store/declarations.ts';
import { findFlexible, updateFlexible, type FlexibleShift } from '../../store/flexible-shifts.ts';
import { findPerson, type Person } from '../../store/people.ts';
import { revokeWork, type ApprovalAnswer, type ApprovalRequest } from '../approval/approval-topic.ts';
import { flexibleRequestOf } from './ask-flexible.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { writeEnd } from './flexible-end.ts';
import { askFlexible, flexibleAudit, flexibleCard } from './flexible-parts.ts';
import { rejudgePerson } from '../detect/rejudge.ts';

/** Transfers and other answers may change it between reading and writing. */
const MOST_TRIES = 5;
type Asking = Readonly<{ request: FlexibleShift; person: Person }>;
/** `nothing`: the answer changes nothing; null: somebody else changed it meanwhile. */
type Outcome = FlexibleShift | 'nothing' | null;

/**
 * Takes what was said in the chat. An answer of somebody who may not give it, a refusal without a reason and a question that ran out count
 * for nothing: it is asked anew. Only the applicant can cancel there, so a cancelled one is withdrawn.
 */
export async function settleFlexible(
  deps: Deps,
  asked: ApprovalRequest,
  answer: ApprovalAnswer,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const request = await findFlexible(asked.documentId);
    const person = request && (await findPerson(request.personId));
    if (!request || !person || request.requestId !== asked.requestId) return;
    const saved = await takeAnswer(deps, { request, person }, answer);
    if (saved === 'nothing') return;
    if (!saved) continue;
    // Days that were judged while it waited are judged again by the hours that were agreed to.
    if (saved.status === 'approved' && saved.fromDay <= dayOf(deps.now(), person.timeZone))
      await rejudgePerson(deps, person);
    await deps.enqueue({ name: 'relay' });
    return;
  }
}

async function takeAnswer(deps: Deps, asking: Asking, answer: ApprovalAnswer): Promise<Outcome> {
  const { request } = asking;
  const { status, step = 'hr', approverIds } = request;
  if (answer.result === 'ended') {
    const { reason } = answer;
    if (status === 'approved') return reason === 'approval_reverted' ? takeBack(deps, request) : 'nothing';
    if (status !== 'pending') return 'nothing';
    if (reason === 'approval_canceled')
      return writeEnd(deps, request, { actor: { personId: request.personId, roles: [] }, event: 'withdraw' });
    const byId = approverIds[0] ?? SYSTEM.personId;
    const result = reason === 'approval_expired' ? 'no_answer' : 'void';
    const said = { step, result, at: deps.now(), byId, why: reason } as const;
    return askAgainFlexible(deps, asking, { step: result === 'no_answer' ? 'hr' : step, answer: said });
  }
  if (status !== 'pending') return 'nothing';
  const { result, at, decider } = answer;
  const comment = answer.comment.trim();
  const said = { step, at, byId: decider.id, ...(comment !== '' && { comment }) };
  if (result === 'rejected' && comment === '')
    return askAgainFlexible(deps, asking, {
      step,
      answer: { ...said, result: 'void', why: 'reason_missing' },
    });
  return decide(request, { ...said, result });
}

async function decide(request: FlexibleShift, answer: RequestAnswer): Promise<Outcome> {
  const status = moveFlexible(request.status, answer.result === 'approved' ? 'approve' : 'reject');
  if (!status) return 'nothing';
  const { at, byId, comment } = answer;
  const change = { at, actorId: byId, action: 'flexible.decide', from: 'pending', to: status };
  return updateFlexible(request, {
    set: { status, decidedAt: at, decidedById: byId, ...(comment !== undefined && { comment }) },
    unset: ['step', 'dueAt', 'counted'],
    answer,
    pending: [flexibleAudit(request, change), flexibleCard(request, 'result')],
  });
}

/** The same question once more, to somebody else where there is one; another step passes it on. */
export async function askAgainFlexible(
  deps: Deps,
  { request, person }: Asking,
  input: { answer: RequestAnswer; step: RequestStep; isEscalated?: boolean },
): Promise<FlexibleShift | null> {
  const { answer, step, isEscalated = false } = input;
  const notAgain = request.approverIds[0];
  const asked = await askFlexible(deps, request, {
    person,
    step,
    isEscalated: isEscalated && request.step === 'hr',
    ...(notAgain !== undefined && { notAgain }),
  });
  const change = {
    at: answer.at,
    actorId: SYSTEM.personId,
    action: 'flexible.ask_again',
    to: `pending:${step}`,
  };
  return updateFlexible(request, {
    set: {
      ...asked.set,
      ...(isEscalated && request.escalatedAt === undefined && { escalatedAt: deps.now() }),
    },
    unset: ['instanceCode'],
    answer,
    pending: [
      flexibleAudit(request, change),
      ...revokeWork('flexible', flexibleRequestOf(request)),
      ...asked.pending,
    ],
  });
}

/** An approval that was taken back on the platform: days that have begun were worked by it and stay, the others do not come. */
async function takeBack(deps: Deps, request: FlexibleShift): Promise<Outcome> {
  const { decidedById = SYSTEM.personId } = request;
  return writeEnd(deps, request, {
    actor: { personId: decidedById, roles: [] },
    event: 'end',
    slot: 'result',
  });
}
