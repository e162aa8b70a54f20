import { createHash } from 'node:crypto';
import * as lark from '@larksuiteoapi/node-sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { appId, appSecret, startSandbox } from './support.ts';

let at: Awaited<ReturnType<typeof startSandbox>>;
beforeAll(async () => {
  at = await startSandbox({ appUrl: 'http://127.0.0.1:4000' });
});
afterAll(() => at.sandbox.close());

const redirectUri = 'http://127.0.0.1:4000/auth/callback';
const verifier = 'v'.repeat(50);
const challenge = createHash('sha256').update(verifier).digest('base64url');

const authorize = (overrides: Record<string, string> = {}, cookie?: string) => {
  const query = new URLSearchParams({
    client_id: appId,
    redirect_uri: redirectUri,
    response_type: 'code',
    state: 'state-1',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...overrides,
  });
  return fetch(`${at.sandbox.url}/open-apis/authen/v1/authorize?${query.toString()}`, {
    redirect: 'manual',
    ...(cookie === undefined ? {} : { headers: { cookie } }),
  });
};
async function newCode(): Promise<string> {
  const response = await authorize({ sandbox_person: 'E002' });
  return new URL(response.headers.get('location') ?? '').searchParams.get('code') ?? '';
}
async function exchange(code: string, overrides: Record<string, string> = {}) {
  const response = await fetch(`${at.sandbox.url}/open-apis/authen/v2/oauth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'authorization_code',
      client_id: appId,
      client_secret: appSecret,
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...overrides,
    }),
  });
  const reply = z.object({ code: z.number(), access_token: z.string().optional() });
  return { status: response.status, ...reply.parse(await response.json()) };
}

describe('sign-in', () => {
  it('gives a code for the person of the cookie and a token for the code, once', async () => {
    const response = await authorize({}, 'sandbox_person=ou_p2');
    const target = new URL(response.headers.get('location') ?? '');
    expect([response.status, target.origin, target.searchParams.get('state')]).toEqual([
      302,
      'http://127.0.0.1:4000',
      'state-1',
    ]);
    const code = target.searchParams.get('code') ?? '';
    const granted = await exchange(code);
    expect(granted).toMatchObject({ status: 200, code: 0 });
    const me = await at.client.authen.userInfo.get({}, lark.withUserAccessToken(granted.access_token ?? ''));
    expect(me.data).toMatchObject({ open_id: 'ou_p2', tenant_key: 'tenant-test', employee_no: 'E002' });
    expect(await exchange(code)).toMatchObject({ status: 400, code: 20065 });
  });

  it('refuses a wrong verifier, secret and redirect', async () => {
    expect(await exchange(await newCode(), { code_verifier: 'w'.repeat(50) })).toMatchObject({ code: 20049 });
    expect(await exchange(await newCode(), { client_secret: 'x' })).toMatchObject({ code: 20002 });
    expect(await exchange(await newCode(), { redirect_uri: 'http://127.0.0.1:4000/x' })).toMatchObject({
      code: 20071,
    });
    expect(await exchange('made-up')).toMatchObject({ code: 20003 });
  });

  it('never redirects to another origin', async () => {
    const response = await authorize({ redirect_uri: 'http://evil.example/cb', sandbox_person: 'E002' });
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  it('asks who you are when nobody is chosen', async () => {
    const response = await authorize();
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('王经理（王强）');
  });

  it('takes the token endpoint the SDK knows too', async () => {
    const client = new lark.Client({
      appId,
      appSecret,
      domain: at.sandbox.url,
      oauthBaseUrl: at.sandbox.url,
    });
    const granted = await client.accessToken.retrieveByAuthorizationCode({
      code: await newCode(),
      redirectUri,
      codeVerifier: verifier,
    });
    expect(JSON.stringify(granted)).toContain('u-');
  });
});
