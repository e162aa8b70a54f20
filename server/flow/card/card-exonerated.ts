import { exoneratedCard } from '../../feishu/cards/exonerated-card.ts';
import type { Alert } from '../../store/alerts.ts';
import { findCase, type CaseRecord } from '../../store/cases.ts';
import { findPerson } from '../../store/people.ts';
import { caseUrl, consoleCaseUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import { mayStep } from '../case/case-step.ts';
import { findCaseHr, findCaseLeads } from '../case/case-duty.ts';
import type { Deps } from '../deps.ts';
import { toSubject } from '../relay/to-subject.ts';

/**
 * To HR of the case, who reviews it, to the HR leads, who may take the penalty back, and to the person, who need not wait for HR to hear
 * of it.
 */
export async function buildExoneratedCards(deps: Deps, alert: Alert): Promise<OutgoingCard[]> {
  const record = alert.caseId === undefined ? null : await findCase(alert.caseId);
  if (!record) return [];
  const about = aboutOf(deps, record);
  const readers = [...(await findCaseHr(record)), ...(await findCaseLeads(record))];
  const hr = [...new Map(readers.map((reader) => [reader.id, reader])).values()].map((reader) => ({
    to: toPerson(reader.openId),
    card: exoneratedCard({ ...about, to: 'hr', url: consoleCaseUrl(deps, record.id) }),
    timeZone: reader.timeZone,
  }));
  const person = await findPerson(record.personId);
  if (!person?.isActive) return hr;
  const card = exoneratedCard({ ...about, to: 'subject', url: caseUrl(deps, record.id) });
  return [...hr, { to: toPerson(person.openId), card, timeZone: person.timeZone }];
}

/** The same for somebody who has left: through the leaver's door, or HR is told that it has to hand the news over itself. */
export async function buildExoneratedAway(deps: Deps, alert: Alert): Promise<OutgoingCard[]> {
  const record = alert.caseId === undefined ? null : await findCase(alert.caseId);
  const person = record && (await findPerson(record.personId));
  if (!record || person?.isActive !== false) return [];
  const url = caseUrl(deps, record.id);
  return toSubject(deps, record, exoneratedCard({ ...aboutOf(deps, record), to: 'subject', url }));
}

function aboutOf(deps: Deps, record: CaseRecord) {
  const { caseNo, pseudonym, finding } = record;
  const actor = { personId: record.personId, roles: [] };
  const mayAppeal = mayStep(deps, record, 'appeal', actor);
  return { caseNo, pseudonym, mayAppeal, sentence: finding.sentence.zh };
}
