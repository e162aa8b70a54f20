import { flowZh } from '../../contract/texts/flow.zh.ts';
import { punchConfirmCard, type PunchConfirmCardInput } from '../../feishu/cards/punch-confirm-card.ts';
import { dayOf } from '../../domain/time.ts';
import { findPerson, type Person } from '../../store/people.ts';
import type { SentCard } from '../../store/pending.ts';
import { isAnyToldTo, type Punch } from '../../store/punches.ts';
import { toConfirmUrl, toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';
import { findConfirmers, findMyPunchesToConfirm } from '../punch/punch-confirmers.ts';

/**
 * To those who confirm it, never about themselves. The manager of a region, whose people have no store, gets one card at a time and day:
 * while it is open, the punches after it wait in the list that it leads to.
 */
export async function buildPunchCards(
  deps: Deps,
  punch: Punch,
  sent: readonly Pick<SentCard, 'receiverId'>[] = [],
): Promise<OutgoingCard[]> {
  const person = await findPerson(punch.personId);
  if (!person) return [];
  const handledBy = await handlerOf(punch);
  const cards: OutgoingCard[] = [];
  for (const manager of await findConfirmers(punch)) {
    const { id, openId, timeZone } = manager;
    const isStore = manager.roles.includes('store_manager') && manager.storePlaceId === punch.placeId;
    const others = isStore ? [] : await findOthers(manager, punch);
    const isSent = sent.some(({ receiverId }) => receiverId === openId);
    if (!isStore && !isSent && (await isListed(manager, punch, others))) continue;
    const card = punchConfirmCard({
      punchId: punch.id,
      personName: person.name,
      kind: punch.kind,
      at: punch.at,
      timeZone: person.timeZone,
      ...(punch.onPhoneTime === true && { arrivedAt: punch.receivedAt }),
      reasonTexts: punch.reasons.map((reason) => flowZh.punchReasons[reason]),
      state: stateOf(punch),
      others: others.length,
      url: toConfirmUrl(deps),
      ...(handledBy !== undefined && { handledBy }),
    });
    const look = { personId: person.id, readerId: id, what: 'punch', purpose: 'confirm' } as const;
    cards.push({ to: toPerson(openId), card, timeZone, look });
  }
  return cards;
}

const findOthers = async (manager: Person, { id }: Punch): Promise<Punch[]> =>
  (await findMyPunchesToConfirm(manager)).filter((one) => one.id !== id);

/** Whether a card of the same day that is still open leads to it, or it needs nobody any more. */
async function isListed(
  { openId, timeZone }: Person,
  punch: Punch,
  others: readonly Punch[],
): Promise<boolean> {
  if (punch.status !== 'needs_confirmation') return true;
  const day = dayOf(punch.receivedAt, timeZone);
  const sameDay = others.filter(({ receivedAt }) => dayOf(receivedAt, timeZone) === day);
  return isAnyToldTo(
    openId,
    sameDay.map(({ id }) => id),
  );
}

async function handlerOf({ confirmation }: Punch): Promise<string | undefined> {
  if (confirmation?.how) return flowZh.punchProofs[confirmation.how];
  return confirmation && (await findPerson(confirmation.byId))?.name;
}

function stateOf({ status }: Punch): PunchConfirmCardInput['state'] {
  if (status === 'needs_confirmation') return 'open';
  return status === 'confirmed' ? 'accepted' : 'declined';
}
