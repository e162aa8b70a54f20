import type { AnswerStep } from '../../contract/asked.ts';
import { moveDeclaration } from '../../domain/policy/declaration.ts';
import {
  findDeclaration,
  updateDeclaration,
  type Declaration,
  type RequestAnswer,
} from '../../store/declarations.ts';
import { findPerson, type Person } from '../../store/people.ts';
import {
  revokeWork,
  type ApprovalAnswer,
  type ApprovalEnd,
  type ApprovalRequest,
} from '../approval/approval-topic.ts';
import { declarationRequestOf } from './ask-declaration.ts';
import {
  answerDue,
  askNext,
  declarationAudit,
  declarationCard,
  secondLookCard,
  standingAnswers,
} from './declaration-parts.ts';
import { reviewUntil } from './declare-review.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { rejudgeDeclared } from '../detect/rejudge.ts';

/** Papers, transfers and other answers may change it between reading and writing. */
const MOST_TRIES = 5;
type Asking = Readonly<{ declaration: Declaration; person: Person }>;
/** `nothing`: the answer changes nothing; null: somebody else changed it meanwhile. */
type Outcome = Declaration | 'nothing' | null;

/**
 * Takes what was said in the chat. An answer of somebody who may not give it, a refusal without a reason and a question that ran out count
 * for nothing: it is asked anew. Only the applicant can cancel there, so a cancelled one is withdrawn.
 */
export async function settleDeclaration(
  deps: Deps,
  request: ApprovalRequest,
  answer: ApprovalAnswer,
): Promise<void> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const declaration = await findDeclaration(request.documentId);
    const person = declaration && (await findPerson(declaration.personId));
    if (!declaration || !person || declaration.requestId !== request.requestId) return;
    const saved = await takeAnswer(deps, { declaration, person }, answer);
    if (saved === 'nothing') return;
    if (!saved) continue;
    await rejudgeDeclared(deps, saved);
    await deps.enqueue({ name: 'relay' });
    return;
  }
}

async function takeAnswer(deps: Deps, asking: Asking, answer: ApprovalAnswer): Promise<Outcome> {
  const { declaration } = asking;
  const { status, step = 'hr', approverIds } = declaration;
  if (answer.result === 'ended') {
    const { reason } = answer;
    if (status === 'approved') return reason === 'approval_reverted' ? reopen(deps, asking) : 'nothing';
    if (status !== 'pending') return 'nothing';
    if (reason === 'approval_canceled') return withdraw(deps, declaration);
    const byId = approverIds[0] ?? SYSTEM.personId;
    const result = reason === 'approval_expired' ? 'no_answer' : 'void';
    const next = result === 'no_answer' ? passedOn(step) : step;
    return askAgain(deps, asking, {
      step: next,
      answer: { step, result, at: deps.now(), byId, why: reason },
    });
  }
  if (status !== 'pending') return 'nothing';
  const { result, at, decider } = answer;
  const comment = answer.comment.trim();
  const said = { step, at, byId: decider.id, ...(comment !== '' && { comment }) };
  if (result === 'rejected' && comment === '')
    return askAgain(deps, asking, { step, answer: { ...said, result: 'void', why: 'reason_missing' } });
  return settleAnswer(deps, asking, { ...said, result });
}

/** A manager's silence keeps nobody waiting: HR is asked. */
export const passedOn = (step: AnswerStep): AnswerStep =>
  moveDeclaration({ status: 'pending', step }, 'release')?.step ?? step;

