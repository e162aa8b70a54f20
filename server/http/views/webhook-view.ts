import type { DeliveryView, WebhookView } from '../../contract/webhook.ts';
import type { Delivery } from '../../store/webhook-deliveries.ts';
import type { Webhook } from '../../store/webhooks.ts';

/** A webhook without its secrets. */
export function webhookView(
  webhook: Webhook,
  beside: Readonly<{ createdBy: string; at: Date; waiting: number; failed: number }>,
): WebhookView {
  const { id, version, name, url, events, people, isOn, disabledAt, createdAt, secretBefore } = webhook;
  const { createdBy, at, waiting, failed } = beside;
  return {
    id,
    version,
    name,
    url,
    events: [...events],
    people,
    isOn,
    ...(disabledAt && !isOn && { disabledAt: disabledAt.toISOString() }),
    createdAt: createdAt.toISOString(),
    createdBy,
    ...(secretBefore && secretBefore.untilAt > at && { rotatesUntilAt: secretBefore.untilAt.toISOString() }),
    waiting,
    failed,
  };
}

/** A delivery without what it says. */
export function deliveryView({ id, type, status, createdAt, attempts, nextAt }: Delivery): DeliveryView {
  const last = attempts.at(-1);
  return {
    id,
    type,
    status,
    createdAt: createdAt.toISOString(),
    attempts: attempts.length,
    ...(last && { lastAt: last.at.toISOString() }),
    ...(last?.status !== undefined && { lastStatus: last.status }),
    ...(last?.fault !== undefined && { lastFault: last.fault }),
    ...(status === 'waiting' && { nextAt: nextAt.toISOString() }),
  };
}
