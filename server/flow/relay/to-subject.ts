import type { Card } from '../../contract/card.ts';
import { conflict } from '../../errors.ts';
import { openWaitOf } from '../../domain/case/waits.ts';
import { UNREACHABLE } from '../../domain/case/unreachable.ts';
import { departedCard, type DepartedCardInput } from '../../feishu/cards/departed-card.ts';
import { findAlert } from '../../store/alerts.ts';
import { findCaseFile } from '../../store/case-files.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findCase } from '../../store/cases.ts';
import { findLiveLink } from '../../store/leaver-links.ts';
import { findLetter } from '../../store/letters.ts';
import type { PendingWork, Unfinished } from '../../store/outbox.ts';
import { findPerson } from '../../store/people.ts';
import { findCaseHr } from '../case/case-duty.ts';
import { consoleCaseUrl, toPerson, type OutgoingCard } from '../card/card-parts.ts';
import { isDecisionSlot } from '../case/case-revert.ts';
import type { Deps } from '../deps.ts';
import { sendLeaverMessage } from '../leaver/leaver-message.ts';

type CardWork = Extract<PendingWork, { kind: 'card' }>;
/** The slot of the card that tells HR that the person has left and cannot answer. */
export const CANNOT_ANSWER = 'cannot-answer';
/** The slot in which an alert tells somebody who has left what speaks for them. */
export const EXONERATED_AWAY = 'exonerated-away';

/**
 * A card for the person of a case. Somebody who has left has no chat: who left an address is written to by `tellLeaver`, and of anybody
 * else HR is told that it has to hand the matter over itself, so that nothing is lost in silence.
 */
export async function toSubject(deps: Deps, record: CaseRecord, card: Card): Promise<OutgoingCard[]> {
  const person = await findPerson(record.personId);
  if (person?.isActive) return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
  if (await hasAddress(deps, record.personId)) return [];
  return departedCards(deps, record, 'unsent');
}

/** Writes to somebody who has left that there is news behind the door; a date says that nobody is written to before then. */
export async function tellLeaver(deps: Deps, document: Unfinished, work: CardWork): Promise<Date | null> {
  const personId = await subjectOf(document, work.slot);
  const person = personId === undefined ? null : await findPerson(personId);
  if (!person || person.isActive) return null;
  return sendLeaverMessage(deps, document, { id: work.id, template: 'news' });
}

/** That the time to answer stands still; to HR of the case alone. */
export async function cannotAnswerCards(deps: Deps, record: CaseRecord): Promise<OutgoingCard[]> {
  const isHeld = openWaitOf(record)?.reason === UNREACHABLE;
  return departedCards(deps, record, isHeld ? 'held' : 'heard');
}

async function departedCards(
  deps: Deps,
  record: CaseRecord,
  about: DepartedCardInput['about'],
): Promise<OutgoingCard[]> {
  const { caseNo, pseudonym } = record;
  const notice = departedCard({ caseNo, pseudonym, about, url: consoleCaseUrl(deps, record.id) });
  const hr = await findCaseHr(record);
  return hr.map(({ openId, timeZone }) => ({ to: toPerson(openId), card: notice, timeZone }));
}

/** HR writes to nobody who cannot be reached: the time to answer would run in silence (trust R9). */
export async function requireWay(deps: Deps, { personId }: CaseRecord): Promise<void> {
  if (!(await hasWay(deps, personId))) throw conflict('leaver_link_missing');
}

/** Whether the person has the chat app, or a link of the leaver's door that opens. */
export async function hasWay(deps: Deps, personId: string): Promise<boolean> {
  const person = await findPerson(personId);
  return person?.isActive !== false || (await findLiveLink(personId, deps.now())) !== null;
}

async function hasAddress(deps: Deps, personId: string): Promise<boolean> {
  const link = await findLiveLink(personId, deps.now());
  return deps.messages !== undefined && link?.delivery !== undefined;
}

const isOwn = (slot: string): boolean =>
  slot === 'contact' ||
  slot === 'ask' ||
  slot === 'explain-soon' ||
  isDecisionSlot(slot) ||
  slot.startsWith('message:');

async function subjectOf({ collection, id }: Unfinished, slot: string): Promise<string | undefined> {
  if (collection === 'letters') return (await findLetter(id))?.personId;
  if (collection === 'case_files') return (await findCaseFile(id))?.personId;
  if (collection === 'alerts' && slot === EXONERATED_AWAY) return (await findAlert(id))?.personId;
  return collection === 'cases' && isOwn(slot) ? (await findCase(id))?.personId : undefined;
}
