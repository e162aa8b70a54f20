import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ManifestSchema } from '../../server/cli/manifest-schema.ts';
import { handledCallbacks } from '../../server/feishu/card-action.ts';
import { handledEvents } from '../../server/feishu/event.ts';

const json = z.record(z.string(), z.json()).parse(JSON.parse(readFileSync('manifest.json', 'utf8')));
const manifest = ManifestSchema.parse(json);
const names = (items: readonly { name: string }[]): string[] => items.map((item) => item.name);
const scope = { name: 'im:message', reason: '发送提醒卡片' };
const run = (...args: string[]) =>
  spawnSync('npx', ['tsx', 'server/cli/manifest.ts', ...args], { encoding: 'utf8' });

describe('manifest.json', () => {
  it('subscribes exactly the events and callbacks the webhook understands', () => {
    expect(names(manifest.events.items)).toEqual(handledEvents);
    expect(names(manifest.callbacks.items)).toEqual(handledCallbacks);
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

describe('npm run manifest', { timeout: 60_000 }, () => {
  it('prints the scopes as the console imports them', () => {
    const printed: unknown = JSON.parse(execFileSync('npm', ['run', '-s', 'manifest'], { encoding: 'utf8' }));
    expect(printed).toEqual({ scopes: { tenant: names(manifest.scopes.tenant), user: [] } });
  });

  it('prints the approval widgets, and its usage when asked for something else', () => {
    expect(run('approvals').stdout).toContain('"id": "legal_basis"');
    expect(run('nonsense')).toMatchObject({ status: 2, stdout: '' });
  });
});
