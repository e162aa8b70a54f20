import { createCipheriv, createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import Koa from 'koa';
import { createWebhookGuard } from '../../server/feishu/index.ts';
import type { WebhookGuardOptions } from '../../server/feishu/index.ts';
import type { CardAction, PlatformEvent } from '../../server/feishu/platform.ts';
import { appId, encryptKey, verificationToken } from '../sandbox/support.ts';
import { keepLog, listenForTest } from './support.ts';

export const now = new Date('2026-11-23T04:00:00Z');

/** Our webhook on a real socket: /events and /callbacks behind the guard. */
export async function useWebhook(overrides: Partial<WebhookGuardOptions> = {}) {
  const events: PlatformEvent[] = [];
  const actions: CardAction[] = [];
  const { logger, lines } = keepLog();
  const guard = createWebhookGuard({
    appId,
    encryptKey,
    verificationToken,
    tenantKey: 'tenant-test',
    now: () => now,
    logger,
    onEvent: (event) => {
      events.push(event);
      return Promise.resolve();
    },
    onCardAction: (action) => {
      actions.push(action);
      return Promise.resolve({ toast: { type: 'success', content: '好' } });
    },
    ...overrides,
  });
  const app = new Koa();
  app.silent = true;
  app.use((ctx, next) => (ctx.path === '/events' ? guard.events : guard.callbacks)(ctx, next));
  const handle = app.callback();
  const server = createServer((req, res) => void handle(req, res));
  const port = await listenForTest(server);
  return { url: `http://127.0.0.1:${port}`, port, events, actions, lines, server };
}

export function seal(json: unknown, key = encryptKey): string {
  const iv = randomBytes(16);
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update(key).digest(), iv);
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final()]).toString('base64');
}

/** Headers of a body as the platform signs it: sha256 over timestamp, nonce, key and the raw bytes. */
export function signHeaders(body: string, options: { at?: Date; key?: string } = {}) {
  const timestamp = String(Math.floor((options.at ?? now).getTime() / 1000));
  const nonce = 'nonce-1';
  const key = options.key ?? encryptKey;
  return {
    'content-type': 'application/json',
    'x-lark-request-timestamp': timestamp,
    'x-lark-request-nonce': nonce,
    'x-lark-signature': createHash('sha256')
      .update(timestamp + nonce + key)
      .update(body)
      .digest('hex'),
  };
}

export async function post(url: string, body: string, headers: Record<string, string>) {
  const reply = await fetch(url, { method: 'POST', body, headers });
  return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() };
}

/** Posts JSON as the platform does: encrypted, signed, now. */
export function postSigned(url: string, json: unknown, at?: Date) {
  const body = JSON.stringify({ encrypt: seal(json) });
  return post(url, body, signHeaders(body, at ? { at } : {}));
}

export const buildUserEvent = (header: Record<string, unknown> = {}) => ({
  schema: '2.0',
  header: {
    event_id: 'evt-1',
    token: verificationToken,
    create_time: '1795406400000',
    event_type: 'contact.user.deleted_v3',
    tenant_key: 'tenant-test',
    app_id: appId,
    ...header,
  },
  event: { object: { open_id: 'ou_p2' } },
});

export const buildApprovalEvent = (
  event: Record<string, unknown> = {},
  top: Record<string, unknown> = {},
) => ({
  ts: '1795406400.000000',
  uuid: 'evt-v1',
  token: verificationToken,
  type: 'event_callback',
  ...top,
  event: {
    app_id: appId,
    tenant_key: 'tenant-test',
    type: 'approval_instance',
    approval_code: 'DEF-1',
    instance_code: 'INS-1',
    uuid: 'our-own-uuid',
    status: 'APPROVED',
    operate_time: 1795406400000,
    ...event,
  },
});

export const buildCardCallback = (event: Record<string, unknown> = {}) => ({
  ...buildUserEvent({ event_type: 'card.action.trigger' }),
  event: {
    operator: { tenant_key: 'tenant-test', open_id: 'ou_p1', union_id: 'on_p1' },
    token: 'c-update',
    action: { tag: 'button', value: { k: 'alert', id: 'a1', v: 3, a: 'ask' } },
    host: 'im_message',
    context: { open_message_id: 'om_1', open_chat_id: 'oc_1' },
    ...event,
  },
});
