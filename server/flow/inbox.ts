import { z } from 'zod';
import type { PlatformEvent } from '../feishu/platform.ts';
import { findEvent, insertEvent } from '../store/inbox.ts';
import type { Deps } from './deps.ts';

const id = z.string().min(1);
const StoredEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('approval'),
    eventId: id,
    instanceCode: id,
    status: z.enum(['PENDING', 'APPROVED', 'REJECTED', 'CANCELED', 'DELETED']),
  }),
  z.strictObject({
    kind: z.literal('user_changed'),
    eventId: id,
    openId: id,
    change: z.enum(['created', 'updated', 'deleted']),
  }),
  z.strictObject({ kind: z.literal('ignored'), eventId: id, type: z.string() }),
]);

/** Keeps a verified event before it is answered, then asks for it to be handled; a repeated one changes nothing. */
export async function receiveEvent(deps: Deps, event: PlatformEvent): Promise<'received' | 'repeated'> {
  const { eventId } = event;
  const isNew = await insertEvent({ eventId, event, receivedAt: deps.now() });
  if (!isNew) return 'repeated';
  await deps.enqueue({ name: 'event', eventId });
  return 'received';
}

/** A stored event that still waits, null when it is unknown or handled. */
export async function loadWaitingEvent(eventId: string): Promise<PlatformEvent | null> {
  const received = await findEvent(eventId);
  return received && !received.handledAt ? StoredEventSchema.parse(received.event) : null;
}
