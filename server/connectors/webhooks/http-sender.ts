import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { checkedLookup, isRefusedUrl, reachFaultOf, type Reach } from '../reach/reach.ts';
import type { WebhookReply, WebhookSender } from './webhook-sender.ts';

export const WEBHOOK_PATIENCE_MS = 10_000;

/**
 * Writes to other systems' addresses. What a name resolves to is looked at before anything is sent, and the connection goes to that very
 * address; redirects are not followed. `patienceMs`: for tests.
 */
export function createWebhookSender(
  reach: Reach,
  { patienceMs = WEBHOOK_PATIENCE_MS }: Readonly<{ patienceMs?: number }> = {},
): WebhookSender {
  return {
    mayWriteTo: (url) => !isRefusedUrl(new URL(url), reach),
    send: (message) => send(message, { reach, patienceMs }),
  };
}

async function send(
  { url, headers, body }: Parameters<WebhookSender['send']>[0],
  { reach, patienceMs }: Readonly<{ reach: Reach; patienceMs: number }>,
): Promise<WebhookReply> {
  const to = new URL(url);
  if (isRefusedUrl(to, reach)) return { fault: 'address_refused' };
  const ask = to.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const sent = ask(
      to,
      {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: checkedLookup(reach),
        signal: AbortSignal.timeout(patienceMs),
      },
      (reply) => {
        const status = reply.statusCode ?? 0;
        reply.destroy();
        resolve(answerOf(status));
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => resolve({ fault: reachFaultOf(error) }));
    sent.end(body);
  });
}

function answerOf(status: number): WebhookReply {
  if (status >= 200 && status < 300) return { status };
  return { status, fault: status >= 300 && status < 400 ? 'redirect' : 'status' };
}
