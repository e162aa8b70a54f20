import { conflict } from '../../errors.ts';
import type { ApprovalKind } from '../../contract/approval.ts';
import { findPeople, findPerson } from '../../store/people.ts';
import { approvalQuestions } from './approval-questions.ts';
import type { ApprovalRequest } from './approval-topic.ts';
import type { Deps } from '../deps.ts';

/** Starts the chat approval a document asks for, once: its uuid follows from the request. Nothing to do when it was withdrawn meanwhile. */
export async function startApproval(deps: Deps, kind: ApprovalKind, documentId: string): Promise<void> {
  const question = approvalQuestions.find((one) => one.kind === kind);
  const request = await question?.findWaiting(documentId);
  if (!question || !request || request.instanceCode !== undefined) return;
  const [applicant, approvers, draft] = await Promise.all([
    findPerson(request.applicantId),
    findPeople(request.approverIds),
    question.draft(deps, request),
  ]);
  const { instanceCode } = await deps.feishu.approvals.create({
    approvalCode: codeOf(deps, kind),
    applicantOpenId: applicant?.openId ?? '',
    approverOpenIds: approvers.map(({ openId }) => openId),
    ...draft,
    uuid: uuidOf(request),
  });
  const isKept = await question.noteInstance(request, instanceCode);
  // The document moved on while the platform was asked: nobody else knows of this instance.
  if (!isKept) await revokeApproval(deps, { topic: kind, instanceCode, applicantId: request.applicantId });
}

/** Takes an approval back in its applicant's name. */
export async function revokeApproval(
  deps: Deps,
  work: Readonly<{ topic: ApprovalKind; instanceCode: string; applicantId: string }>,
): Promise<void> {
  const applicant = await findPerson(work.applicantId);
  const approvalCode = codeOf(deps, work.topic);
  const applicantOpenId = applicant?.openId ?? '';
  const { instanceCode } = work;
  await deps.feishu.approvals.cancel({ approvalCode, instanceCode, applicantOpenId });
}

/** The tenant's definition for this kind of question; without one it cannot be asked. */
export function codeOf(deps: Deps, kind: ApprovalKind): string {
  const code = deps.approvalCodes[kind] ?? '';
  if (code === '') throw conflict('approval_not_set_up');
  return code;
}

/** At most 64 characters that may stand in an address: an instance is found by its uuid too. */
const uuidOf = ({ requestId }: ApprovalRequest): string =>
  requestId.replaceAll(/[^A-Za-z0-9-]/g, '-').slice(0, 64);
