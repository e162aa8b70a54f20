import { isLetterVoid } from '../../domain/sanction/letter-void.ts';
import { letterCard } from '../../feishu/cards/letter-card.ts';
import { findCase } from '../../store/cases.ts';
import { findLetter } from '../../store/letters.ts';
import { caseUrl, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';
import { toSubject } from '../relay/to-subject.ts';

/** Tells the person that a letter waits in the own case; what it says stands in the letter alone. */
export async function buildLetterCards(deps: Deps, id: string): Promise<OutgoingCard[]> {
  const letter = await findLetter(id);
  const record = letter && (await findCase(letter.caseId));
  if (!letter || !record) return [];
  const isReceived = letter.deliveries.some(({ channel }) => channel === 'in_app_receipt');
  const state = isLetterVoid(record, letter) ? 'void' : isReceived ? 'received' : 'fresh';
  const card = letterCard({ letterNo: letter.no, state, url: caseUrl(deps, record.id) });
  return toSubject(deps, record, card);
}
