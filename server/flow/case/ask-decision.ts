import { flowZh } from '../../contract/texts/flow.zh.ts';
import { decisionForm } from '../../feishu/approval-forms.ts';
import { saveCaseInstance } from '../../store/case-approvals.ts';
import { findCase, type CaseRecord } from '../../store/cases.ts';
import type { ApprovalQuestion, ApprovalRequest } from '../approval/approval-topic.ts';
import { consoleCaseUrl } from '../card/card-parts.ts';
import { measuresText } from './measures-text.ts';

/** Lane B: a second person is asked to decide a proposed measure. */
export const decisionQuestion: ApprovalQuestion = {
  kind: 'decision',
  findWaiting: async (caseId) => {
    const record = await findCase(caseId);
    return record?.state === 'proposed' ? decisionRequestOf(record) : null;
  },
  draft: async (deps, { documentId }) => {
    const record = await findCase(documentId);
    if (!record?.proposal) throw new Error('a case without a proposal asks for nothing');
    const { proposal, explanation } = record;
    return decisionForm({
      case_no: record.caseNo,
      subject: record.pseudonym,
      finding: record.finding.sentence.zh,
      explanation: explanation && `${flowZh.quickReasons[explanation.quickReason]}：${explanation.text}`,
      penalty: measuresText(proposal),
      reason: proposal.reason,
      legal_basis: proposal.legalBasis,
      evidence: proposal.evidence.map(({ kind, note }) => `${flowZh.evidence[kind]}：${note}`).join('\n'),
      link: consoleCaseUrl(deps, record.id),
    });
  },
  noteInstance: ({ documentId, requestId }, instanceCode) =>
    saveCaseInstance('approval', { id: documentId, requestId }, instanceCode),
};

/** What the latest proposal of a case asked, whether it still waits or not. */
export function decisionRequestOf(record: CaseRecord | null): ApprovalRequest | null {
  if (!record?.proposal || !record.approval) return null;
  const { id, personId, proposal, approval } = record;
  return {
    documentId: id,
    askedAt: proposal.at,
    applicantId: proposal.byId,
    subjectId: personId,
    ...approval,
  };
}
