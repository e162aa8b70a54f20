import { flowZh } from '../../contract/texts/flow.zh.ts';
import { caseMessageCard } from '../../feishu/cards/case-message-card.ts';
import { findCaseFile } from '../../store/case-files.ts';
import { findCase } from '../../store/cases.ts';
import { findPerson } from '../../store/people.ts';
import { caseUrl, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';
import { toSubject } from '../relay/to-subject.ts';

/** That HR has added something the decision may rest on: the person reads it before that, and may answer it (R9). */
export async function buildFileCards(deps: Deps, id: string): Promise<OutgoingCard[]> {
  const file = await findCaseFile(id);
  const record = file && (await findCase(file.caseId));
  if (!record || file.byId === undefined) return [];
  const by = await findPerson(file.byId);
  const card = caseMessageCard({
    to: 'subject',
    from: by?.name ?? '',
    caseNo: record.caseNo,
    text: flowZh.fileAdded(file.name),
    caseId: record.id,
    messageId: file.id,
    mayReply: false,
    url: caseUrl(deps, record.id),
  });
  return toSubject(deps, record, card);
}
