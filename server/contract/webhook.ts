import { z } from 'zod';
import { textLike } from './says.ts';
import * as rule from './texts/request-rules.ts';

/** What another system may be told of; `webhook.test` is sent by the test button alone. */
export const WebhookEventSchema = z.enum([
  'alert.raised',
  'case.opened',
  'case.decided',
  'case.closed',
  'sanction.executed',
  'declaration.approved',
  'import.finished',
]);
export type WebhookEvent = z.infer<typeof WebhookEventSchema>;
export type WebhookType = WebhookEvent | 'webhook.test';
/** How people are named: by a pseudonym that changes with each alert, or by employee number where the procedure has named them. */
export const WebhookPeopleSchema = z.enum(['pseudonym', 'employee_no']);
export type WebhookPeople = z.infer<typeof WebhookPeopleSchema>;

const url = z.url({ protocol: /^https?$/ }).max(500);
/** Body of POST and PUT /api/v1/webhooks. */
export const WebhookBodySchema = z.strictObject({
  name: z.string().trim().min(2).max(60),
  url,
  events: z.array(WebhookEventSchema).min(1).max(WebhookEventSchema.options.length),
  people: WebhookPeopleSchema,
});
export type WebhookBody = z.infer<typeof WebhookBodySchema>;
export const WebhookChangeSchema = WebhookBodySchema.extend({
  isOn: z.boolean(),
  version: z.int().min(0).max(1_000_000),
});
export type WebhookChange = z.infer<typeof WebhookChangeSchema>;
export const WebhookIdSchema = z.uuid();
export const DeliveryIdSchema = textLike(/^msg_[\w-]{43}$/, rule.givenId);

const at = z.iso.datetime();
export const DeliveryFaultSchema = z.enum([
  'address_refused',
  'timeout',
  'tls',
  'network',
  'status',
  'redirect',
  'secret_lost',
]);
export type DeliveryFault = z.infer<typeof DeliveryFaultSchema>;
export const DeliveryViewSchema = z.strictObject({
  /** The `webhook-id`: the same on every repeat. */
  id: z.string(),
  type: z.string(),
  status: z.enum(['waiting', 'delivered', 'failed']),
  createdAt: at,
  attempts: z.int(),
  lastAt: at.optional(),
  /** HTTP status of the last reply. */
  lastStatus: z.int().optional(),
  lastFault: DeliveryFaultSchema.optional(),
  nextAt: at.optional(),
});
export type DeliveryView = z.infer<typeof DeliveryViewSchema>;
export const WebhookViewSchema = z.strictObject({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  url: z.string(),
  events: z.array(WebhookEventSchema),
  people: WebhookPeopleSchema,
  isOn: z.boolean(),
  /** It was switched off because nothing arrived for a day, or the other side said that it is gone. */
  disabledAt: at.optional(),
  createdAt: at,
  createdBy: z.string(),
  /** Until then the secret before is good too. */
  rotatesUntilAt: at.optional(),
  waiting: z.int(),
  failed: z.int(),
});
export type WebhookView = z.infer<typeof WebhookViewSchema>;
/** Reply of GET /api/v1/webhooks and of every change. */
export const WebhookListSchema = z.strictObject({ webhooks: z.array(WebhookViewSchema) });
export type WebhookList = z.infer<typeof WebhookListSchema>;
/** Reply to a new webhook and to a new secret: the secret, this once. */
export type IssuedWebhook = Readonly<{ id: string; secret: string }>;
/** Reply of GET /api/v1/webhooks/:id/deliveries, newest first. */
export const DeliveryListSchema = z.strictObject({ deliveries: z.array(DeliveryViewSchema) });
export type DeliveryList = z.infer<typeof DeliveryListSchema>;

const who = {
  pseudonym: z.string().optional(),
  /** Only where the webhook names people so. */
  employeeNo: z.string().optional(),
};
const region = { regionId: z.string().optional() };
/** What stands in `data`, by type. No coordinates, no places, no pictures, no names. */
export const WEBHOOK_DATA = {
  'alert.raised': z.strictObject({
    alertNo: z.string(),
    pseudonym: z.string(),
    ...region,
    detector: z.string(),
    severity: z.enum(['low', 'medium', 'high']),
    day: z.iso.date(),
  }),
  'case.opened': z.strictObject({
    caseNo: z.string(),
    pseudonym: z.string(),
    ...region,
    source: z.enum(['alert', 'lead']),
  }),
  'case.decided': z.strictObject({
    caseNo: z.string(),
    pseudonym: z.string(),
    ...region,
    result: z.enum(['approved', 'rejected']),
  }),
  'case.closed': z.strictObject({
    caseNo: z.string(),
    pseudonym: z.string(),
    ...region,
    outcome: z.string(),
  }),
  'sanction.executed': z.strictObject({
    caseNo: z.string(),
    ...who,
    ...region,
    executedAt: at,
    penalty: z.string(),
    measures: z.array(z.string()),
    /** Fen. */
    deductionFen: z.int().optional(),
  }),
  'declaration.approved': z.strictObject({
    declarationId: z.string(),
    ...who,
    kind: z.string(),
    fromDay: z.iso.date(),
    toDay: z.iso.date(),
  }),
  'import.finished': z.strictObject({
    importId: z.string(),
    kind: z.string(),
    status: z.enum(['finished', 'failed']),
    rows: z.int(),
    created: z.int(),
    updated: z.int(),
    unchanged: z.int(),
    refused: z.int(),
  }),
  'webhook.test': z.strictObject({ webhookId: z.string() }),
} as const satisfies Record<WebhookType, z.ZodType>;
export type WebhookData<Type extends WebhookType = WebhookType> = z.infer<(typeof WEBHOOK_DATA)[Type]>;
