import { z } from 'zod';
import { isByPerson } from './punch-type.ts';
import type { PlatformEvent } from './platform.ts';

const IdSchema = z.string().min(1).max(128);
const header = <T extends string>(type: T) => z.object({ event_id: IdSchema, event_type: z.literal(type) });
const changes = {
  'contact.user.created_v3': 'created',
  'contact.user.updated_v3': 'updated',
  'contact.user.deleted_v3': 'left',
} as const;
const contactTypes = [
  'contact.user.created_v3',
  'contact.user.updated_v3',
  'contact.user.deleted_v3',
] as const;

/** 1.0 event: the id is the top-level uuid (`event.uuid` is the instance's own). The last three statuses come in events only. */
const ApprovalSchema = z
  .object({
    uuid: IdSchema,
    event: z.object({
      type: z.literal('approval_instance'),
      instance_code: IdSchema,
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
  })
  .transform(({ uuid, event }): PlatformEvent => ({
    kind: 'approval',
    eventId: uuid,
    instanceCode: event.instance_code,
    status: event.status,
  }));

/** A task passed to somebody else, or one of several has decided: the instance is to be asked. */
const ApprovalTaskSchema = z
  .object({
    uuid: IdSchema,
    event: z.object({ type: z.literal('approval_task'), instance_code: IdSchema }),
  })
  .transform(({ uuid, event }): PlatformEvent => ({
    kind: 'approval',
    eventId: uuid,
    instanceCode: event.instance_code,
    status: 'PENDING',
  }));

const StatusSchema = z.object({
  is_frozen: z.boolean().optional(),
  is_resigned: z.boolean().optional(),
  is_exited: z.boolean().optional(),
});
/** Of a leaver `object` may hold little more than the id; what was true before is in `old_object`. */
const UserSchema = z
  .object({
    header: z.object({
      event_id: IdSchema,
      event_type: z.enum(contactTypes),
    }),
    event: z.object({
      object: z.object({ open_id: IdSchema.optional(), status: StatusSchema.optional() }),
      old_object: z.object({ open_id: IdSchema.optional() }).optional(),
    }),
  })
  .transform(({ header: { event_id: eventId, event_type: type }, event }, ctx): PlatformEvent => {
    const openId = event.object.open_id ?? event.old_object?.open_id;
    if (openId === undefined) {
      ctx.addIssue({ code: 'custom', message: 'nobody is named' });
      return z.NEVER;
    }
    const { is_frozen: frozen, is_resigned: resigned, is_exited: exited } = event.object.status ?? {};
    const hasLeft = [frozen, resigned, exited].includes(true);
    return { kind: 'user_changed', eventId, openId, change: hasLeft ? 'left' : changes[type] };
  });

const ScopeSchema = z
  .object({ header: header('contact.scope.updated_v3') })
  .transform(({ header: { event_id: eventId } }): PlatformEvent => ({ kind: 'scope_changed', eventId }));

/** 0 none, 1 cheating software, 2 somebody else's device, 3 one device for several people. */
const RiskSchema = z.coerce.number().int().min(0).max(3).catch(0);
const PunchSchema = z
  .object({
    header: header('attendance.user_flow.created_v1'),
    event: z.object({
      employee_id: IdSchema,
      record_id: IdSchema,
      check_time: z.string().regex(/^\d{9,11}$/),
      is_field: z.boolean().optional(),
      is_wifi: z.boolean().optional(),
      type: z.number().optional().catch(undefined),
      risk_result: RiskSchema.optional(),
    }),
  })
  .transform(({ header: { event_id: eventId }, event }): PlatformEvent => ({
    kind: 'punched',
    eventId,
    punch: {
      recordId: event.record_id,
      userId: event.employee_id,
      at: new Date(Number(event.check_time) * 1000),
      isField: event.is_field ?? false,
      isWifi: event.is_wifi ?? false,
      isByPerson: isByPerson(event.type),
      riskResult: event.risk_result ?? 0,
    },
  }));

/** 20261125, which has to be a day of the calendar. */
const DateSchema = z
  .int()
  .transform((date) => String(date).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3'))
  .pipe(z.iso.date());
const TaskSchema = z
  .object({
    header: header('attendance.user_task.updated_v1'),
    event: z.object({ employee_id: IdSchema, date: DateSchema }),
  })
  .transform(({ header: { event_id: eventId }, event }): PlatformEvent => {
    return { kind: 'day_changed', eventId, userId: event.employee_id, day: event.date };
  });

const OtherSchema = z.union([
  z
    .object({ header: z.object({ event_id: IdSchema, event_type: IdSchema }) })
    .transform(({ header: { event_id: eventId, event_type: type } }) => ({ eventId, type })),
  z
    .object({ uuid: IdSchema, event: z.object({ type: IdSchema }) })
    .transform(({ uuid, event }) => ({ eventId: uuid, type: event.type })),
]);
const EventSchema = z.union([
  ApprovalSchema,
  ApprovalTaskSchema,
  UserSchema,
  ScopeSchema,
  PunchSchema,
  TaskSchema,
  OtherSchema.transform((other): PlatformEvent => ({ kind: 'ignored', ...other })),
]);

/** Events this module understands; manifest.json subscribes exactly these. */
export const handledEvents = [
  'approval_instance',
  'approval_task',
  ...contactTypes,
  'contact.scope.updated_v3',
  'attendance.user_flow.created_v1',
  'attendance.user_task.updated_v1',
];

/** A verified event in our shape; `ignored` when we have no use for it, null when it is no event at all. */
export function readEvent(plain: unknown): PlatformEvent | null {
  const parsed = EventSchema.safeParse(plain);
  return parsed.success ? parsed.data : null;
}
