import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { FeishuClient } from './client.ts';
import type { JssdkConfig } from './platform.ts';

/** A ticket is thrown away this long before it ends. */
const safetyMs = 5 * 60_000;
const TicketSchema = z.object({
  data: z.object({ ticket: z.string().min(1), expire_in: z.number().min(0) }),
});

/** Signs pages for h5sdk.config: a fresh nonce each time, one ticket for everybody, fetched once at a time. */
export function createJssdk(client: FeishuClient): (url: string) => Promise<JssdkConfig> {
  let ticket: { value: Promise<string>; untilMs: number } | null = null;
  const currentTicket = (): Promise<string> => {
    if (ticket !== null && Date.now() < ticket.untilMs) return ticket.value;
    const value = fetchTicket(client).then(
      (fetched) => {
        ticket = { value, untilMs: Date.now() + fetched.lifeMs - safetyMs };
        return fetched.ticket;
      },
      (error: unknown) => {
        ticket = null;
        throw error;
      },
    );
    ticket = { value, untilMs: Number.POSITIVE_INFINITY };
    return value;
  };
  return async (url) => {
    const timestamp = Date.now();
    const nonceStr = randomBytes(16).toString('hex');
    const signature = signPage({ ticket: await currentTicket(), nonceStr, timestamp, url });
    return { appId: client.options.appId, timestamp, nonceStr, signature };
  };
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
