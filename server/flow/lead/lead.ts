import type { ReporterView, StaffLeadBody } from '../../contract/lead.ts';
import * as rule from '../../contract/texts/request-rules.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { badField, conflict, notFound, rateLimited } from '../../errors.ts';
import {
  countLeads,
  findLead,
  findLeadDigest,
  findReporter,
  insertLead,
  type LeadRecord,
  type SealedReporter,
} from '../../store/leads.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import { findPerson, findPersonByEmployeeNo, type Person } from '../../store/people.ts';
import { recordRead } from '../../store/reads.ts';
import { appendAudit } from '../../store/audit.ts';
import { numberOf } from '../alert/alert-parts.ts';
import { inTurn } from '../in-turn.ts';
import type { Actor, Deps } from '../deps.ts';
import { auditLine, requireStaff } from '../non-compete/non-compete-parts.ts';
import { openSealed, sealText } from '../secret/seal.ts';
import { hashSecret, keysOf, sha256, type Keyed } from '../secret/secret.ts';

const DAY_MS = 86_400_000;
/** Leads a day of one member of staff. */
const A_DAY = 10;
/** How far back a lead may look: longer ago nothing can be checked any more (raw positions live 60 days). */
const OLDEST_DAYS = 60;
export const LEAD_ROLES = ['hr', 'hr_lead'] as const;
const SENDER_ROLES = ['hr', 'hr_lead', 'area_manager', 'store_manager'] as const;

type Reporter = Readonly<{ personId?: string; name?: string; reach?: string }>;

/** HR or a manager says something about an employee; who it was is sealed from that moment on. */
export async function takeStaffLead(deps: Deps, sender: Person, body: StaffLeadBody): Promise<LeadRecord> {
  requireStaff({ personId: sender.id, roles: sender.roles }, SENDER_ROLES);
  const { employeeNo, ...told } = body;
  const subject = await findPersonByEmployeeNo(employeeNo);
  if (!subject || subject.id === sender.id) throw badField('employeeNo', rule.anotherEmployee);
  const isHr = LEAD_ROLES.some((role) => sender.roles.includes(role));
  const reporterHashes = reporterHashesOf(deps, sender.id);
  const reporter: SealedReporter = {
    reporterHash: reporterHashOf(deps, sender.id),
    sealed: sealReporter(deps, body.id, { personId: sender.id }),
  };
  const digest = sha256(JSON.stringify([sender.id, body]));
  const since = new Date(+deps.now() - DAY_MS);
  return inTurn(`leads:${sender.id}`, async () => {
    const isRepeat = (await findLeadDigest(body.id)) !== null;
    if (!isRepeat && (await countLeads(since, { reporterHashes })) >= A_DAY) throw rateLimited(3600);
    const source = isHr ? 'hr' : 'manager';
    return takeLead(deps, { ...told, source, subjectId: subject.id }, { reporter, digest });
  });
}

/** HR lead asks who sent it, for a purpose; the sender sees that somebody asked. */
export async function openReporter(
  deps: Deps,
  actor: Actor,
  input: { leadId: string; purpose: string },
): Promise<ReporterView> {
  const lead = await loadLead(input.leadId);
  requireStaff(actor, ['hr_lead'], lead.subjectId);
  const reporter = await reporterOf(deps, lead.id);
  if (!reporter) throw notFound('reporter');
  const at = deps.now();
  // Fails closed: without its line in the audit chain nothing is opened.
  await appendAudit(`${lead.id}:reporter:${actor.personId}:${+at}`, {
    at,
    actorId: actor.personId,
    action: 'lead.open_reporter',
    subject: `leads:${lead.id}`,
    why: input.purpose,
  });
  if (reporter.personId === undefined)
    return { name: reporter.name ?? '', ...(reporter.reach !== undefined && { reach: reporter.reach }) };
  const person = await findPerson(reporter.personId);
  const { purpose } = input;
  await recordRead({
    personId: reporter.personId,
    readerId: actor.personId,
    what: 'lead.reporter',
    purpose,
    at,
  });
  return { name: person?.name ?? '', ...(person && { employeeNo: person.employeeNo }) };
}

export async function loadLead(id: string): Promise<LeadRecord> {
  const found = await findLead(id);
  if (!found) throw notFound('lead');
  return found;
}

/** Who sent it, for the flows' own checks; null of anonymous ones. */
export async function reporterOf(deps: Deps, leadId: string): Promise<Reporter | null> {
  const found = await findReporter(leadId);
  const opened = found?.sealed === undefined ? null : openSealed(deps, reporterPlace(leadId), found.sealed);
  if (opened === null) return null;
  const reporter: Reporter = JSON.parse(opened);
  return reporter;
}

export async function isReporter(deps: Deps, leadId: string, personId: string): Promise<boolean> {
  const { reporterHash } = (await findReporter(leadId)) ?? {};
  return reporterHash !== undefined && reporterHashesOf(deps, personId).includes(reporterHash);
}

export const reporterHashOf = (key: Keyed, personId: string): string =>
  hashSecret(key, 'lead-reporter', personId);

/** What a person's leads may be kept under. */
export const reporterHashesOf = (deps: Deps, personId: string): string[] =>
  keysOf(deps).map((by) => reporterHashOf(by, personId));

type Told = Pick<Lead, 'id' | 'kind' | 'day' | 'text' | 'source'> &
  Readonly<{ place?: string | undefined; who?: string; subjectId?: string }>;

/** The lead with its audit line and its card: one write. The line names no sender. */
export async function takeLead(
  deps: Deps,
  told: Told,
  apart: Readonly<{ reporter: SealedReporter; digest: string }>,
): Promise<LeadRecord> {
  const at = deps.now();
  const timeZone = await getTimeZone();
  const today = dayOf(at, timeZone);
  if (told.day > today || told.day < addDays(today, -OLDEST_DAYS))
    throw badField('day', rule.dayOfLast(OLDEST_DAYS));
  const { id, place, who, subjectId, ...rest } = told;
  const lead: Lead = {
    ...rest,
    id,
    leadNo: numberOf('L', id, today),
    version: 0,
    state: 'new',
    ...(place !== undefined && { place }),
    ...(who !== undefined && { who }),
    ...(subjectId !== undefined && { subjectId }),
    receivedAt: at,
    history: [{ at, actorId: 'reporter', event: 'receive', to: 'new' }],
  };
  const where = {
    collection: 'leads',
    id,
    version: 0,
    ...(subjectId !== undefined && { personId: subjectId }),
  };
  const audit = auditLine(where, { at, actorId: 'reporter', action: 'lead.receive', to: 'new' });
  const pending = [audit, { id: `${id}:0:card`, kind: 'card', slot: 'inbox' } as const];
  const created = await insertLead(lead, { ...apart, pending });
  if (!created && (await findLeadDigest(id)) !== apart.digest) throw conflict('lead_conflict');
  if (created) await deps.enqueue({ name: 'relay' });
  return loadLead(id);
}

export const reporterPlace = (leadId: string) => ({
  purpose: 'lead-reporter',
  place: `leads|reporter|${leadId}`,
});

export function sealReporter(deps: Deps, leadId: string, reporter: Reporter): string {
  return sealText(deps, reporterPlace(leadId), JSON.stringify(reporter));
}
