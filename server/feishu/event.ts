import { z } from 'zod';
import type { PlatformEvent } from './platform.ts';

const IdSchema = z.string().min(1).max(128);
const statuses = ['PENDING', 'APPROVED', 'REJECTED', 'CANCELED', 'DELETED'] as const;

/** 1.0 event: the id is the top-level uuid (`event.uuid` is the instance's own). */
const ApprovalSchema = z.object({
  uuid: IdSchema,
  event: z.object({
    type: z.literal('approval_instance'),
    instance_code: IdSchema,
    status: z.enum(statuses),
  }),
});
const changes = {
  'contact.user.created_v3': 'created',
  'contact.user.updated_v3': 'updated',
  'contact.user.deleted_v3': 'deleted',
} as const;
const UserSchema = z.object({
  header: z.object({
    event_id: IdSchema,
    event_type: z.enum(['contact.user.created_v3', 'contact.user.updated_v3', 'contact.user.deleted_v3']),
  }),
  event: z.object({ object: z.object({ open_id: IdSchema }) }),
});
const AnySchema = z.union([
  z
    .object({ header: z.object({ event_id: IdSchema, event_type: IdSchema }) })
    .transform(({ header }) => ({ eventId: header.event_id, type: header.event_type })),
  z
    .object({ uuid: IdSchema, event: z.object({ type: IdSchema }) })
    .transform(({ uuid, event }) => ({ eventId: uuid, type: event.type })),
]);

/** Events this module understands; manifest.json subscribes exactly these. */
export const handledEvents = ['approval_instance', ...Object.keys(changes)];

/** A verified event in our shape; `ignored` when we have no use for it, null when it is no event at all. */
export function readEvent(plain: unknown): PlatformEvent | null {
  const approval = ApprovalSchema.safeParse(plain);
  if (approval.success) {
    const { uuid: eventId, event } = approval.data;
    return { kind: 'approval', eventId, instanceCode: event.instance_code, status: event.status };
  }
  const user = UserSchema.safeParse(plain);
  if (user.success) {
    const { header, event } = user.data;
    const change = changes[header.event_type];
    return { kind: 'user_changed', eventId: header.event_id, openId: event.object.open_id, change };
  }
  const other = AnySchema.safeParse(plain);
  return other.success ? { kind: 'ignored', ...other.data } : null;
}
