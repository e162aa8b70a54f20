import { publicationOf } from '../../domain/case/publication.ts';
import { isEnded } from '../../domain/case/case.ts';
import { leadFinding } from '../../domain/lead/lead-finding.ts';
import { dayOf } from '../../domain/time.ts';
import { findCase, listCases } from '../../store/cases.ts';
import { findLead, type LeadRecord } from '../../store/leads.ts';
import { findPerson } from '../../store/people.ts';
import { pseudonymOf } from '../alert/alert-parts.ts';
import { zoneOf } from '../company/calendar.ts';
import { caseIdOf, publishCase } from '../case.ts';
import { openCase } from '../case/case-open.ts';
import { mayStep, stepCase } from '../case/case-step.ts';
import { waitsEnded } from '../case/case-wait.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { eachOf } from '../each-of.ts';
import { modeOf } from '../rollout/rollout-mode.ts';

const BATCH = 500;

/** A lead's case stands where an alert's would: its id follows from the lead. */
export const leadCaseIdOf = (leadId: string): string => caseIdOf(leadSubject(leadId), 0);
/** What such a case names in place of an alert. */
const leadSubject = (leadId: string): string => `lead:${leadId}`;

/** Opens the case of a lead that was taken up; ends it in the person's favour when the lead was malicious. Repeating changes nothing. */
export async function followLead(deps: Deps, leadId: string): Promise<void> {
  const lead = await findLead(leadId);
  if (!lead || lead.caseId === undefined) return;
  if (lead.state === 'accepted') return openLeadCase(deps, lead);
  if (lead.state !== 'malicious') return;
  const record = await findCase(lead.caseId);
  if (!record || isEnded(record.state) || !mayStep(deps, record, 'withdraw', SYSTEM)) return;
  await stepCase(deps, record, {
    event: 'withdraw',
    actor: SYSTEM,
    reason: 'lead_malicious',
    changes: { outcome: 'withdrawn', ...waitsEnded(record, deps.now()) },
    cards: record.state === 'open' ? [] : [{ slot: 'decision' }],
  });
}

/** T0 of the cases of leads whose moment has come: the person gets the facts, HR the case. */
export async function publishLeadCases(deps: Deps): Promise<void> {
  const now = deps.now();
  const open = eachOf(
    BATCH,
    (scope) => listCases({ states: ['open'], ...scope }),
    ({ openedAt, id }) => ({ at: openedAt, id }),
  );
  for await (const record of open)
    if (record.alertId.startsWith('lead:') && record.publishAt <= now) await publishCase(deps, record);
}

async function openLeadCase(deps: Deps, lead: LeadRecord): Promise<void> {
  const person = lead.subjectId === undefined ? null : await findPerson(lead.subjectId);
  if (!person) return;
  const { id: personId, regionId, timeZone } = person;
  const subject = leadSubject(lead.id);
  const finding = leadFinding(lead, person);
  const at = deps.now();
  await openCase(deps, {
    id: leadCaseIdOf(lead.id),
    alertId: subject,
    lead: { id: lead.id, leadNo: lead.leadNo, source: lead.source },
    personId,
    pseudonym: pseudonymOf(deps, subject),
    ...(regionId !== undefined && { regionId }),
    ...((await modeOf(deps, person)) !== 'live' && { isTalkOnly: true }),
    timeZone,
    finding,
    publishAt: publicationOf(finding.severity, at, await zoneOf(person)).at,
    day: dayOf(at, timeZone),
    person,
    reason: `lead:${lead.source}`,
  });
  await publishLeadCases(deps);
}
