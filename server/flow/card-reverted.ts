import { flowZh } from '../contract/texts/flow.zh.ts';
import { noticeCard } from '../feishu/cards/notice-card.ts';
import type { CaseRecord } from '../store/cases.ts';
import { findCaseHr, findCaseLeads } from './case-duty.ts';
import { consoleCaseUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from './deps.ts';

/** An approval was taken back: HR of the case has the proposal again; of a decision that is carried out the HR leads are rung up. */
export async function revertedCards(deps: Deps, record: CaseRecord): Promise<OutgoingCard[]> {
  const { caseNo, pseudonym, decision } = record;
  const words = flowZh.reverted;
  const isDone = decision?.revertedAt !== undefined;
  const card = noticeCard({
    title: words.title(caseNo),
    state: isDone ? words.done.state : words.back.state,
    template: isDone ? 'red' : 'orange',
    text: isDone ? words.done.text : words.back.text,
    facts: [{ label: words.pseudonym, value: pseudonym }],
    hint: isDone ? words.done.hint : words.back.hint,
    link: { text: words.open, url: consoleCaseUrl(deps, record.id) },
  });
  const people = isDone ? await findCaseLeads(record) : await findCaseHr(record);
  return people.map(({ openId, timeZone }) => ({ to: toPerson(openId), card, timeZone, isUrgent: isDone }));
}
