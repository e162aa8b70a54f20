import { z } from 'zod';
import type { OpenApiTexts } from '../texts/open-api.zh.ts';
import { WEBHOOK_DATA, WebhookEventSchema, type WebhookType } from '../webhook.ts';
import { describeShape, type Schema } from './schema.ts';

/** Every type of message, in the order it is read. */
export const WEBHOOK_TYPES: readonly WebhookType[] = [...WebhookEventSchema.options, 'webhook.test'];

/** A message's body, whole. */
export function messageSchema(type: WebhookType): Schema {
  return describeShape(
    z.strictObject({ type: z.enum([type]), timestamp: z.iso.datetime(), data: WEBHOOK_DATA[type] }),
  );
}

/** What is sent to other systems, as the `webhooks` of an OpenAPI 3.1 document (Standard Webhooks). */
export function describeWebhooks({ webhooks: texts }: OpenApiTexts): object {
  const headers = (['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const).map((name) => ({
    name,
    in: 'header',
    required: true,
    description: texts.headers[name],
    schema: { type: 'string' },
  }));
  return Object.fromEntries(
    WEBHOOK_TYPES.map((type) => [
      type,
      {
        post: {
          operationId: type,
          summary: texts.events[type],
          tags: [texts.tag],
          security: [],
          parameters: headers,
          requestBody: { required: true, content: { 'application/json': { schema: messageSchema(type) } } },
          responses: { '2XX': { description: texts.taken }, '410': { description: texts.gone } },
        },
      },
    ]),
  );
}

/** How the other side finds out that a message is ours (https://www.standardwebhooks.com); Node, without a package. */
export const VERIFY_EXAMPLE = `import { createHmac, timingSafeEqual } from 'node:crypto';

/** headers: lower case; body: the bytes as they came, not parsed and written anew. */
export function isGenuine(headers, body, secret, nowS = Date.now() / 1000) {
  const id = headers['webhook-id'];
  const timestamp = headers['webhook-timestamp'];
  if (!(Math.abs(nowS - Number(timestamp)) <= 300)) return false;
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64');
  const want = createHmac('sha256', key).update(\`\${id}.\${timestamp}.\${body}\`).digest();
  return headers['webhook-signature'].split(' ').some((one) => {
    const got = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return got.length === want.length && timingSafeEqual(got, want);
  });
}`;
