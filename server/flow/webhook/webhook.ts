import { randomBytes, randomUUID } from 'node:crypto';
import { secretText } from '../../connectors/webhooks/signature.ts';
import { MOST } from '../../contract/limits.ts';
import type { IssuedWebhook, WebhookBody, WebhookChange } from '../../contract/webhook.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import {
  findDelivery,
  insertDelivery,
  requeueDelivery,
  type Delivery,
} from '../../store/webhook-deliveries.ts';
import {
  findWebhook,
  insertWebhook,
  listWebhooks,
  updateWebhook,
  type Webhook,
} from '../../store/webhooks.ts';
import type { Actor, Deps } from '../deps.ts';
import { openSealed, sealText } from '../secret/seal.ts';
import { deliveryOf } from './webhook-queue.ts';
import { beforePlace, secretPlace, webhookAudit } from './webhook-record.ts';
import { sendDelivery } from './webhook-send.ts';

const SECRET_BYTES = 32;
/** How long the secret before stays good. */
const ROTATION_MS = 24 * 3_600_000;
const EDITORS: readonly string[] = ['admin', 'hr_lead'];

/** Registers an address; its secret is shown here and never again. */
export async function createWebhook(deps: Deps, actor: Actor, body: WebhookBody): Promise<IssuedWebhook> {
  requireEditor(actor);
  requireAddress(deps, body.url);
  if ((await listWebhooks()).length >= MOST.webhooks) throw conflict('too_many_webhooks');
  const [id, secret] = [randomUUID(), makeWebhookSecret()];
  const webhook: Webhook = {
    id,
    version: 0,
    ...body,
    isOn: true,
    createdAt: deps.now(),
    createdById: actor.personId,
    sealedSecret: sealText(deps, secretPlace(id), secret),
  };
  await insertWebhook(webhook, [webhookAudit(deps, webhook, { actor, action: 'webhook.create' })]);
  await deps.enqueue({ name: 'relay' });
  return { id, secret };
}

/** Another address, other events, on or off; what waits is sent once it is on again. */
export async function changeWebhook(
  deps: Deps,
  actor: Actor,
  { id, version, ...set }: WebhookChange & Readonly<{ id: string }>,
): Promise<void> {
  requireEditor(actor);
  requireAddress(deps, set.url);
  const before = await load(id);
  const after = { id, version: version + 1, events: set.events };
  const saved = await updateWebhook(
    { id, version },
    {
      set,
      ...(set.isOn && !before.isOn && { unset: ['disabledAt'] as const }),
      pending: [webhookAudit(deps, after, { actor, action: set.isOn ? 'webhook.change' : 'webhook.stop' })],
    },
  );
  if (!saved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  await deps.enqueue({ name: 'webhook' });
}

/** A new secret; the one before stays good for a day, and messages carry the signatures of both. */
export async function rotateSecret(deps: Deps, actor: Actor, id: string): Promise<IssuedWebhook> {
  requireEditor(actor);
  const before = await load(id);
  const opened = openSealed(deps, secretPlace(id), before.sealedSecret);
  const secret = makeWebhookSecret();
  const untilAt = new Date(+deps.now() + ROTATION_MS);
  const next = { ...before, version: before.version + 1 };
  const saved = await updateWebhook(before, {
    set: {
      sealedSecret: sealText(deps, secretPlace(id), secret),
      ...(opened !== null && { secretBefore: { sealed: sealText(deps, beforePlace(id), opened), untilAt } }),
    },
    pending: [webhookAudit(deps, next, { actor, action: 'webhook.rotate' })],
  });
  if (!saved) throw conflict('stale_version');
  await deps.enqueue({ name: 'relay' });
  return { id, secret };
}

/** Sends a test message now, and answers how it went. */
export async function testWebhook(deps: Deps, actor: Actor, id: string): Promise<Delivery> {
  requireEditor(actor);
  const webhook = await load(id);
  const at = deps.now();
  const test = { key: randomUUID(), type: 'webhook.test', at, data: { webhookId: id } } as const;
  const delivery = deliveryOf(deps, webhook, test);
  await insertDelivery(delivery);
  await sendDelivery(deps, webhook, delivery);
  return (await findDelivery(delivery.id)) ?? delivery;
}

/** Sends one message again, under its own id: the other side knows it when it has it. */
export async function resendDelivery(
  deps: Deps,
  actor: Actor,
  { id, deliveryId }: Readonly<{ id: string; deliveryId: string }>,
): Promise<Delivery> {
  requireEditor(actor);
  const webhook = await load(id);
  const found = await findDelivery(deliveryId);
  if (found?.webhookId !== id) throw notFound('delivery');
  await requeueDelivery(deliveryId, deps.now());
  const again = await findDelivery(deliveryId);
  if (again) await sendDelivery(deps, webhook, again);
  return (await findDelivery(deliveryId)) ?? found;
}

async function load(id: string): Promise<Webhook> {
  const found = await findWebhook(id);
  if (!found) throw notFound('webhook');
  return found;
}

const makeWebhookSecret = (): string => secretText(randomBytes(SECRET_BYTES));

function requireEditor({ roles }: Actor): void {
  if (!roles.some((role) => EDITORS.includes(role))) throw forbidden('not_your_role');
}

function requireAddress({ webhooks }: Deps, url: string): void {
  if (webhooks?.mayWriteTo(url) === false) throw conflict('address_refused');
}
