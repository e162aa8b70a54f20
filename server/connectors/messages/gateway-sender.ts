import { createHmac } from 'node:crypto';
import { platformFailed } from '../../errors.ts';
import type { MessageSender } from './message-sender.ts';

const PATIENCE_MS = 10_000;

/**
 * The company's own SMS and mail gateway: POST of `{id, channel, to, text}` as JSON, signed in `x-mingqin-signature`
 * (`t=<seconds>,v1=<hex HMAC-SHA256 of "t.body">`). Any 2xx means taken; the gateway takes each id once. `patienceMs`: for tests.
 */
export function createGatewaySender(
  gateway: Readonly<{ url: string; key: string; now: () => Date }>,
  { patienceMs = PATIENCE_MS }: Readonly<{ patienceMs?: number }> = {},
): MessageSender {
  return {
    send: async (message) => {
      const body = JSON.stringify(message);
      const seconds = Math.floor(+gateway.now() / 1000);
      const signature = createHmac('sha256', gateway.key).update(`${seconds}.${body}`).digest('hex');
      const reply = await fetch(gateway.url, {
        method: 'POST',
        redirect: 'error',
        headers: {
          'content-type': 'application/json',
          'x-mingqin-signature': `t=${seconds},v1=${signature}`,
        },
        body,
        signal: AbortSignal.timeout(patienceMs),
      }).catch(() => null);
      await reply?.body?.cancel();
      if (!reply?.ok) throw platformFailed('message.send', reply?.status ?? 0);
    },
  };
}
