import { pullListCard, type PullListCardInput } from '../../feishu/cards/pull-list-card.ts';
import type { PullSource } from '../../store/pull-source-model.ts';
import { findToldSource } from '../../store/pull-sources.ts';
import { findIt } from '../card/card-it.ts';
import { toPerson, type OutgoingCard } from '../card/card-parts.ts';
import type { Deps } from '../deps.ts';
import { outageCard } from './pull-outage.ts';

/** To IT and to who connected it: the source fails, what it lists no more waits for a word, or its list is never read to the end. */
export async function buildSourceCards(deps: Deps, id: string, slot: string): Promise<OutgoingCard[]> {
  const source = await findToldSource(id);
  if (!source) return [];
  const { name, createdById } = source;
  const url = `${deps.publicUrl}/console/#/sources`;
  const news = listNews(source, slot);
  if (!news && !source.outage) return [];
  return (await findIt(createdById)).map(({ openId, timeZone }) => ({
    to: toPerson(openId),
    timeZone,
    card: news ? pullListCard({ news, name, timeZone, url }) : outageCard(source, { slot, timeZone, url }),
  }));
}

/** What a card about the list says now; null = another kind of card. */
function listNews(source: PullSource, slot: string): PullListCardInput['news'] | null {
  const [about, since] = slot.split(':');
  const { unread, isOn } = source;
  if (about === 'waiting') return waitingNews(source, Number(since));
  if (about !== 'unread') return null;
  const row = unread && +unread.sinceAt === Number(since) ? unread : undefined;
  return { about, state: isOn ? (row ? 'open' : 'over') : 'off', row };
}

/** All cards of one list say the same, also those that were sent when it had grown. */
function waitingNews({ waiting, waited, isOn }: PullSource, run: number): PullListCardInput['news'] {
  const about = 'waiting';
  const { told } = waiting ?? {};
  if (waiting && told && told.first <= run) {
    const state = waiting.isConfirmed ? 'confirmed' : isOn ? 'open' : 'off';
    return { about, state, missing: waiting };
  }
  return { about, state: waited && waited.first <= run ? waited.how : 'back' };
}
