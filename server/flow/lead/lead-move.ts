import type { LeadEvent } from '../../contract/lead.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import { moveLead, refuseLead, type LeadFault } from '../../domain/lead/lead.ts';
import { badField, conflict, forbidden } from '../../errors.ts';
import { saveLeadMove, type LeadRecord } from '../../store/leads.ts';
import type { Pending } from '../../store/pending.ts';
import { findPersonByEmployeeNo } from '../../store/people.ts';
import type { Actor, Deps } from '../deps.ts';
import { isReporter, loadLead } from './lead.ts';
import { leadCaseIdOf } from './lead-case.ts';
import { auditLine, staleVersion } from '../non-compete/non-compete-parts.ts';

type Base = Readonly<{ leadId: string; version: number; reason: string }>;

/** HR takes a lead up and says whom it is about: a case opens under the same procedure as any other. */
export async function acceptLead(
  deps: Deps,
  actor: Actor,
  input: Base & { employeeNo: string },
): Promise<LeadRecord> {
  const person = await findPersonByEmployeeNo(input.employeeNo);
  if (!person) throw badField('employeeNo', rule.noSuchEmployee);
  const caseId = leadCaseIdOf(input.leadId);
  return step(deps, actor, { ...input, event: 'accept', subjectId: person.id, caseId });
}

/** The other steps: dismiss, reopen, and close as malicious, of which the person it was about is told. */
export async function settleLead(
  deps: Deps,
  actor: Actor,
  input: Base & { event: 'dismiss' | 'reopen' | 'malicious' },
): Promise<LeadRecord> {
  return step(deps, actor, input);
}

async function step(
  deps: Deps,
  actor: Actor,
  input: Base & { event: LeadEvent; subjectId?: string; caseId?: string },
): Promise<LeadRecord> {
  const { event, version, reason, subjectId, caseId } = input;
  const lead = await loadLead(input.leadId);
  const fault = refuseLead(lead, {
    event,
    actor,
    version,
    isReporter: await isReporter(deps, lead.id, actor.personId),
    ...(subjectId !== undefined && { subjectId }),
  });
  if (fault) throw faultError(fault);
  const at = deps.now();
  const next = moveLead(lead, {
    event,
    actorId: actor.personId,
    at,
    reason,
    ...(subjectId !== undefined && { subjectId }),
    ...(caseId !== undefined && { caseId }),
  });
  const where = {
    collection: 'leads',
    id: lead.id,
    version: next.version,
    ...(next.subjectId !== undefined && { personId: next.subjectId }),
  };
  const audit = auditLine(where, {
    at,
    actorId: actor.personId,
    action: `lead.${event}`,
    from: lead.state,
    to: next.state,
  });
  const saved = await saveLeadMove(lead, next, [audit, ...workOf(next, event)]);
  if (!saved) throw staleVersion();
  await deps.enqueue({ name: 'relay' });
  return saved;
}

function workOf(
  next: Readonly<{ id: string; version: number; subjectId?: string }>,
  event: LeadEvent,
): Pending[] {
  const key = `${next.id}:${next.version}`;
  const isClosed = event === 'dismiss' || event === 'malicious';
  const isToldSubject = event === 'malicious' && next.subjectId !== undefined;
  return [
    { id: `${key}:refresh`, kind: 'refresh' },
    ...(event === 'accept' || event === 'malicious'
      ? [{ id: `${key}:follow`, kind: 'follow' } as const]
      : []),
    ...(isClosed ? [{ id: `${key}:message`, kind: 'message', template: 'lead_closed' } as const] : []),
    ...(isToldSubject ? [{ id: `${key}:card:subject`, kind: 'card', slot: 'subject' } as const] : []),
  ];
}

const wrongPerson: readonly LeadFault[] = ['not_your_role', 'is_subject', 'is_reporter'];
const faultError = (fault: LeadFault) => (wrongPerson.includes(fault) ? forbidden(fault) : conflict(fault));
