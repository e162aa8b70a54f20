import { isEnded } from '../../domain/case/case.ts';
import { caseMessageCard } from '../../feishu/cards/case-message-card.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findPerson } from '../../store/people.ts';
import { findCaseHr } from '../case/case-duty.ts';
import { caseUrl, consoleCaseUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';
import { toSubject } from '../relay/to-subject.ts';

/** A message of HR to the person, or the person's to HR on duty; `slot` is message:id or reply:id. */
export async function messageCards(deps: Deps, record: CaseRecord, slot: string): Promise<OutgoingCard[]> {
  const id = slot.slice(slot.indexOf(':') + 1);
  const message = record.messages?.find((one) => one.id === id);
  if (!message) return [];
  const { caseNo, pseudonym } = record;
  const { text } = message;
  if (message.from === 'subject') {
    const card = caseMessageCard({ to: 'hr', caseNo, pseudonym, text, url: consoleCaseUrl(deps, record.id) });
    const people = await findCaseHr(record);
    return people.map((hr) => ({ to: toPerson(hr.openId), card, timeZone: hr.timeZone }));
  }
  const writer = await findPerson(message.byId);
  const card = caseMessageCard({
    to: 'subject',
    from: writer?.name ?? '',
    caseNo,
    text,
    caseId: record.id,
    messageId: message.id,
    mayReply: !isEnded(record.state),
    url: caseUrl(deps, record.id),
  });
  return toSubject(deps, record, card);
}
