import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { PullFault } from '../../contract/pull-source-view.ts';
import { checkedLookup, isRefusedUrl, reachFaultOf, type Reach } from '../reach/reach.ts';
import { parseJson } from './parse-json.ts';
import { replyText } from './reply-text.ts';

export const MAX_REPLY_BYTES = 8 * 1024 * 1024;
/** From the first byte sent to the last received. */
const PATIENCE_MS = 20_000;
/** Between two requests, so that nobody's system is run over. */
const PAUSE_MS = 200;

export type PullRequest = Readonly<{
  url: string;
  headers: Readonly<Record<string, string>>;
  /** A form sent by POST; absent = GET. */
  form?: string;
}>;
export type PullReply =
  | Readonly<{ json: unknown }>
  | Readonly<{
      fault: PullFault;
      status?: number;
      /** How long the other side asks us to wait. */
      waitS?: number;
    }>;
/** Asks other systems' JSON APIs. */
export type Puller = Readonly<{
  /** Whether this address may be asked, as far as it can be told without asking for its name. */
  mayAsk: (url: string) => boolean;
  ask: (request: PullRequest) => Promise<PullReply>;
}>;

/**
 * Asks for JSON under the same rules as webhooks are sent: addresses looked at before and connected to as looked at, redirects not
 * followed. A reply counts its bytes unpacked; `pauseMs`, `patienceMs`: for tests.
 */
export function createPuller(
  reach: Reach,
  { pauseMs = PAUSE_MS, patienceMs = PATIENCE_MS }: Readonly<{ pauseMs?: number; patienceMs?: number }> = {},
): Puller {
  return {
    mayAsk: (url) => URL.canParse(url) && !isRefusedUrl(new URL(url), reach),
    ask: async (request) => {
      await sleep(pauseMs);
      return ask(request, { reach, patienceMs });
    },
  };
}

async function ask(
  { url, headers, form }: PullRequest,
  { reach, patienceMs }: Readonly<{ reach: Reach; patienceMs: number }>,
): Promise<PullReply> {
  const to = new URL(url);
  if (isRefusedUrl(to, reach)) return { fault: 'address_refused' };
  const send = to.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException): void => resolve({ fault: reachFaultOf(error) });
    const sent = send(
      to,
      {
        method: form === undefined ? 'GET' : 'POST',
        agent: false,
        headers: {
          accept: 'application/json',
          'accept-encoding': 'gzip, deflate, br',
          'user-agent': 'Mingqin-Pull/1',
          ...headers,
          ...(form !== undefined && {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(form),
          }),
        },
        lookup: checkedLookup(reach),
        signal: AbortSignal.timeout(patienceMs),
      },
      (reply) => {
        readReply(reply).then(resolve, (error: NodeJS.ErrnoException) => fail(error));
      },
    );
    sent.on('error', fail);
    sent.end(form);
  });
}

async function readReply(reply: IncomingMessage): Promise<PullReply> {
  const { statusCode: status = 0, headers } = reply;
  if (status < 200 || status >= 300) {
    reply.destroy();
    return { ...refusalOf(status), ...waitOf(headers['retry-after']) };
  }
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of unpacked(reply) as AsyncIterable<Buffer>) {
    size += part.length;
    if (size > MAX_REPLY_BYTES) {
      reply.destroy();
      return { fault: 'too_large' };
    }
    parts.push(part);
  }
  const json = parseJson(replyText(Buffer.concat(parts), headers['content-type']));
  return json === undefined ? { fault: 'not_json' } : { json };
}

function unpacked(reply: IncomingMessage): Readable {
  const coding = (reply.headers['content-encoding'] ?? '').toLowerCase();
  const unpack =
    coding === 'gzip'
      ? createGunzip()
      : coding === 'br'
        ? createBrotliDecompress()
        : coding === 'deflate'
          ? createInflate()
          : null;
  if (!unpack) return reply;
  reply.on('error', (error) => unpack.destroy(error));
  return reply.pipe(unpack);
}

function refusalOf(status: number): Readonly<{ fault: PullFault; status: number }> {
  if (status >= 300 && status < 400) return { fault: 'redirect', status };
  if (status === 401 || status === 403) return { fault: 'unauthorized', status };
  return { fault: status === 429 ? 'throttled' : 'status', status };
}

/** Seconds, or a date (RFC 9110 10.2.3). */
function waitOf(after: string | undefined): { waitS?: number } {
  if (after === undefined) return {};
  const seconds = /^\d{1,9}$/.test(after.trim()) ? Number(after) : (Date.parse(after) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds > 0 ? { waitS: Math.ceil(seconds) } : {};
}
