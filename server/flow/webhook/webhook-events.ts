import type { WebhookData, WebhookEvent, WebhookPeople } from '../../contract/webhook.ts';
import { standingMeasures } from '../../domain/case/standing-measures.ts';
import { findAlert } from '../../store/alerts.ts';
import { findCase, type CaseRecord } from '../../store/cases.ts';
import { findDeclaration } from '../../store/declarations.ts';
import { findImport } from '../../store/imports.ts';
import type { AuditEntry } from '../../store/pending.ts';
import { findPerson } from '../../store/people.ts';

/** What another system is told of one change. */
type Told = Readonly<{ data: WebhookData; personId?: string }>;
type Tell = (id: string, people: WebhookPeople) => Promise<Told | null>;

/** The events of a change, told from its audit line: nothing is told that is not in the log. */
export function webhookEventOf({ action, from, to }: AuditEntry): WebhookEvent | null {
  if (action === 'alert.publish') return to === 'open' ? 'alert.raised' : null;
  if (action === 'records.import_end') return 'import.finished';
  if (action.startsWith('declaration.') && action !== 'declaration.settings')
    return to === 'approved' && from !== 'approved' ? 'declaration.approved' : null;
  if (!action.startsWith('case.')) return null;
  if (action === 'case.publish' || (action === 'case.contact' && from === 'open')) return 'case.opened';
  if (action === 'case.approve' || action === 'case.reject') return 'case.decided';
  if (action === 'case.execute') return 'sanction.executed';
  const isEnd = to === 'closed' || to === 'withdrawn';
  // A case that nobody had heard of ends unheard.
  return isEnd && from !== 'open' ? 'case.closed' : null;
}

/** What stands in the message; null when there is nothing to tell (any more). A trial is HR's alone: nothing of it leaves. */
export async function tellEvent(
  type: WebhookEvent,
  { subject }: Pick<AuditEntry, 'subject'>,
  people: WebhookPeople,
): Promise<Told | null> {
  return TELL[type](subject.slice(subject.indexOf(':') + 1), people);
}

const TELL: Readonly<Record<WebhookEvent, Tell>> = {
  'alert.raised': async (id) => {
    const alert = await findAlert(id);
    if (!alert || alert.isPilot) return null;
    const { alertNo, pseudonym, personId, day, finding } = alert;
    const { detector, severity } = finding;
    return { personId, data: { alertNo, pseudonym, ...regionOf(alert), detector, severity, day } };
  },
  'case.opened': (id) => ofCase(id, ({ lead }) => ({ source: lead ? 'lead' : 'alert' })),
  'case.decided': (id) => ofCase(id, ({ decision }) => decision && { result: decision.result }),
  'case.closed': (id) => ofCase(id, ({ outcome, state }) => ({ outcome: outcome ?? state })),
  'sanction.executed': async (id, people) => {
    const record = await findTold(id);
    const { execution, proposal, personId, caseNo } = record ?? {};
    if (!record || !execution || personId === undefined || caseNo === undefined) return null;
    const { deductionFen } = proposal?.sanction ?? {};
    const measures = standingMeasures({ proposal, execution });
    const isDeducted = measures.includes('performance_deduction') && deductionFen !== undefined;
    return {
      personId,
      data: {
        caseNo,
        ...(await whoOf(record, people)),
        ...regionOf(record),
        executedAt: execution.at.toISOString(),
        penalty: execution.penalty,
        measures: [...measures],
        ...(isDeducted && { deductionFen }),
      },
    };
  },
  'declaration.approved': async (id, people) => {
    const declaration = await findDeclaration(id);
    if (!declaration) return null;
    const { personId, kind, fromDay, toDay } = declaration;
    const who = people === 'employee_no' ? await whoOf(declaration, people) : {};
    return { personId, data: { declarationId: id, ...who, kind, fromDay, toDay } };
  },
  'import.finished': async (id) => {
    const found = await findImport(id);
    if (!found || found.status === 'running') return null;
    const { kind, status, rows, created, updated, unchanged, refused } = found;
    return { data: { importId: id, kind, status, rows, created, updated, unchanged, refused } };
  },
};

async function ofCase<Rest extends object>(
  id: string,
  rest: (record: CaseRecord) => Rest | undefined,
): Promise<Readonly<{ personId: string; data: { caseNo: string; pseudonym: string } & Rest }> | null> {
  const record = await findTold(id);
  const more = record && rest(record);
  if (!record || !more) return null;
  const { caseNo, pseudonym, personId } = record;
  return { personId, data: { caseNo, pseudonym, ...regionOf(record), ...more } };
}

async function findTold(id: string): Promise<CaseRecord | null> {
  const record = await findCase(id);
  return record?.isTalkOnly ? null : record;
}

const regionOf = ({ regionId }: Readonly<{ regionId?: string }>) =>
  regionId === undefined ? {} : { regionId };

async function whoOf(
  { personId, pseudonym }: Readonly<{ personId: string; pseudonym?: string }>,
  people: WebhookPeople,
): Promise<Readonly<{ employeeNo?: string; pseudonym?: string }>> {
  if (people === 'pseudonym') return pseudonym === undefined ? {} : { pseudonym };
  const person = await findPerson(personId);
  return person ? { employeeNo: person.employeeNo } : {};
}
