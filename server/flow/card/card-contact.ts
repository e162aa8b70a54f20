import type { Card } from '../../contract/card.ts';
import { isEnded } from '../../domain/case/case.ts';
import { isExplanationOver } from '../../domain/case/name.ts';
import { caseContactCard, type CaseContactCardInput } from '../../feishu/cards/case-contact-card.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { cardNumbers, caseUrl, whenOf, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';
import { toSubject } from '../relay/to-subject.ts';

const EXPLANATION_DAYS = 3;
/** The slot of the card that tells the person, who has said nothing yet, that the time to do so ends. */
export const EXPLAIN_SOON = 'explain-soon';
/** The states in which an answer is still taken. */
const HEARS: ReadonlySet<CaseRecord['state']> = new Set(['open', 'explaining', 'contacted']);

export function contactCard(deps: Deps, record: CaseRecord, isReminder = false): Card {
  return caseContactCard({
    caseNo: record.caseNo,
    when: whenOf(record.finding, record.timeZone),
    sentence: record.finding.sentence.zh,
    numbers: cardNumbers(record.finding),
    whatWouldClear: record.finding.whatWouldClear.zh,
    ...(record.contact?.note !== undefined && { note: record.contact.note }),
    ...(record.explanationDueAt && { deadlineAt: record.explanationDueAt }),
    workingDays: EXPLANATION_DAYS,
    timeZone: record.timeZone,
    url: caseUrl(deps, record.id),
    state: contactState(record, { at: deps.now(), isReminder }),
  });
}

/** Not to somebody who has spoken while the reminder waited for the morning; a card that was sent only changes. */
export async function explainSoonCards(deps: Deps, record: CaseRecord): Promise<OutgoingCard[]> {
  const isOpen = record.state === 'contacted' && !record.explanation && !record.explanationEndedAt;
  if (!isOpen && record.sent.every(({ slot }) => slot !== EXPLAIN_SOON)) return [];
  return toSubject(deps, record, contactCard(deps, record, isOpen));
}

function contactState(
  record: CaseRecord,
  { at, isReminder }: { at: Date; isReminder: boolean },
): CaseContactCardInput['state'] {
  if (record.state === 'withdrawn') return 'withdrawn';
  if (isEnded(record.state)) return 'closed';
  if (record.explanation) return 'explained';
  if (!HEARS.has(record.state)) return 'ended';
  if (isExplanationOver(record, at)) return 'late';
  return isReminder ? 'soon' : 'open';
}
