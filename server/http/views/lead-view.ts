import type { LeadRow, LeadStatusView, LeadView } from '../../contract/lead.ts';
import { isEnded, type Case } from '../../domain/case/case.ts';
import type { Lead } from '../../domain/lead/lead.ts';
import type { Person } from '../../store/people.ts';

export function leadRow({ id, leadNo, source, state, kind, day, receivedAt }: Lead): LeadRow {
  return { id, leadNo, source, state, kind, day, receivedAt: receivedAt.toISOString() };
}

/** The lead for HR; people by name, the sender not at all. */
export function leadView(
  lead: Lead,
  input: Readonly<{
    people: ReadonlyMap<string, Person>;
    caseNo?: string;
    hasReporter: boolean;
    actions: LeadView['actions'];
  }>,
): LeadView {
  const { people, caseNo, hasReporter, actions } = input;
  const employeeNo = people.get(lead.subjectId ?? '')?.employeeNo;
  return {
    ...leadRow(lead),
    version: lead.version,
    ...(lead.place !== undefined && { place: lead.place }),
    ...(lead.who !== undefined && { who: lead.who }),
    text: lead.text,
    ...(employeeNo !== undefined && { employeeNo }),
    ...(lead.caseId !== undefined && { caseId: lead.caseId }),
    ...(caseNo !== undefined && { caseNo }),
    hasReporter,
    actions,
    history: lead.history.map(({ at, actorId, event, to, reason }) => ({
      at: at.toISOString(),
      by: people.get(actorId)?.name ?? actorId,
      event,
      to,
      ...(reason !== undefined && { reason }),
    })),
  };
}

/** How far a lead is, for who sent it: neither what was found nor about whom. */
export function leadStatusView(lead: Lead, record: Pick<Case, 'state'> | null): LeadStatusView {
  const isOver = lead.state === 'dismissed' || (record !== null && isEnded(record.state));
  const status =
    lead.state === 'malicious'
      ? 'closed_malicious'
      : isOver
        ? 'closed'
        : lead.state === 'accepted'
          ? 'in_procedure'
          : 'received';
  return { leadNo: lead.leadNo, receivedAt: lead.receivedAt.toISOString(), status };
}
