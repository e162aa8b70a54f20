import type { ApprovalRequest } from './approval-topic.ts';

type OwnDocument = Pick<ApprovalRequest, 'requestId' | 'askedAt' | 'approverIds'> &
  Readonly<{ id: string; personId: string; instanceCode?: string }>;

/** The question of a document that somebody asks for themselves: who asks is whom it is about. */
export function ownRequestOf(document: OwnDocument): ApprovalRequest {
  const { id, personId, requestId, askedAt, approverIds, instanceCode } = document;
  return {
    documentId: id,
    requestId,
    askedAt,
    applicantId: personId,
    subjectId: personId,
    approverIds,
    ...(instanceCode !== undefined && { instanceCode }),
  };
}
