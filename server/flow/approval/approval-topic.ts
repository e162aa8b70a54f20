import type { MoveFault } from '../../domain/case/guard.ts';
import type { ApprovalKind } from '../../contract/approval.ts';
import type { ApprovalDraft } from '../../feishu/approval-forms.ts';
import type { Pending } from '../../store/pending.ts';
import type { Person } from '../../store/people.ts';
import type { Deps } from '../deps.ts';

/** One question put to a second person in the chat, as its document keeps it. */
export type ApprovalRequest = Readonly<{
  documentId: string;
  /** The platform's uuid follows from it: asking again asks once. */
  requestId: string;
  askedAt: Date;
  /** Who asks; may not decide. */
  applicantId: string;
  /** Who it is about; may not decide either. */
  subjectId?: string;
  /** Who is asked now; a transfer in the chat changes it. */
  approverIds: readonly string[];
  /** Absent until the platform was asked. */
  instanceCode?: string;
}>;

/** Why a request ended without a decision: what happened to it, or why the one who decided may not. */
export type ApprovalEnd =
  'approval_canceled' | 'approval_expired' | 'approval_reverted' | 'approver_unknown' | MoveFault;

/** Whether a given approval or consent was taken back; anything else of a decided instance is old news. */
export const isTakenBack = (reason: ApprovalEnd): boolean =>
  reason === 'approval_reverted' || reason === 'approval_canceled';

export type ApprovalAnswer =
  | Readonly<{ result: 'approved' | 'rejected'; decider: Person; at: Date; comment: string }>
  | Readonly<{ result: 'ended'; reason: ApprovalEnd }>;

/** How a kind of question is put; `flow/approval/approval-questions.ts` lists them. What starts an approval cannot decide it (R5). */
export type ApprovalQuestion = Readonly<{
  kind: ApprovalKind;
  /** What the document asks for now; null when it asks nothing (any more). */
  findWaiting(documentId: string): Promise<ApprovalRequest | null>;
  /** Title and form people read in the chat. */
  draft(deps: Deps, request: ApprovalRequest): Promise<ApprovalDraft>;
  /** False when the document no longer asks: the instance is taken back. */
  noteInstance(request: ApprovalRequest, instanceCode: string): Promise<boolean>;
}>;

/** How the answer is taken; `flow/approval/approval-topics.ts` lists them. */
export type ApprovalTopic = Readonly<{
  kind: ApprovalKind;
  /** Where its documents are. */
  collection: string;
  /** A question nobody answered for this long is taken back. */
  lifeMs: number;
  /** Whose instance this is, whether it still waits or not. */
  findByInstance(instanceCode: string): Promise<ApprovalRequest | null>;
  /** All of them, read `batch` documents at a time. */
  listWaiting(batch: number): AsyncIterable<ApprovalRequest>;
  /** Approved, and what was approved is not done with yet: whoever approved may still take it back. */
  listGranted(at: Date, batch: number): AsyncIterable<ApprovalRequest>;
  noteApprovers(request: ApprovalRequest, approverIds: readonly string[]): Promise<void>;
  /** Why this person may not decide; null when they may. Applicant and subject are refused before. */
  refuse(deps: Deps, request: ApprovalRequest, decider: Person): Promise<MoveFault | null>;
  /** Who may be asked. */
  findApprovers(request: ApprovalRequest): Promise<Person[]>;
  /**
   * Takes the answer: once, and only while the document waits for this request. One that ended without the platform's doing leaves
   * `revokeWork`, so that nobody decides it any more.
   */
  settle(deps: Deps, request: ApprovalRequest, answer: ApprovalAnswer): Promise<void>;
}>;

/** Takes the instance of a request back, when there is one; an instance that has ended stays as it is. */
export function revokeWork(
  topic: ApprovalKind,
  {
    requestId,
    instanceCode,
    applicantId,
  }: Pick<ApprovalRequest, 'requestId' | 'instanceCode' | 'applicantId'>,
): Pending[] {
  if (instanceCode === undefined) return [];
  return [{ id: `${requestId}:revoke`, kind: 'revoke', topic, instanceCode, applicantId }];
}
