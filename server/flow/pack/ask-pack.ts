import { exportForm } from '../../feishu/approval-forms.ts';
import { findCase } from '../../store/cases.ts';
import { findPack, savePackInstance, type PackRecord } from '../../store/packs.ts';
import type { ApprovalQuestion, ApprovalRequest } from '../approval/approval-topic.ts';
import { consoleCaseUrl } from '../card/card-parts.ts';

/** A second person is asked to let HR take the evidence of a case out. */
export const packQuestion: ApprovalQuestion = {
  kind: 'export',
  findWaiting: async (id) => {
    const pack = await findPack(id);
    return pack?.status === 'asked' ? packRequestOf(pack) : null;
  },
  draft: async (deps, { documentId }) => {
    const pack = await findPack(documentId);
    const record = pack && (await findCase(pack.caseId));
    if (!record) throw new Error('a pack without a case asks for nothing');
    return exportForm({
      case_no: record.caseNo,
      subject: record.pseudonym,
      purpose: pack.purpose,
      link: consoleCaseUrl(deps, record.id),
    });
  },
  noteInstance: ({ documentId }, instanceCode) => savePackInstance(documentId, instanceCode),
};

export function packRequestOf(pack: PackRecord): ApprovalRequest {
  const { id, personId, askedById, askedAt, approverIds, instanceCode } = pack;
  return {
    documentId: id,
    requestId: id,
    askedAt,
    applicantId: askedById,
    subjectId: personId,
    approverIds,
    ...(instanceCode !== undefined && { instanceCode }),
  };
}
