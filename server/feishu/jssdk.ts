import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { FeishuClient } from './client.ts';
import type { JssdkConfig } from './platform.ts';

/** A ticket is thrown away this long before it ends. */
const safetyMs = 5 * 60_000;
const TicketSchema = z.object({
  data: z.object({ ticket: z.string().min(1), expire_in: z.number().min(0) }),
});

const ticketName = 'jssdk-ticket';

/** Signs pages for h5sdk.config: a fresh nonce each time, one ticket for everybody and every process, fetched once at a time. */
export function createJssdk(client: FeishuClient): (url: string) => Promise<JssdkConfig> {
  let running: Promise<string> | null = null;
  const currentTicket = (): Promise<string> => {
    running ??= findTicket(client).finally(() => {
      running = null;
    });
    return running;
  };
  return async (url) => {
    const timestamp = Date.now();
    const nonceStr = randomBytes(16).toString('hex');
    const signature = signPage({ ticket: await currentTicket(), nonceStr, timestamp, url });
    return { appId: client.options.appId, timestamp, nonceStr, signature };
  };
}

/** The kept ticket, or a new one: the quota for asking is very small. */
async function findTicket(client: FeishuClient): Promise<string> {
  const kept = await client.tokens.find(ticketName);
  if (kept !== undefined) return kept;
  const { ticket, lifeMs } = await fetchTicket(client);
  const expiresAt = new Date(Date.now() + Math.max(0, lifeMs - safetyMs));
  await client.tokens.keep(ticketName, { value: ticket, expiresAt });
  return ticket;
}

/** sha1 over the raw values in the documented order; `timestamp` in milliseconds, the URL without its hash. */
export function signPage(input: {
  ticket: string;
  nonceStr: string;
  timestamp: number;
  url: string;
}): string {
  const { ticket, nonceStr, timestamp, url } = input;
  const page = url.split('#')[0] ?? '';
  const text = `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${page}`;
  return createHash('sha1').update(text).digest('hex');
}

async function fetchTicket({ sdk, call }: FeishuClient): Promise<{ ticket: string; lifeMs: number }> {
  const { data } = await call({
    name: 'jssdk.ticket.get',
    reply: TicketSchema,
    repeatable: true,
    run: () => sdk.request({ method: 'POST', url: '/open-apis/jssdk/ticket/get', data: {} }),
  });
  return { ticket: data.ticket, lifeMs: data.expire_in * 1000 };
}
