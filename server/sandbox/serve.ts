import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { checkToken, revokeTokens } from './auth.ts';
import { PlatformFault } from './fault.ts';
import { halveList } from './faults.ts';
import type { Spoiled } from './faults.ts';
import { slipPage } from './paging.ts';
import { faultReply, matchRoute, parseBody, Raw, readRaw, send, sendHalf, successReply } from './router.ts';
import type { RawReply, Route } from './router.ts';
import type { TenantState } from './tenant.ts';

type Parts = { state: TenantState; routes: readonly Route[] };

/** Answers one request of the platform or the page; replies only after the store has saved. */
export function createHandler(parts: Parts) {
  const { state } = parts;
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const startedMs = performance.now();
    const method = req.method ?? 'GET';
    const url = new URL(req.url ?? '/', 'http://sandbox.local');
    const isPlatform = /^\/(open-apis|oauth)\//.test(url.pathname);
    const spoiled = isPlatform ? state.faults.forRequest(method, url) : null;
    const reply = await answer(parts, { req, method, url, spoiled }).catch((fault: unknown) =>
      faultReply(fault),
    );
    await state.store.saved();
    if (isPlatform)
      state.journal.add({
        kind: 'request',
        name: `${method} ${url.pathname}`,
        ...outcomeOf(reply, spoiled),
        tookMs: Math.round(performance.now() - startedMs),
        fault: spoiled?.kind ?? null,
      });
    if (spoiled?.kind === 'hang' || spoiled?.kind === 'drop_reply') res.destroy();
    else if (spoiled?.kind === 'cut_reply') sendHalf(res, reply);
    else send(res, spoiled?.kind === 'half_page' ? halveList(reply) : reply);
  };
}

type Asked = { req: IncomingMessage; method: string; url: URL; spoiled: Spoiled | null };

async function answer({ state, routes }: Parts, { req, method, url, spoiled }: Asked): Promise<RawReply> {
  const raw = await readRaw(req);
  if (!isLoopbackHost(req.headers.host))
    throw new PlatformFault(99991401, 'host not allowed', { status: 403 });
  if (spoiled?.hangMs !== undefined) await wait(spoiled.hangMs, null, { ref: false });
  if (spoiled?.hangMs !== undefined) throw new PlatformFault(1500, 'no answer', { status: 504 });
  if (spoiled?.answer !== undefined) return spoiled.answer;
  if (spoiled?.kind === 'token_revoked') revokeTokens(state);
  if (spoiled?.slipRows !== undefined) slipPage(url.searchParams, spoiled.slipRows);
  const match = matchRoute(routes, method, url.pathname);
  if (match === null) throw new PlatformFault(404, '404 page not found', { status: 404 });
  const { route, params } = match;
  const callerOpenId = checkToken(state, route.auth, req.headers.authorization);
  const tooOften = route.auth === 'none' ? null : state.limits.ofApi(`${method} ${route.path}`);
  if (tooOften !== null) return tooOften.reply;
  const body = parseBody(raw, req.headers['content-type'] ?? '');
  const { headers } = req;
  const call = {
    method,
    path: url.pathname,
    params,
    query: url.searchParams,
    headers,
    raw,
    body,
    callerOpenId,
  };
  const data = await route.handle(call);
  return data instanceof Raw ? data.reply : successReply(data);
}

function outcomeOf(reply: RawReply, spoiled: Spoiled | null): { status: number; code: number | null } {
  const isSilent = spoiled?.kind === 'hang' || spoiled?.kind === 'drop_reply';
  const code = typeof reply.body === 'string' ? /^\{"code":(\d+)/.exec(reply.body)?.[1] : undefined;
  return { status: isSilent ? 0 : reply.status, code: code === undefined ? null : Number(code) };
}

/** A page elsewhere could point its own name at loopback; only our own names are answered. */
const isLoopbackHost = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
