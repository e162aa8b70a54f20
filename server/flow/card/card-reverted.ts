import { decisionRevertedCard } from '../../feishu/cards/decision-reverted-card.ts';
import type { CaseRecord } from '../../store/cases.ts';
import { findCaseHr, findCaseLeads } from '../case/case-duty.ts';
import { consoleCaseUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';

/** An approval was taken back: HR of the case has the proposal again; of a decision that is carried out the HR leads are rung up. */
export async function revertedCards(deps: Deps, record: CaseRecord): Promise<OutgoingCard[]> {
  const { caseNo, pseudonym, decision } = record;
  const isDone = decision?.revertedAt !== undefined;
  const card = decisionRevertedCard({ caseNo, pseudonym, isDone, url: consoleCaseUrl(deps, record.id) });
  const people = isDone ? await findCaseLeads(record) : await findCaseHr(record);
  return people.map(({ openId, timeZone }) => ({ to: toPerson(openId), card, timeZone, isUrgent: isDone }));
}
