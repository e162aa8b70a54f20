import { z } from 'zod';
import type { CardAction } from './platform.ts';

const IdSchema = z.string().min(1).max(128);
const FieldsSchema = z.record(z.string().max(100), z.json());
const ActionSchema = z.object({
  header: z.object({ event_id: IdSchema, event_type: z.literal('card.action.trigger') }),
  event: z.object({
    operator: z.object({ open_id: IdSchema }),
    action: z.object({ value: FieldsSchema.optional(), form_value: FieldsSchema.optional() }),
    context: z.object({ open_message_id: IdSchema, open_chat_id: IdSchema.optional() }),
  }),
});

/** Callbacks this module understands; manifest.json subscribes exactly these. */
export const handledCallbacks = ['card.action.trigger'];

/** A verified card callback in our shape, or null when it is none. */
export function readCardAction(plain: unknown): CardAction | null {
  const parsed = ActionSchema.safeParse(plain);
  if (!parsed.success) return null;
  const { header, event } = parsed.data;
  const { open_message_id: messageId, open_chat_id: chatId } = event.context;
  return {
    eventId: header.event_id,
    operatorOpenId: event.operator.open_id,
    messageId,
    ...(chatId === undefined ? {} : { chatId }),
    value: event.action.value ?? {},
    form: withoutZones(event.action.form_value ?? {}),
  };
}

/** Pickers answer "09:30 +0800": the zone is the presser's device, the time is what the person read and meant. */
function withoutZones(form: z.output<typeof FieldsSchema>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [
      name,
      typeof value === 'string'
        ? value.replace(/^([\d-]{10}|[\d-]{10} \d\d:\d\d|\d\d:\d\d) [+-]\d{4}$/, '$1')
        : value,
    ]),
  );
}