/** A manager's yes asks HR; HR's yes or a second look's registers it; any no ends it. */
async function settleAnswer(
  deps: Deps,
  { declaration, person }: Asking,
  answer: RequestAnswer,
): Promise<Outcome> {
  const next = moveDeclaration(declaration, answer.result === 'approved' ? 'approve' : 'reject');
  if (!next) return 'nothing';
  const { at, byId, comment } = answer;
  const to = next.step === undefined ? next.status : `${next.status}:${next.step}`;
  const from = `${declaration.status}:${answer.step}`;
  const audit = declarationAudit(declaration, { at, actorId: byId, action: 'declaration.decide', from, to });
  if (next.status === 'pending') {
    const heard = { ...declaration, answers: [...declaration.answers, answer] };
    const asked = await askNext(deps, heard, { person, step: 'hr' });
    const pending = [audit, ...asked.pending];
    return updateDeclaration(declaration, { set: asked.set, unset: ['instanceCode'], answer, pending });
  }
  const settled = { status: next.status, decidedAt: at };
  const reviewUntilAt = await reviewUntil({ ...declaration, ...settled }, person);
  return updateDeclaration(declaration, {
    set: {
      ...settled,
      decidedById: byId,
      ...(reviewUntilAt && { reviewUntilAt }),
      ...(comment !== undefined && { comment }),
    },
    // What the refusal said is no condition of a yes.
    unset: ['step', 'dueAt', 'counted', ...(comment === undefined ? (['comment'] as const) : [])],
    answer,
    pending: [
      audit,
      declarationCard(declaration, 'declaration'),
      ...(answer.step === 'review' ? secondLookCard(declaration, next.status === 'approved') : []),
    ],
  });
}

/** The same question once more, to somebody else where there is one; another step passes it on. */
export async function askAgain(
  deps: Deps,
  { declaration, person }: Asking,
  input: { answer: RequestAnswer; step: AnswerStep; isEscalated?: boolean },
): Promise<Declaration | null> {
  const { answer, step, isEscalated = declaration.escalatedAt !== undefined } = input;
  const notAgain = declaration.approverIds[0];
  const asked = await askNext(deps, declaration, {
    person,
    step,
    isEscalated,
    ...(notAgain !== undefined && { notAgain }),
  });
  const { at, why = answer.result } = answer;
  const change = {
    at,
    actorId: SYSTEM.personId,
    action: 'declaration.ask_again',
    to: `pending:${step}`,
    why,
  };
  return updateDeclaration(declaration, {
    set: {
      ...asked.set,
      ...(isEscalated && declaration.escalatedAt === undefined && { escalatedAt: deps.now() }),
    },
    unset: ['instanceCode'],
    answer,
    pending: [
      declarationAudit(declaration, change),
      ...revokeWork('declaration', declarationRequestOf(declaration)),
      ...asked.pending,
    ],
  });
}

/** The applicant cancelled the question in the chat: nothing is declared any more, or the refusal stays. */
function withdraw(deps: Deps, declaration: Declaration): Promise<Outcome> {
  const at = deps.now();
  const { personId } = declaration;
  const next = moveDeclaration(declaration, 'withdraw');
  if (!next) return Promise.resolve('nothing');
  const { status } = next;
  const change = { at, actorId: personId, action: 'declaration.withdraw', from: 'pending', to: status };
  return updateDeclaration(declaration, {
    set: { status, ...(status === 'withdrawn' && { endedAt: at, endedById: personId }) },
    unset: ['step', 'dueAt', 'counted'],
    pending: [declarationAudit(declaration, change)],
  });
}

/** An approval that was taken back on the platform: it is asked anew where it was given, and its place is judged as while it waits. */
async function reopen(deps: Deps, { declaration, person }: Asking): Promise<Outcome> {
  const next = moveDeclaration(declaration, declaration.review ? 'reopen_review' : 'reopen');
  if (!next?.step) return 'nothing';
  const { step } = next;
  const answers = standingAnswers({ ...declaration, step });
  const asked = await askNext(deps, { ...declaration, answers }, { person, step });
  const why: ApprovalEnd = 'approval_reverted';
  const change = { at: deps.now(), actorId: SYSTEM.personId, action: 'declaration.reopen', from: 'approved' };
  return updateDeclaration(declaration, {
    set: { ...asked.set, status: next.status, ...(await answerDue(deps, person)) },
    unset: ['instanceCode', 'decidedAt', 'decidedById', 'comment', 'escalatedAt'],
    pending: [
      declarationAudit(declaration, { ...change, to: `pending:${step}`, why }),
      ...secondLookCard(declaration, false),
      ...asked.pending,
    ],
  });
}
