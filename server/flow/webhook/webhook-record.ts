import type { Pending } from '../../store/pending.ts';
import type { Webhook } from '../../store/webhooks.ts';
import type { Actor, Deps } from '../deps.ts';
import type { Sealing } from '../secret/seal.ts';

/** Where a webhook's secrets are sealed for. */
export const secretPlace = (id: string): Sealing => ({
  purpose: 'webhook-secret',
  place: `webhooks:secret:${id}`,
});
export const beforePlace = (id: string): Sealing => ({
  purpose: 'webhook-secret',
  place: `webhooks:before:${id}`,
});

/** The audit line of a change; `version` is the one after it. Says nothing of the secret. */
export function webhookAudit(
  { now }: Deps,
  { id, version, events }: Pick<Webhook, 'id' | 'version' | 'events'>,
  { actor, action, why }: Readonly<{ actor: Actor; action: string; why?: string }>,
): Pending {
  const subject = `webhooks:${id}`;
  return {
    id: `${subject}:${version}:${action}`,
    kind: 'audit',
    entry: {
      at: now(),
      actorId: actor.personId,
      action,
      subject,
      to: events.join(' '),
      ...(why !== undefined && { why }),
    },
  };
}
