import { rolloutZh } from '../../contract/texts/rollout.zh.ts';
import { notice } from '../../feishu/cards/notice.ts';
import { findRegion } from '../../store/org-mapping.ts';
import { findPeople, findPeopleWithRole, type Person } from '../../store/people.ts';
import { findRollout, type Rollout } from '../../store/rollouts.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';

const MOST_RECEIVERS = 5;
type Said = keyof typeof rolloutZh.texts;

/** Whom a region's going live asks, and what came of it; a slot is a word and the version that it was said at. */
export async function buildRolloutCards(deps: Deps, id: string, slot: string): Promise<OutgoingCard[]> {
  const rollout = await findRollout(id);
  const [word = '', version = ''] = slot.split(':');
  if (!rollout || !isWord(word)) return [];
  const isAnswered = word === 'sign' && (rollout.goLive === undefined || rollout.version !== Number(version));
  const said = isAnswered ? 'signed' : word;
  const title = rolloutZh.title((await findRegion(id))?.name ?? rolloutZh.noRegion);
  const card = notice({
    title,
    state: rolloutZh.states[said],
    template: said === 'sign' || said === 'lapsed' ? 'orange' : said === 'live' ? 'green' : 'grey',
    text: rolloutZh.texts[said],
    link: { text: rolloutZh.open, url: `${deps.publicUrl}/console/#/rollouts` },
  });
  const people = (await receivers(rollout, word)).slice(0, MOST_RECEIVERS);
  return people.map(({ openId, timeZone }) => ({ to: toPerson(openId), card, timeZone }));
}

const isWord = (word: string): word is Said => Object.hasOwn(rolloutZh.texts, word);

async function receivers({ goLive, pilotById }: Rollout, word: Said): Promise<Person[]> {
  if (word === 'sign') return goLive ? findPeople(goLive.signerIds) : [];
  const started = pilotById === undefined ? [] : await findPeople([pilotById]);
  const others = await findPeopleWithRole('hr_lead');
  return [...new Map([...started, ...others].map((person) => [person.id, person])).values()].filter(
    ({ isActive }) => isActive,
  );
}
