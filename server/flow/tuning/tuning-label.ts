import type { z } from 'zod';
import type { FeedbackBodySchema, LabelBodySchema } from '../../contract/tuning.ts';
import { conflict } from '../../errors.ts';
import { saveAlertWords } from '../../store/alert-labels.ts';
import type { Alert } from '../../store/alerts.ts';
import type { Pending } from '../../store/pending.ts';
import type { Actor, Deps } from '../deps.ts';

/** HR's word on whether an ended alert was worth asking about: it counts before what follows from the case. */
export async function labelAlert(
  deps: Deps,
  actor: Actor,
  { alert, body }: Readonly<{ alert: Alert; body: z.infer<typeof LabelBodySchema> }>,
): Promise<void> {
  if (alert.status === 'open' || alert.status === 'watching') throw conflict('alert_open');
  const { isWorthAsking, note } = body;
  const at = deps.now();
  const hr = { isWorthAsking, byId: actor.personId, at, ...(note !== undefined && { note }) };
  const to = isWorthAsking ? 'worth_asking' : 'not_worth_asking';
  await saveAlertWords(alert.id, { hr }, [auditOf(alert, { at, actor, action: 'alert.label', to })]);
  await deps.enqueue({ name: 'relay' });
}

/** The person's own word about being asked. It changes nothing about the alert or its case. */
export async function giveFeedback(
  deps: Deps,
  actor: Actor,
  { alert, body }: Readonly<{ alert: Alert; body: z.infer<typeof FeedbackBodySchema> }>,
): Promise<void> {
  const { feedback, note } = body;
  const at = deps.now();
  const words = { feedback: { feedback, at, ...(note !== undefined && { note }) } };
  await saveAlertWords(alert.id, words, [
    auditOf(alert, { at, actor, action: 'alert.feedback', to: feedback }),
  ]);
  await deps.enqueue({ name: 'relay' });
}

function auditOf(
  alert: Alert,
  { at, actor, action, to }: Readonly<{ at: Date; actor: Actor; action: string; to: string }>,
): Pending {
  const entry = {
    at,
    actorId: actor.personId,
    action,
    subject: `alerts:${alert.id}`,
    personId: alert.personId,
    to,
  };
  return { id: `${alert.id}:${action}:${+at}`, kind: 'audit', entry };
}
