import { z } from 'zod';
import type { CardAction, PlatformEvent } from '../feishu/platform.ts';
import { insertEvent } from '../store/inbox.ts';
import type { Deps } from './deps.ts';

const id = z.string().min(1);
const StoredEventSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('approval'),
    eventId: id,
    instanceCode: id,
    status: z.enum([
      'PENDING',
      'APPROVED',
      'REJECTED',
      'CANCELED',
      'DELETED',
      'REVERTED',
      'OVERTIME_CLOSE',
      'OVERTIME_RECOVER',
    ]),
  }),
  z.strictObject({
    kind: z.literal('user_changed'),
    eventId: id,
    openId: id,
    change: z.enum(['created', 'updated', 'left']),
  }),
  z.strictObject({ kind: z.literal('scope_changed'), eventId: id }),
  z.strictObject({
    kind: z.literal('punched'),
    eventId: id,
    punch: z.strictObject({
      recordId: id,
      userId: id,
      at: z.date(),
      isField: z.boolean(),
      isWifi: z.boolean(),
      // Kept before the platform was asked for it: nobody knows.
      isByPerson: z.boolean().default(false),
      riskResult: z.int().min(0).max(3),
    }),
  }),
  z.strictObject({ kind: z.literal('day_changed'), eventId: id, userId: id, day: z.iso.date() }),
  z.strictObject({ kind: z.literal('ignored'), eventId: id, type: z.string() }),
]);

/**
 * Keeps a verified event before it is answered, then asks for it to be handled; a repeated one changes nothing. A hint that is lost
 * loses nothing: the minute sweep finds what waits.
 */
export async function receiveEvent(deps: Deps, event: PlatformEvent): Promise<'received' | 'repeated'> {
  const { eventId } = event;
  const receivedAt = deps.now();
  // Nothing is to be done for it: it is kept only to know it again.
  const handledAt = event.kind === 'ignored' ? { handledAt: receivedAt } : {};
  const isUrgent = event.kind === 'user_changed' ? { isUrgent: true } : {};
  const isNew = await insertEvent({ eventId, event, receivedAt, ...handledAt, ...isUrgent });
  if (!isNew) return 'repeated';
  if (event.kind !== 'ignored') await deps.enqueue({ name: 'event' }).catch(() => undefined);
  return 'received';
}

/** False for a press that was received before: the platform never repeats one, so somebody else does. */
export async function receiveCardAction(deps: Deps, { eventId }: CardAction): Promise<boolean> {
  const at = deps.now();
  return insertEvent({ eventId, event: { kind: 'card' }, receivedAt: at, handledAt: at });
}

/** A stored event as it was received. */
export function readStoredEvent(stored: unknown): PlatformEvent {
  return StoredEventSchema.parse(stored);
}
