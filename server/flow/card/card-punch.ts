import { flowZh } from '../../contract/texts/flow.zh.ts';
import { punchConfirmCard, type PunchConfirmCardInput } from '../../feishu/cards/punch-confirm-card.ts';
import { findPerson } from '../../store/people.ts';
import type { Punch } from '../../store/punches.ts';
import { toConfirmUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';
import { findConfirmers } from '../punch/punch-confirmers.ts';

/** To those who confirm it, never about themselves. */
export async function buildPunchCards(deps: Deps, punch: Punch): Promise<OutgoingCard[]> {
  const person = await findPerson(punch.personId);
  if (!person) return [];
  const managers = await findConfirmers(punch);
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
  return managers.map(({ id, openId, timeZone }) => ({
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
