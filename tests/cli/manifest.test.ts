import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ManifestSchema } from '../../server/cli/manifest-schema.ts';
import { handledCallbacks } from '../../server/feishu/card-action.ts';
import { scopesOfCall, scopesOfEvent } from '../../server/feishu/scopes.ts';
import { handledEvents } from '../../server/feishu/event.ts';

const json = z.record(z.string(), z.json()).parse(JSON.parse(readFileSync('manifest.json', 'utf8')));
const manifest = ManifestSchema.parse(json);
const names = (items: readonly { name: string }[]): string[] => items.map((item) => item.name);
const scope = { name: 'im:message', reason: '发送提醒卡片' };
const run = (...args: string[]) =>
  spawnSync(process.execPath, ['--import', 'tsx', 'server/cli/manifest.ts', ...args], { encoding: 'utf8' });

describe('manifest.json', () => {
  it('subscribes exactly the events and callbacks the webhook understands', () => {
    expect(names(manifest.events.items)).toEqual(handledEvents);
    expect(names(manifest.callbacks.items)).toEqual(handledCallbacks);
  });

  /** Every `sdk.x.y.z(` of the server. */
  const calls = readdirSync('server', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('sandbox'))
    .flatMap((path) => [...readFileSync(join('server', path), 'utf8').matchAll(/\bsdk\s*\.([a-zA-Z.]+)\(/g)])
    .map(([, name = '']) => name)
    .filter((name) => name !== 'request');

  it('asks for exactly the scopes of the calls in the code and of the events', () => {
    expect([...new Set(calls)].toSorted()).toEqual(Object.keys(scopesOfCall).toSorted());
    expect(Object.keys(scopesOfEvent)).toEqual(handledEvents);
    const needed = [...Object.values(scopesOfCall), ...Object.values(scopesOfEvent)].flat();
    const asked = [...names(manifest.scopes.tenant), ...names(manifest.optional_scopes.tenant)];
    expect(asked.toSorted()).toEqual([...new Set(needed)].toSorted());
  });

  it('knows every call by way of the raw request too', () => {
    const raw = readdirSync('server/feishu', { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts'))
      .flatMap((path) => [
        ...readFileSync(join('server/feishu', path), 'utf8').matchAll(/['"`/](?:open-apis)(\/[^'"`]+)/g),
      ])
      .map(([, path = '']) => path);
    expect([...new Set(raw)].toSorted()).toEqual([
      '/authen/v1/authorize?${query.toString()}',
      '/authen/v2/oauth/token',
      '/jssdk/ticket/get',
    ]);
  });

  it('gives every scope, event, callback and page API a reason of its own', () => {
    const lists = [manifest.scopes.tenant, manifest.events.items, manifest.callbacks.items, manifest.jsapi];
    const reasons = lists.flat().map((item) => item.reason);
    expect(reasons.every((reason) => reason.length >= 6)).toBe(true);
    expect(new Set(reasons).size).toBe(reasons.length);
  });

  it('asks for no phone number, and for no right over the address book', () => {
    const scopes = names(manifest.scopes.tenant);
    expect(scopes.filter((one) => /phone|email|^contact:contact$|:write/.test(one))).toEqual([]);
  });

  it('lists exactly the page APIs the phone app asks for', () => {
    const source = readFileSync('miniapp/bridge/feishu-client.ts', 'utf8');
    const used = /USED_APIS = \[([^\]]*)\]/.exec(source)?.[1]?.match(/\w+/g) ?? [];
    expect(names(manifest.jsapi).sort()).toEqual([...used].sort());
  });

  it('lists every API of the client that the bridge calls, and calls every one it lists', () => {
    const read = (name: string) => readFileSync(`miniapp/bridge/${name}`, 'utf8');
    const typed = /export type FeishuTt = \{([\s\S]*?)\n\};/.exec(read('feishu-globals.ts'))?.[1] ?? '';
    const known = [...typed.matchAll(/^  (\w+)\??:/gm)].map(([, name = '']) => name);
    // Asked for before a page may ask for anything.
    const free = ['setAPIConfig', 'requestAccess', 'requestAuthCode'];
    expect(known.filter((name) => !free.includes(name)).toSorted()).toEqual(names(manifest.jsapi).toSorted());
    const bridge = read('feishu.ts') + read('feishu-client.ts').replace(/USED_APIS = \[[^\]]*\]/, '');
    expect(known.filter((name) => !new RegExp(`\\b${name}\\b`).test(bridge))).toEqual([]);
  });

  it.each([
    ['a scope without a reason', { scopes: { tenant: [{ name: 'im:message' }], user: [] } }],
    ['a repeated scope', { scopes: { tenant: [scope, { ...scope }], user: [] } }],
    [
      'a fixed address',
      { security: { redirect_urls: ['https://a.cn/'], h5_trusted_domains: ['${PUBLIC_URL}'] } },
    ],
    ['an unknown key', { secret: 'x' }],
  ])('would be refused with %s', (_name, change) => {
    expect(ManifestSchema.safeParse({ ...json, ...change }).success).toBe(false);
  });
});

describe('npm run manifest', { timeout: 120_000 }, () => {
  it('prints the scopes as the console imports them', () => {
    const printed: unknown = JSON.parse(execFileSync('npm', ['run', '-s', 'manifest'], { encoding: 'utf8' }));
    expect(printed).toEqual({ scopes: { tenant: names(manifest.scopes.tenant), user: [] } });
  });

  it('prints one object for the console, with addresses, and the checklist beside it', () => {
    const { status, stdout, stderr } = run('--public-url', 'https://mingqin.example.com');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      scopes: { tenant: names(manifest.scopes.tenant) },
      events: {
        subscription_type: 'webhook',
        request_url: 'https://mingqin.example.com/feishu/events',
        items: handledEvents,
      },
      callbacks: { request_url: 'https://mingqin.example.com/feishu/callbacks', items: handledCallbacks },
      security: { h5_trusted_domains: ['https://mingqin.example.com'] },
      web_app: { mobile_url: 'https://mingqin.example.com/h5/' },
    });
    expect(stdout).not.toContain('PUBLIC_URL');
    expect(stderr).toContain('https://mingqin.example.com/auth/callback');
    const long = run('--public-url', 'https://mingqin.example.com', '--events', 'long_connection');
    expect(long.stdout).not.toContain('request_url');
  });

  it('refuses an address the console would not take', () => {
    for (const url of ['http://a.cn', 'https://a.cn/app'])
      expect(run('--public-url', url)).toMatchObject({ status: 2, stdout: '' });
  });

  it('prints the approval widgets, and its usage when asked for something else', () => {
    expect(run('approvals').stdout).toContain('"id": "legal_basis"');
    expect(run('nonsense')).toMatchObject({ status: 2, stdout: '' });
  });
});
