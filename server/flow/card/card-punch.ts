import { flowZh } from '../../contract/texts/flow.zh.ts';
import { punchConfirmCard, type PunchConfirmCardInput } from '../../feishu/cards/punch-confirm-card.ts';
import { findPeopleWithRole, findPerson } from '../../store/people.ts';
import type { Punch } from '../../store/punches.ts';
import { toConfirmUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';

/** To the managers of the punch's own store, never about themselves. */
export async function buildPunchCards(deps: Deps, punch: Punch): Promise<OutgoingCard[]> {
  const person = await findPerson(punch.personId);
  const placeId = punch.placeId ?? person?.storePlaceId;
  if (!person || placeId === undefined) return [];
  const managers = await findPeopleWithRole('store_manager', { storePlaceId: placeId });
  const handledBy = await handlerOf(punch);
  const card = punchConfirmCard({
    punchId: punch.id,
    personName: person.name,
    kind: punch.kind,
    at: punch.at,
    timeZone: person.timeZone,
    reasonTexts: punch.reasons.map((reason) => flowZh.punchReasons[reason]),
    state: stateOf(punch),
    url: toConfirmUrl(deps),
    ...(handledBy !== undefined && { handledBy }),
  });
  return managers
    .filter(({ id }) => id !== punch.personId)
    .map(({ id, openId, timeZone }) => ({
      to: toPerson(openId),
      card,
      timeZone,
      look: { personId: person.id, readerId: id, what: 'punch', purpose: 'confirm' },
    }));
}

async function handlerOf({ confirmation }: Punch): Promise<string | undefined> {
  if (confirmation?.how) return flowZh.punchProofs[confirmation.how];
  return confirmation && (await findPerson(confirmation.byId))?.name;
}

function stateOf({ status }: Punch): PunchConfirmCardInput['state'] {
  if (status === 'needs_confirmation') return 'open';
  return status === 'confirmed' ? 'accepted' : 'declined';
}
