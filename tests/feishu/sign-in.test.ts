import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createFeishu } from '../../server/feishu/index.ts';
import { signPage } from '../../server/feishu/jssdk.ts';
import { useScriptedPlatform, useTenant } from './support.ts';

const redirectUri = 'http://127.0.0.1:1/auth/callback';
const codeVerifier = 'v'.repeat(60);
const codeChallenge = createHash('sha256').update(codeVerifier).digest('base64url');

/** Follows the authorize page as the person's browser would and takes the code from the redirect. */
async function authorize(url: string, openId: string): Promise<{ code: string; state: string | null }> {
  const page = await fetch(`${url}&sandbox_person=${openId}`, { redirect: 'manual' });
  const target = new URL(page.headers.get('location') ?? '');
  return { code: target.searchParams.get('code') ?? '', state: target.searchParams.get('state') };
}

describe('sign-in through the platform', () => {
  it('turns a code into the person, with PKCE and state', async () => {
    const { feishu } = await useTenant();
    const url = feishu.signIn.authorizeUrl({ redirectUri, state: 's&1', codeChallenge });
    const { code, state } = await authorize(url, 'ou_p2');
    expect(state).toBe('s&1');
    await expect(feishu.signIn.exchangeCode({ code, redirectUri, codeVerifier })).resolves.toEqual({
      openId: 'ou_p2',
      tenantKey: 'tenant-test',
      name: '张敏',
    });
  });

  it('is unauthenticated with a used code, a made-up code or a wrong verifier', async () => {
    const { feishu } = await useTenant();
    const url = feishu.signIn.authorizeUrl({ redirectUri, state: 's', codeChallenge });
    const { code } = await authorize(url, 'ou_p2');
    const wrong = { code, redirectUri, codeVerifier: 'w'.repeat(60) };
    await expect(feishu.signIn.exchangeCode(wrong)).rejects.toMatchObject({ code: 'unauthenticated' });
    await feishu.signIn.exchangeCode({ code, redirectUri, codeVerifier });
    const again = feishu.signIn.exchangeCode({ code, redirectUri, codeVerifier });
    await expect(again).rejects.toMatchObject({ code: 'unauthenticated' });
    const madeUp = feishu.signIn.exchangeCode({ code: 'nope' });
    await expect(madeUp).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('refuses people of another tenant', async () => {
    const { feishu, options } = await useTenant();
    const url = feishu.signIn.authorizeUrl({ redirectUri, state: 's', codeChallenge });
    const { code } = await authorize(url, 'ou_p2');
    const other = createFeishu({ ...options, tenantKey: 'another-tenant' });
    const signIn = other.signIn.exchangeCode({ code, redirectUri, codeVerifier });
    await expect(signIn).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('page signatures', () => {
  it('follow the documented recipe: fixed order, raw values, no hash part', () => {
    const text = 'jsapi_ticket=T&noncestr=N&timestamp=1700000000000&url=https://a.cn/h5/?x=1&y=%E4%B8%AD';
    const signature = signPage({
      ticket: 'T',
      nonceStr: 'N',
      timestamp: 1700000000000,
      url: 'https://a.cn/h5/?x=1&y=%E4%B8%AD#/today',
    });
    expect(signature).toBe(createHash('sha1').update(text).digest('hex'));
  });

  it('are new each time, from one ticket for all', async () => {
    const { feishu, requests } = await useScriptedPlatform(() => ({
      body: { code: 0, data: { ticket: 'T', expire_in: 7200 } },
    }));
    const url = 'https://a.cn/h5/';
    const configs = await Promise.all([1, 2, 3].map(() => feishu.signIn.jssdkConfig(url)));
    expect(new Set(configs.map((config) => config.nonceStr)).size).toBe(3);
    for (const { signature, ...signed } of configs)
      expect(signature).toBe(signPage({ ticket: 'T', url, ...signed }));
    expect(requests.filter((line) => line.includes('/jssdk/ticket/get'))).toHaveLength(1);
  });

  it('ask for a new ticket after a failure and when the old one runs out', async () => {
    const { feishu, requests } = await useScriptedPlatform((_path, nth) =>
      nth === 1
        ? { status: 400, body: { code: 99991672 } }
        : { body: { code: 0, data: { ticket: 'T', expire_in: 60 } } },
    );
    await expect(feishu.signIn.jssdkConfig('https://a.cn/')).rejects.toThrow('99991672');
    await feishu.signIn.jssdkConfig('https://a.cn/');
    await feishu.signIn.jssdkConfig('https://a.cn/');
    expect(requests.filter((line) => line.includes('/jssdk/ticket/get'))).toHaveLength(3);
  });
});
