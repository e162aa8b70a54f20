import { leadCard } from '../../feishu/cards/lead-card.ts';
import { findLead, type LeadRecord } from '../../store/leads.ts';
import { findPeopleWithRole, findPerson } from '../../store/people.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';

const HR_RECEIVERS = 3;

/** A new lead for HR, never for whom it is about; and a word to that person when it was malicious. */
export async function buildLeadCards(deps: Deps, id: string, slot: string): Promise<OutgoingCard[]> {
  const lead = await findLead(id);
  if (!lead) return [];
  return slot === 'subject' ? subjectCards(lead) : inboxCards(deps, lead);
}

async function inboxCards(deps: Deps, lead: LeadRecord): Promise<OutgoingCard[]> {
  const hr = (await findPeopleWithRole('hr')).filter((person) => person.id !== lead.subjectId);
  const { leadNo, source, state } = lead;
  const url = `${deps.publicUrl}/console/#/leads/${lead.id}`;
  const card = leadCard({ to: 'hr', leadNo, source, state, url });
  return hr.slice(0, HR_RECEIVERS).map(({ openId, timeZone }) => ({ to: toPerson(openId), card, timeZone }));
}

async function subjectCards(lead: LeadRecord): Promise<OutgoingCard[]> {
  const person = lead.subjectId === undefined ? null : await findPerson(lead.subjectId);
  if (!person?.isActive) return [];
  const card = leadCard({ to: 'subject', leadNo: lead.leadNo });
  return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
}
