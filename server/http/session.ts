import { createHash } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import { unauthenticated } from '../errors.ts';
import type { Deps } from '../flow/deps.ts';
import { findSignedIn, SESSION_MS } from '../flow/org/sign-in.ts';
import type { Person } from '../store/people.ts';

/** State of every route behind sign-in. */
export type Session = { person: Person };
export type CookieOptions = Readonly<{ secureCookies: boolean }>;

/** Lets only signed-in people pass, with `ctx.state.person` set. */
export function requireSession(deps: Deps, options: CookieOptions): Middleware<Session> {
  return async function loadSession(ctx, next) {
    const sessionId = readCookie(ctx, cookieName('session', options));
    const person = sessionId === undefined ? null : await findSignedIn(deps, sessionId);
    if (!person) throw unauthenticated();
    ctx.state.person = person;
    await next();
  };
}

export function readSessionId(ctx: Context, options: CookieOptions): string | undefined {
  return readCookie(ctx, cookieName('session', options));
}

export function writeSessionId(ctx: Context, options: CookieOptions, sessionId: string | null): void {
  const maxAgeS = SESSION_MS / 1000;
  writeCookie(ctx, options, { kind: 'session', value: sessionId, maxAgeS });
  writeCookie(ctx, options, { kind: 'mark', value: sessionId && markOf(sessionId), maxAgeS });
}

/** What the page may read: whether it is still the same sign-in as last time. It opens nothing. */
const markOf = (sessionId: string): string =>
  createHash('sha256').update(`mark:${sessionId}`).digest('base64url').slice(0, 16);

/** Binds a sign-in under way to the browser that started it. */
export function readState(ctx: Context, options: CookieOptions): string | undefined {
  return readCookie(ctx, cookieName('login', options));
}

export function writeState(ctx: Context, options: CookieOptions, state: string | null): void {
  writeCookie(ctx, options, { kind: 'login', value: state, maxAgeS: 600 });
}

type Kind = 'session' | 'login' | 'mark';

/** `__Host-` pins a cookie to this host, TLS and path; browsers accept it with Secure only. */
function cookieName(kind: Kind, { secureCookies }: CookieOptions): string {
  return `${secureCookies ? '__Host-' : ''}mingqin_${kind}`;
}

function readCookie(ctx: Pick<Context, 'cookies'>, name: string): string | undefined {
  return ctx.cookies.get(name, { signed: false });
}

function writeCookie(
  ctx: Context,
  options: CookieOptions,
  cookie: { kind: Kind; value: string | null; maxAgeS: number },
): void {
  const { kind, value, maxAgeS } = cookie;
  const parts = [
    `${cookieName(kind, options)}=${value ?? ''}`,
    'Path=/',
    ...(kind === 'mark' ? [] : ['HttpOnly']),
    'SameSite=Lax',
    `Max-Age=${value === null ? 0 : maxAgeS}`,
    ...(options.secureCookies ? ['Secure'] : []),
  ];
  ctx.append('set-cookie', parts.join('; '));
}
