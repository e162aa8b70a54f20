import { leadsZh } from '../contract/texts/leads.zh.ts';
import { noticeCard } from '../feishu/cards/notice-card.ts';
import { findLead, type LeadRecord } from '../store/leads.ts';
import { findPeopleWithRole, findPerson } from '../store/people.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from './deps.ts';

const HR_RECEIVERS = 3;
const { card: words, source: sources } = leadsZh;

/** A new lead for HR, never for whom it is about; and a word to that person when it was malicious. */
export async function buildLeadCards(deps: Deps, id: string, slot: string): Promise<OutgoingCard[]> {
  const lead = await findLead(id);
  if (!lead) return [];
  return slot === 'subject' ? subjectCards(lead) : inboxCards(deps, lead);
}

async function inboxCards(deps: Deps, lead: LeadRecord): Promise<OutgoingCard[]> {
  const hr = (await findPeopleWithRole('hr')).filter((person) => person.id !== lead.subjectId);
  const card = noticeCard({
    title: words.title(lead.leadNo),
    state: words.state[lead.state],
    template: lead.state === 'new' ? 'orange' : 'grey',
    text: words.text(sources[lead.source]),
    link: { text: words.open, url: `${deps.publicUrl}/console/#/leads/${lead.id}` },
    hint: words.hint,
  });
  return hr.slice(0, HR_RECEIVERS).map(({ openId, timeZone }) => ({ to: toPerson(openId), card, timeZone }));
}

async function subjectCards(lead: LeadRecord): Promise<OutgoingCard[]> {
  const person = lead.subjectId === undefined ? null : await findPerson(lead.subjectId);
  if (!person?.isActive) return [];
  const card = noticeCard({
    title: words.subjectTitle,
    state: words.subjectState,
    template: 'green',
    text: words.subjectText(lead.leadNo),
  });
  return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
}
