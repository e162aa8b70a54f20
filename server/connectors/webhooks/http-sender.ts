import { lookup } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { DeliveryFault } from '../../contract/webhook.ts';
import { isRefusedAddress } from './private-address.ts';
import type { WebhookReply, WebhookSender } from './webhook-sender.ts';

const PATIENCE_MS = 10_000;
const REFUSED = 'EREFUSEDADDRESS';
type Reach = Readonly<{ mayBePrivate: boolean; mayBePlain: boolean }>;

/**
 * Writes to other systems' addresses. What a name resolves to is looked at before anything is sent, and the connection goes to that very
 * address; redirects are not followed. `mayBePrivate` lets it reach the company's own network, `mayBePlain` an http address of this machine.
 */
export function createWebhookSender(reach: Reach): WebhookSender {
  return {
    mayWriteTo: (url) => refuseUrl(new URL(url), reach) === null,
    send: (message) => send(message, reach),
  };
}

function refuseUrl(url: URL, { mayBePrivate, mayBePlain }: Reach): DeliveryFault | null {
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isOwn = host === 'localhost' || host === '::1' || host.startsWith('127.');
  const isPlain = url.protocol === 'http:' && mayBePlain && isOwn;
  const isClean = url.username === '' && url.password === '' && url.hash === '';
  if (!isClean || (url.protocol !== 'https:' && !isPlain)) return 'address_refused';
  return isIP(host) !== 0 && isRefusedAddress(host, mayBePrivate) ? 'address_refused' : null;
}

async function send(
  { url, headers, body }: Parameters<WebhookSender['send']>[0],
  reach: Reach,
): Promise<WebhookReply> {
  const to = new URL(url);
  const refused = refuseUrl(to, reach);
  if (refused) return { fault: refused };
  const ask = to.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const sent = ask(
      to,
      {
        method: 'POST',
        agent: false,
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        lookup: checkedLookup(reach),
        signal: AbortSignal.timeout(PATIENCE_MS),
      },
      (reply) => {
        const status = reply.statusCode ?? 0;
        reply.destroy();
        resolve(answerOf(status));
      },
    );
    sent.on('error', (error: NodeJS.ErrnoException) => resolve({ fault: faultOf(error) }));
    sent.end(body);
  });
}

function answerOf(status: number): WebhookReply {
  if (status >= 200 && status < 300) return { status };
  return { status, fault: status >= 300 && status < 400 ? 'redirect' : 'status' };
}

function faultOf({ name, code = '' }: NodeJS.ErrnoException): DeliveryFault {
  if (name === 'TimeoutError' || name === 'AbortError') return 'timeout';
  if (code === REFUSED) return 'address_refused';
  return /CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO/.test(code) ? 'tls' : 'network';
}

/** Every address a name has must be one that may be reached, or none is. */
function checkedLookup({ mayBePrivate }: Reach): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, '', 0);
      if (addresses.length === 0 || addresses.some(({ address }) => isRefusedAddress(address, mayBePrivate)))
        return callback(Object.assign(new Error('refused address'), { code: REFUSED }), '', 0);
      const [first] = addresses;
      if (options.all === true) return callback(null, addresses);
      return callback(null, first?.address ?? '', first?.family ?? 0);
    });
  };
}
