import { webhookZh } from '../contract/texts/webhook.zh.ts';
import { notice } from '../feishu/cards/notice.ts';
import { findPeople, findPeopleWithRole } from '../store/people.ts';
import { findWebhook } from '../store/webhooks.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from './deps.ts';

const MOST_RECEIVERS = 5;

/** To IT and to who registered it: nothing arrives there any more. */
export async function buildWebhookCards(deps: Deps, id: string): Promise<OutgoingCard[]> {
  const webhook = await findWebhook(id);
  if (!webhook) return [];
  const card = notice({
    title: webhookZh.title(webhook.name),
    state: webhook.isOn ? webhookZh.healed : webhookZh.state,
    template: webhook.isOn ? 'green' : 'orange',
    text: webhookZh.text,
    link: { text: webhookZh.open, url: `${deps.publicUrl}/console/#/webhooks` },
  });
  const people = [...(await findPeopleWithRole('admin')), ...(await findPeople([webhook.createdById]))];
  const told = [...new Map(people.map((person) => [person.id, person])).values()];
  return told
    .filter(({ isActive }) => isActive)
    .slice(0, MOST_RECEIVERS)
    .map(({ openId, timeZone }) => ({ to: toPerson(openId), card, timeZone }));
}
