import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { PullReply, PullRequest } from '../../connectors/pull/json-puller.ts';
import type { PullAuth } from '../../contract/pull-auth.ts';
import type { PullSourceBody } from '../../contract/pull-source.ts';
import { PullFaultSchema, type PullFault } from '../../contract/pull-source-view.ts';
import { pageUrl, sinceText } from '../../domain/pull/paging.ts';
import { valueAt } from '../../domain/pull/path.ts';
import type { Deps } from '../deps.ts';
import { createTablePages } from './pull-table.ts';

/** More rows than a page may have. */
const MOST_ROWS = 5_000;
const TokenSchema = z.object({ access_token: z.string().min(1).max(8_000) });
export type PageFault = Readonly<{ fault: PullFault; status?: number; waitS?: number }>;
export type PulledPage = Readonly<{ reply: unknown; rows: readonly unknown[]; digest: string; url: string }> &
  Readonly<{
    /** Rows of a whole table that have not changed since: they only say that they are there. */
    older?: readonly Readonly<{ row: unknown; changedAt: Date }>[];
  }>;
type Asked = Pick<PullSourceBody, 'url' | 'paging' | 'rowsPath' | 'auth' | 'since' | 'isWhole'>;

/** Asks one source for its pages; an OAuth2 token is fetched when it is needed, and once more when it is refused. */
export function createPages(
  deps: Deps,
  source: Asked,
  { secret, sinceAt, timeZone }: Readonly<{ secret: string; sinceAt: Date; timeZone: string }>,
): (at: string | null) => Promise<PulledPage | PageFault> {
  const { auth } = source;
  if (auth.kind === 'feishu') return createTablePages(deps, source, sinceAt);
  const since = sinceText(sinceAt, source.since, timeZone);
  let token: string | undefined;
  const ask = async (url: string): Promise<PullReply> => {
    if (auth.kind !== 'oauth2') return send(deps, { url, headers: headersOf(auth, secret) });
    const isFresh = token === undefined;
    if (token === undefined) {
      const got = await fetchToken(deps, auth, secret);
      if ('fault' in got) return got;
      token = got.token;
    }
    const reply = await send(deps, { url, headers: { authorization: `Bearer ${token}` } });
    if (!('fault' in reply) || reply.fault !== 'unauthorized') return reply;
    token = undefined;
    return isFresh ? reply : ask(url);
  };
  return async (at) => {
    const url = pageUrl(source, at, since);
    const reply = await ask(url);
    return 'fault' in reply ? reply : rowsOf(reply.json, { ...source, url });
  };
}

function rowsOf(
  reply: unknown,
  { rowsPath, url }: { rowsPath: string; url: string },
): PulledPage | PageFault {
  const rows: unknown = valueAt(reply, rowsPath);
  if (!Array.isArray(rows)) return { fault: 'no_rows' };
  if (rows.length > MOST_ROWS) return { fault: 'too_many_rows' };
  const digest = createHash('sha256').update(JSON.stringify(rows)).digest('base64url');
  return { reply, rows, digest, url };
}

async function send({ puller }: Deps, request: PullRequest): Promise<PullReply> {
  return puller ? puller.ask(request) : { fault: PullFaultSchema.enum.network };
}

function headersOf(
  auth: Exclude<PullAuth, { kind: 'oauth2' | 'feishu' }>,
  secret: string,
): Record<string, string> {
  if (auth.kind === 'bearer') return { authorization: `Bearer ${secret}` };
  if (auth.kind === 'header') return { [auth.name.toLowerCase()]: secret };
  if (auth.kind === 'none') return {};
  return { authorization: `Basic ${Buffer.from(`${auth.user}:${secret}`).toString('base64')}` };
}

/** Client credentials (RFC 6749 4.4). */
async function fetchToken(
  deps: Deps,
  { tokenUrl, clientId, scope }: Extract<PullAuth, { kind: 'oauth2' }>,
  secret: string,
): Promise<{ token: string } | PageFault> {
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
    ...(scope !== undefined && { scope }),
  });
  const reply = await send(deps, { url: tokenUrl, headers: {}, form: form.toString() });
  if ('fault' in reply)
    return ['unauthorized', 'status', 'not_json'].includes(reply.fault)
      ? { ...reply, fault: 'token' }
      : reply;
  const parsed = TokenSchema.safeParse(reply.json);
  return parsed.success ? { token: parsed.data.access_token } : { fault: 'token' };
}
