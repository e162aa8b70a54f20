import { createHash } from 'node:crypto';
import type { WebhookData, WebhookType } from '../../contract/webhook.ts';
import type { AuditEntry } from '../../store/pending.ts';
import { insertDelivery, type Delivery } from '../../store/webhook-deliveries.ts';
import { listWebhooks, type Webhook } from '../../store/webhooks.ts';
import type { Deps } from '../deps.ts';
import { tellEvent, webhookEventOf } from './webhook-events.ts';

type Audited = Readonly<{ id: string; entry: AuditEntry }>;

/**
 * Leaves a message to each webhook that wants to know of these changes. The relay asks once a change's audit line is in the chain and
 * before that work is done with: a crash in between asks again, and an id that is there stays one message.
 */
export async function queueWebhooks(deps: Deps, audits: readonly Audited[]): Promise<void> {
  const events = audits.flatMap(({ id, entry }) => {
    const type = webhookEventOf(entry);
    return type ? [{ id, entry, type }] : [];
  });
  if (events.length === 0) return;
  const webhooks = (await listWebhooks()).filter(({ isOn }) => isOn);
  let queued = 0;
  for (const { id, entry, type } of events)
    for (const webhook of webhooks.filter(({ events: wanted }) => wanted.includes(type))) {
      const told = await tellEvent(type, entry, webhook.people);
      if (!told) continue;
      const message = { key: id, type, at: entry.at, ...told };
      if (await insertDelivery(deliveryOf(deps, webhook, message))) queued += 1;
    }
  if (queued > 0) await deps.enqueue({ name: 'webhook' });
}

/** A message that waits to be sent. Its id follows from what it tells and whom: repeats have the same. */
export function deliveryOf(
  { now }: Deps,
  { id: webhookId }: Pick<Webhook, 'id'>,
  message: Readonly<{ key: string; type: WebhookType; at: Date; data: WebhookData; personId?: string }>,
): Delivery {
  const { key, type, at, data, personId } = message;
  const id = `msg_${createHash('sha256').update(`${webhookId}:${type}:${key}`).digest('base64url')}`;
  return {
    id,
    webhookId,
    type,
    body: JSON.stringify({ type, timestamp: at.toISOString(), data }),
    ...(personId !== undefined && { personId }),
    createdAt: now(),
    status: 'waiting',
    nextAt: now(),
    attempts: [],
  };
}
