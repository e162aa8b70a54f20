import { publicationOf } from '../domain/case/publication.ts';
import { isEnded } from '../domain/case/case.ts';
import { leadFinding } from '../domain/lead/lead-finding.ts';
import { dayOf } from '../domain/time.ts';
import { findCase, insertCase, listCases } from '../store/cases.ts';
import { findLead, type LeadRecord } from '../store/leads.ts';
import { findPerson, type Person } from '../store/people.ts';
import { numberOf, pseudonymOf } from './alert-parts.ts';
import { zoneOf } from './calendar.ts';
import { caseIdOf, publishCase } from './case.ts';
import { mayStep, stepCase } from './case-step.ts';
import { waitsEnded } from './case-wait.ts';
import { SYSTEM, type Deps } from './deps.ts';

const MANY = 1_000;

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
  const open = await listCases({ states: ['open'], limit: MANY });
  for (const record of open)
    if (record.alertId.startsWith('lead:') && record.publishAt <= now) await publishCase(deps, record);
}

async function openLeadCase(deps: Deps, lead: LeadRecord): Promise<void> {
  const person = lead.subjectId === undefined ? null : await findPerson(lead.subjectId);
  if (!person) return;
  const id = leadCaseIdOf(lead.id);
  const at = deps.now();
  await insertCase(await caseOf(deps, { lead, person, id, at }), [
    {
      id: `${id}:0:audit`,
      kind: 'audit',
      entry: {
        at,
        actorId: 'system',
        action: 'case.open',
        subject: `cases:${id}`,
        personId: person.id,
        to: 'open',
        why: `lead ${lead.source}`,
      },
    },
  ]);
  await publishLeadCases(deps);
}

async function caseOf(
  deps: Deps,
  { lead, person, id, at }: { lead: LeadRecord; person: Person; id: string; at: Date },
): Promise<Parameters<typeof insertCase>[0]> {
  const zone = await zoneOf(person);
  const finding = leadFinding(lead, person);
  return {
    id,
    caseNo: numberOf('C', id, dayOf(at, person.timeZone)),
    version: 0,
    state: 'open',
    lane: 'undecided',
    alertId: leadSubject(lead.id),
    lead: { id: lead.id, leadNo: lead.leadNo, source: lead.source },
    personId: person.id,
    pseudonym: pseudonymOf(deps, leadSubject(lead.id)),
    ...(person.regionId !== undefined && { regionId: person.regionId }),
    engagement: person.engagement,
    timeZone: person.timeZone,
    finding,
    openedAt: at,
    publishAt: publicationOf(finding.severity, at, zone).at,
    history: [{ at, actorId: 'system', event: 'open', to: 'open', reason: `lead:${lead.source}` }],
  };
}
