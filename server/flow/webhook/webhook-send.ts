import { signWebhook } from '../../connectors/webhooks/signature.ts';
import type { WebhookReply } from '../../connectors/webhooks/webhook-sender.ts';
import { nextAttemptAt } from '../../domain/webhook/retry.ts';
import {
  claimDelivery,
  findDueDeliveries,
  noteAttempt,
  type Delivery,
} from '../../store/webhook-deliveries.ts';
import { findWebhook, listWebhooks, updateWebhook, type Webhook } from '../../store/webhooks.ts';
import { noteDelivery } from '../../metrics/work.ts';
import { SYSTEM, type Deps } from '../deps.ts';
import { eachAtMost } from '../each-at-most.ts';
import { openSealed } from '../secret/seal.ts';
import { beforePlace, secretPlace, webhookAudit } from './webhook-record.ts';

/** Longer than an attempt may take: afterwards another process may try. */
const LEASE_MS = 30_000;
const BATCH = 100;
const AT_ONCE = 8;
const GONE = 410;

/** Sends what waits and may be sent now; one address that hangs holds up neither the others nor the relay. */
export async function sendWebhooks(deps: Deps): Promise<void> {
  if (!deps.webhooks) return;
  const webhooks = new Map((await listWebhooks()).filter(({ isOn }) => isOn).map((one) => [one.id, one]));
  if (webhooks.size === 0) return;
  const due = await findDueDeliveries([...webhooks.keys()], deps.now(), BATCH);
  await eachAtMost(AT_ONCE, due, async (delivery) => {
    const webhook = webhooks.get(delivery.webhookId);
    if (webhook) await sendDelivery(deps, webhook, delivery);
  });
}

/** A minute's look for what waits: a lost hint loses nothing. */
export async function hintWebhooks(deps: Deps): Promise<void> {
  const ids = (await listWebhooks()).filter(({ isOn }) => isOn).map(({ id }) => id);
  if (ids.length > 0 && (await findDueDeliveries(ids, deps.now(), 1)).length > 0)
    await deps.enqueue({ name: 'webhook' });
}

/** One attempt, by one process: noted with how it went, and put off or given up when it failed. */
export async function sendDelivery(deps: Deps, webhook: Webhook, delivery: Delivery): Promise<void> {
  if (!deps.webhooks || !(await claimDelivery(delivery, deps.now(), LEASE_MS))) return;
  const { id, body } = delivery;
  const at = deps.now();
  // The other side looks at its own clock: the demo's runs ahead.
  const timestampS = Math.floor((+at - (deps.aheadMs?.() ?? 0)) / 1000);
  const secrets = secretsOf(deps, webhook);
  if (secrets.length === 0) return settle(deps, { webhook, delivery, at, reply: { fault: 'secret_lost' } });
  const signature = signWebhook({ id, timestampS, body }, secrets);
  const reply = await deps.webhooks.send({
    url: webhook.url,
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Mingqin-Webhooks/1',
      'webhook-id': id,
      'webhook-timestamp': String(timestampS),
      'webhook-signature': signature,
    },
  });
  await settle(deps, { webhook, delivery, reply, at });
}

async function settle(
  deps: Deps,
  { webhook, delivery, reply, at }: { webhook: Webhook; delivery: Delivery; reply: WebhookReply; at: Date },
): Promise<void> {
  const attempt = { at, ...reply };
  if (reply.fault === undefined) {
    noteDelivery('delivered');
    return noteAttempt(delivery.id, attempt, { status: 'delivered', nextAt: at });
  }
  const next =
    reply.status === GONE ? null : nextAttemptAt(delivery.attempts.length + 1, deps.now(), Math.random());
  noteDelivery(next ? 'failed' : 'given_up');
  if (next) return noteAttempt(delivery.id, attempt, { status: 'waiting', nextAt: next });
  await noteAttempt(delivery.id, attempt, { status: 'failed', nextAt: at });
  // A test says what it has to say to who pressed the button.
  if (delivery.type !== 'webhook.test') await disable(deps, webhook.id, reply);
}

/** Nothing is sent to it any more until somebody has put it right; IT is told. */
async function disable(deps: Deps, id: string, { status, fault }: WebhookReply): Promise<void> {
  const webhook = await findWebhook(id);
  if (!webhook?.isOn) return;
  const next = { ...webhook, version: webhook.version + 1 };
  await updateWebhook(webhook, {
    set: { isOn: false, disabledAt: deps.now() },
    pending: [
      webhookAudit(deps, next, { actor: SYSTEM, action: 'webhook.disable', why: `${fault} ${status ?? ''}` }),
      { id: `webhooks:${id}:${next.version}:card`, kind: 'card', slot: `disabled:${next.version}` },
    ],
  });
  await deps.enqueue({ name: 'relay' });
}

/** The present secret and, for a day after it was changed, the one before. */
function secretsOf(deps: Deps, { id, sealedSecret, secretBefore }: Webhook): string[] {
  const present = openSealed(deps, secretPlace(id), sealedSecret);
  const before =
    secretBefore && secretBefore.untilAt > deps.now()
      ? openSealed(deps, beforePlace(id), secretBefore.sealed)
      : null;
  return [present, before].filter((secret) => secret !== null);
}
