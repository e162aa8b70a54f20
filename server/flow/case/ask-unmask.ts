import { flowZh } from '../../contract/texts/flow.zh.ts';
import { unmaskForm } from '../../feishu/approval-forms.ts';
import { saveCaseInstance } from '../../store/case-approvals.ts';
import { findCase, type CaseRecord } from '../../store/cases.ts';
import type { ApprovalQuestion, ApprovalRequest } from '../approval/approval-topic.ts';
import { consoleCaseUrl } from '../card/card-parts.ts';

/** A second person is asked to let HR see whose case it is. */
export const unmaskQuestion: ApprovalQuestion = {
  kind: 'unmask',
  findWaiting: async (caseId) => unmaskRequestOf(await findCase(caseId)),
  draft: async (deps, { documentId }) => {
    const record = await findCase(documentId);
    if (!record?.unmaskAsk) throw new Error('a case that asks for no name asks for nothing');
    const { purpose, hours } = record.unmaskAsk;
    return unmaskForm({
      case_no: record.caseNo,
      subject: record.pseudonym,
      purpose,
      until: flowZh.unmaskUntil(hours),
      link: consoleCaseUrl(deps, record.id),
    });
  },
  noteInstance: ({ documentId, requestId }, instanceCode) =>
    saveCaseInstance('unmaskAsk', { id: documentId, requestId }, instanceCode),
};

/** The request to open the name that waits in this case. */
export function unmaskRequestOf(record: CaseRecord | null): ApprovalRequest | null {
  if (!record?.unmaskAsk) return null;
  const { at, byId, requestId, approverIds, instanceCode } = record.unmaskAsk;
  return {
    documentId: record.id,
    requestId,
    askedAt: at,
    applicantId: byId,
    subjectId: record.personId,
    approverIds,
    ...(instanceCode !== undefined && { instanceCode }),
  };
}
