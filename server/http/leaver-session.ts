import type { Context, Middleware } from 'koa';
import { unauthenticated } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { findLeaver, LEAVER_SESSION_MS } from '../flow/leaver/leaver-door.ts';
import type { Person } from '../store/people.ts';
import type { CookieOptions } from './session.ts';

/** State of the routes behind the leaver's door: its own cookie, its own store, its own name, and no roles. */
export type LeaverSession = { leaver: Person };

/** Lets only people through who opened the leaver's door; a staff session means nothing here. */
export function requireLeaver(deps: Deps, options: CookieOptions): Middleware<LeaverSession> {
  return async function loadLeaver(ctx, next) {
    const sessionId = readLeaverSession(ctx, options);
    const found = sessionId === undefined ? null : await findLeaver(deps, sessionId);
    if (!found) throw unauthenticated();
    ctx.state.leaver = found.person;
    await next();
  };
}

export function readLeaverSession(ctx: Pick<Context, 'cookies'>, options: CookieOptions): string | undefined {
  return ctx.cookies.get(cookieName(options), { signed: false });
}

export function writeLeaverSession(ctx: Context, options: CookieOptions, sessionId: string | null): void {
  const parts = [
    `${cookieName(options)}=${sessionId ?? ''}`,
    'Path=/',
    'HttpOnly',
    'SameSite=Strict',
    `Max-Age=${sessionId === null ? 0 : LEAVER_SESSION_MS / 1000}`,
    ...(options.secureCookies ? ['Secure'] : []),
  ];
  ctx.append('set-cookie', parts.join('; '));
}

/** `__Host-` pins a cookie to this host, TLS and path; browsers accept it with Secure only. */
const cookieName = ({ secureCookies }: CookieOptions): string =>
  `${secureCookies ? '__Host-' : ''}mingqin_leaver`;
