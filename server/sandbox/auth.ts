import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { PlatformFault, readFields } from './fault.ts';
import { flatJson } from './router.ts';
import type { Auth, Call, Route } from './router.ts';
import type { TenantState } from './tenant.ts';

const tokenLifeMs = 7_200_000;
const renewLeftMs = 1_800_000;
const AppSchema = z.object({ app_id: z.string(), app_secret: z.string() });

/** Tokens of the app itself. They run on the wall clock, for the SDK's cache does. */
export function authRoutes(state: TenantState): Route[] {
  const grant = (kind: 'tenant' | 'app') => (call: Call) => {
    const { app_id: appId, app_secret: secret } = readFields(AppSchema, call.body);
    if (appId !== state.options.appId) throw new PlatformFault(10003, 'invalid param', { status: 400 });
    if (secret !== state.options.appSecret)
      throw new PlatformFault(10014, 'app secret invalid', { status: 400 });
    const row = currentToken(state, kind);
    const expire = Math.floor((row.expiresAtMs - state.wallMs()) / 1000);
    const named = {
      tenant_access_token: row.token,
      ...(kind === 'app' ? { app_access_token: row.token } : {}),
    };
    return flatJson({ code: 0, msg: 'ok', expire, ...named });
  };
  return [
    {
      method: 'POST',
      path: '/open-apis/auth/v3/tenant_access_token/internal',
      auth: 'none',
      handle: grant('tenant'),
    },
    {
      method: 'POST',
      path: '/open-apis/auth/v3/app_access_token/internal',
      auth: 'none',
      handle: grant('app'),
    },
    {
      method: 'POST',
      path: '/open-apis/jssdk/ticket/get',
      auth: 'tenant',
      handle: () => grantTicket(state),
    },
  ];
}

/** One ticket for everybody until its last half hour, as with tokens. */
function grantTicket(state: TenantState) {
  const { tickets } = state;
  for (const ticket of tickets.keys())
    if ((tickets.get(ticket) ?? 0) <= state.wallMs()) tickets.delete(ticket);
  const running = tickets.keys().find((key) => (tickets.get(key) ?? 0) - state.wallMs() > renewLeftMs);
  const ticket = running ?? randomBytes(24).toString('hex');
  if (running === undefined) tickets.set(ticket, state.wallMs() + tokenLifeMs);
  return { ticket, expire_in: Math.floor(((tickets.get(ticket) ?? 0) - state.wallMs()) / 1000) };
}

/** The running token is handed out again until its last half hour, then a new one beside it. */
function currentToken(state: TenantState, kind: 'tenant' | 'app') {
  dropExpired(state);
  const running = state.tokens
    .values()
    .find((row) => row.kind === kind && row.expiresAtMs - state.wallMs() > renewLeftMs);
  if (running !== undefined) return running;
  const token = `t-${randomBytes(18).toString('hex')}`;
  const row = { token, kind, openId: null, expiresAtMs: state.wallMs() + tokenLifeMs };
  state.tokens.set(token, row);
  return row;
}

export function issueUserToken(state: TenantState, openId: string) {
  const token = `u-${randomBytes(18).toString('hex')}`;
  state.tokens.set(token, { token, kind: 'user', openId, expiresAtMs: state.wallMs() + tokenLifeMs });
  return { token, expiresInS: tokenLifeMs / 1000 };
}

function dropExpired(state: TenantState): void {
  for (const row of state.tokens.values())
    if (row.expiresAtMs <= state.wallMs()) state.tokens.delete(row.token);
}

/** Nothing given out so far is worth anything any more. */
export function revokeTokens(state: TenantState): void {
  for (const row of state.tokens.values()) state.tokens.delete(row.token);
}

/** Checks the bearer token; returns the person behind a user token. */
export function checkToken(state: TenantState, auth: Auth, authorization: string | undefined): string | null {
  if (auth === 'none') return null;
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) throw new PlatformFault(99991661, 'Missing access token for authorization.');
  const row = state.tokens.get(token);
  const valid = row !== undefined && row.expiresAtMs > state.wallMs();
  if (token.startsWith('u-') && auth !== 'tenant') {
    if (row !== undefined && !valid) throw new PlatformFault(99991677, 'Authentication token expired');
    if (!valid) throw new PlatformFault(99991668, 'Invalid access token for authorization.');
    return row.openId;
  }
  if (auth === 'user') throw new PlatformFault(99991668, 'Invalid access token for authorization.');
  if (!valid || row.kind === 'user')
    throw new PlatformFault(99991663, 'Invalid access token for authorization.');
  return null;
}
