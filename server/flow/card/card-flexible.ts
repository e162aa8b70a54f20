import { flexibleResultCard, type FlexibleCardState } from '../../feishu/cards/flexible-result-card.ts';
import { findFlexible, type FlexibleShift } from '../../store/flexible-shifts.ts';
import { findPerson } from '../../store/people.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';
import { askedText } from '../flexible/flexible-parts.ts';

/** To the person: what was answered, that HR ended it, or that nobody answered; to whoever agreed: that the person ended it. */
export async function buildFlexibleCards(deps: Deps, id: string, slot: string): Promise<OutgoingCard[]> {
  const request = await findFlexible(id);
  if (!request) return [];
  return slot === 'stopped' ? stoppedCards(deps, request) : resultCards(deps, request);
}

async function resultCards(deps: Deps, request: FlexibleShift): Promise<OutgoingCard[]> {
  const { personId, status, comment, endReason, lastDay } = request;
  const person = await findPerson(personId);
  const state = stateOf(request);
  if (!person?.isActive || !state) return [];
  const card = flexibleResultCard({
    state,
    whenText: askedText(request),
    untilText: status === 'ended' ? lastDay : undefined,
    comment: status === 'ended' ? endReason : comment,
    url: `${deps.publicUrl}/h5/#/flexible-shifts/${request.id}`,
  });
  return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
}

function stateOf({ status }: FlexibleShift): FlexibleCardState | null {
  return status === 'pending' || status === 'withdrawn' ? null : status;
}

async function stoppedCards(deps: Deps, request: FlexibleShift): Promise<OutgoingCard[]> {
  const { id, personId, decidedById = '', lastDay, status } = request;
  const [person, decider] = await Promise.all([findPerson(personId), findPerson(decidedById)]);
  if (!person || !decider?.isActive || status !== 'ended') return [];
  const card = flexibleResultCard({
    state: 'stopped',
    who: person.name,
    whenText: askedText(request),
    untilText: lastDay,
    url: `${deps.publicUrl}/console/#/flexible-shifts/${id}`,
  });
  const look = { personId, readerId: decider.id, what: 'flexible_shift', purpose: 'flexible_shift' };
  return [{ to: toPerson(decider.openId), card, timeZone: decider.timeZone, look }];
}
