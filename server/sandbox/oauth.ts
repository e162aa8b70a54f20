import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { issueUserToken } from './auth.ts';
import { PlatformFault } from './fault.ts';
import { faultPage, pickerPage } from './oauth-pages.ts';
import { personFromCookie } from './person-cookie.ts';
import { flatJson, Raw } from './router.ts';
import type { Call, Route } from './router.ts';
import { appOrigin, tenantFacts } from './tenant.ts';
import type { CodeRow, SandboxUser, TenantState } from './tenant.ts';

const codeLifeMs = 300_000;
const clientCodeLifeMs = 180_000;
const AuthorizeSchema = z.object({
  client_id: z.string(),
  redirect_uri: z.url(),
  response_type: z.literal('code').default('code'),
  state: z.string().max(500).optional(),
  scope: z.string().max(2000).default(''),
  code_challenge: z.string().min(43).max(128).optional(),
  code_challenge_method: z.enum(['S256', 'plain']).default('plain'),
});
const ExchangeSchema = z.object({
  grant_type: z.literal('authorization_code'),
  client_id: z.string(),
  client_secret: z.string(),
  code: z.string(),
  redirect_uri: z.string().optional(),
  code_verifier: z.string().optional(),
});

/** Sign-in through the browser: the authorize page, both token endpoints and user_info. */
export function oauthRoutes(state: TenantState): Route[] {
  const exchange = (call: Call): Raw => exchangeCode(state, call.body);
  return [
    {
      method: 'GET',
      path: '/open-apis/authen/v1/authorize',
      auth: 'none',
      handle: (call) => authorize(state, call),
    },
    { method: 'POST', path: '/open-apis/authen/v2/oauth/token', auth: 'none', handle: exchange },
    { method: 'POST', path: '/oauth/v3/token', auth: 'none', handle: exchange },
    {
      method: 'GET',
      path: '/open-apis/authen/v1/user_info',
      auth: 'user',
      handle: (call) => userInfo(state, call),
    },
  ];
}

function authorize(state: TenantState, call: Call): Raw {
  const query = AuthorizeSchema.safeParse(Object.fromEntries(call.query));
  if (!query.success) return faultPage(20001, `请求参数有误：${query.error.issues[0]?.path.join('.') ?? ''}`);
  const ask = query.data;
  if (ask.client_id !== state.options.appId) return faultPage(20048, '应用不存在');
  if (new URL(ask.redirect_uri).origin !== appOrigin(state))
    return faultPage(20029, '重定向 URL 不在允许的列表里');
  const named = call.query.get('sandbox_person');
  const user = named === null ? personFromCookie(state, call) : findPerson(state, named);
  if (user === undefined || user.resigned) return pickerPage(state, call);
  const target = new URL(ask.redirect_uri);
  target.searchParams.set('code', issueCode(state, user, ask));
  if (ask.state !== undefined) target.searchParams.set('state', ask.state);
  return new Raw({ status: 302, headers: { location: target.href, 'cache-control': 'no-store' }, body: '' });
}

const findPerson = (state: TenantState, id: string): SandboxUser | undefined =>
  state.users.get(id) ?? state.users.values().find((user) => user.employeeNo === id);

function issueCode(state: TenantState, user: SandboxUser, ask: z.infer<typeof AuthorizeSchema>): string {
  const challenge =
    ask.code_challenge === undefined ? null : `${ask.code_challenge_method}:${ask.code_challenge}`;
  const code = randomBytes(24).toString('base64url');
  state.codes.set(code, {
    code,
    openId: user.openId,
    redirectUri: ask.redirect_uri,
    challenge,
    scope: ask.scope,
    expiresAtMs: state.wallMs() + codeLifeMs,
    used: false,
  });
  return code;
}

/** The code of `tt.requestAccess`: bound to no redirect, three minutes. */
export function issueClientCode(state: TenantState, openId: string): string {
  const code = randomBytes(24).toString('base64url');
  const expiresAtMs = state.wallMs() + clientCodeLifeMs;
  state.codes.set(code, {
    code,
    openId,
    redirectUri: null,
    challenge: null,
    scope: '',
    expiresAtMs,
    used: false,
  });
  return code;
}

/** Both endpoints answer flat, and refuse as OAuth does: `{code, error, error_description}`. */
function exchangeCode(state: TenantState, body: unknown): Raw {
  const parsed = ExchangeSchema.safeParse(body);
  if (!parsed.success) {
    const field = parsed.error.issues[0]?.path.join('.') ?? 'body';
    return refuse(20001, 'invalid_request', `The request is missing a required parameter: ${field}`);
  }
  const ask = parsed.data;
  if (ask.client_id !== state.options.appId)
    return refuse(20048, 'invalid_client', 'The app does not exist.');
  if (ask.client_secret !== state.options.appSecret)
    return refuse(20002, 'invalid_client', 'The client secret is invalid.');
  const row = state.codes.get(ask.code);
  if (row === undefined) return refuse(20003, 'invalid_grant', 'The authorization code is not found.');
  const wrong = checkCode(row, ask, state.wallMs());
  if (wrong !== null) return wrong;
  state.codes.set(row.code, { ...row, used: true });
  const { token, expiresInS } = issueUserToken(state, row.openId);
  return flatJson({
    code: 0,
    access_token: token,
    expires_in: expiresInS,
    token_type: 'Bearer',
    scope: row.scope,
  });
}

function checkCode(row: CodeRow, ask: z.infer<typeof ExchangeSchema>, wallMs: number): Raw | null {
  if (row.used) return refuse(20065, 'invalid_grant', 'The authorization code has been used.');
  if (row.expiresAtMs <= wallMs) return refuse(20004, 'invalid_grant', 'The authorization code has expired.');
  if (ask.redirect_uri !== undefined && ask.redirect_uri !== row.redirectUri)
    return refuse(20071, 'invalid_grant', 'The redirect_uri does not match.');
  if (row.challenge === null) return null;
  const verifier = ask.code_verifier ?? '';
  const hashed = createHash('sha256').update(verifier).digest('base64url');
  const matches = row.challenge === `S256:${hashed}` || row.challenge === `plain:${verifier}`;
  return matches ? null : refuse(20049, 'invalid_grant', 'PKCE code challenge failed.');
}

const refuse = (code: number, error: string, description: string): Raw =>
  flatJson({ code, error, error_description: description }, 400);

function userInfo(state: TenantState, call: Call) {
  const user = state.users.get(call.callerOpenId ?? '');
  if (user === undefined || user.resigned) throw new PlatformFault(20021, 'User resigned');
  const { tenantKey } = tenantFacts(state);
  return {
    name: user.name,
    en_name: user.name,
    open_id: user.openId,
    union_id: user.unionId,
    user_id: user.userId,
    tenant_key: tenantKey,
    employee_no: user.employeeNo,
  };
}
