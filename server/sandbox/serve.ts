import type { IncomingMessage, ServerResponse } from 'node:http';
import { checkToken } from './auth.ts';
import type { createFailures } from './failures.ts';
import { PlatformFault } from './fault.ts';
import { faultReply, matchRoute, parseBody, Raw, readRaw, send, successReply } from './router.ts';
import type { RawReply, Route } from './router.ts';
import type { TenantState } from './tenant.ts';

type Parts = {
  state: TenantState;
  routes: readonly Route[];
  failures: ReturnType<typeof createFailures>;
};

/** Answers one request of the platform or the page; replies only after the store has saved. */
export function createHandler(parts: Parts) {
  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const reply = await answer(parts, req).catch((fault: unknown) => faultReply(fault));
    await parts.state.store.saved();
    send(res, reply);
  };
}

async function answer(parts: Parts, req: IncomingMessage): Promise<RawReply> {
  const method = req.method ?? 'GET';
  const url = new URL(req.url ?? '/', 'http://sandbox.local');
  const raw = await readRaw(req);
  if (!isLoopbackHost(req.headers.host))
    throw new PlatformFault(99991401, 'host not allowed', { status: 403 });
  const injected = parts.failures.take(url.pathname);
  if (injected !== null) return injected;
  const match = matchRoute(parts.routes, method, url.pathname);
  if (match === null) throw new PlatformFault(404, '404 page not found', { status: 404 });
  const { route, params } = match;
  const callerOpenId = checkToken(parts.state, route.auth, req.headers.authorization);
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

/** A page elsewhere could point its own name at loopback; only our own names are answered. */
const isLoopbackHost = (host: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/.test(host ?? '');
