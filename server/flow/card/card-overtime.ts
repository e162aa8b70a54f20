import { overtimeRequestCard } from '../../feishu/cards/overtime-request-card.ts';
import { findOvertime } from '../../store/overtime-requests.ts';
import { findPerson } from '../../store/people.ts';
import { toConfirmUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';
import { findDeciders } from '../punch/overtime.ts';

/** To whoever may decide it. */
export async function buildOvertimeCards(deps: Deps, id: string): Promise<OutgoingCard[]> {
  const request = await findOvertime(id);
  const person = request && (await findPerson(request.personId));
  if (!request || !person) return [];
  const handler = request.decision && (await findPerson(request.decision.byId));
  const { startAt, endAt, reason, status } = request;
  const card = overtimeRequestCard({
    requestId: id,
    personName: person.name,
    startAt,
    endAt,
    timeZone: person.timeZone,
    reason,
    state: status,
    url: toConfirmUrl(deps),
    ...(handler && { handledBy: handler.name }),
  });
  return (await findDeciders(request)).map(({ id: readerId, openId, timeZone }) => ({
    to: toPerson(openId),
    card,
    timeZone,
    look: { personId: person.id, readerId, what: 'overtime', purpose: 'confirm' },
  }));
}
