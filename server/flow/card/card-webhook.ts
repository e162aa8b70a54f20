import { webhookZh } from '../../contract/texts/webhook.zh.ts';
import { notice } from '../../feishu/cards/notice.ts';
import { findWebhook } from '../../store/webhooks.ts';
import { findIt } from './card-it.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';

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
  const people = await findIt(webhook.createdById);
  return people.map(({ openId, timeZone }) => ({ to: toPerson(openId), card, timeZone }));
}
