import mongoose from 'mongoose';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFeishu } from '../../server/feishu/index.ts';
import { createSharedTokens } from '../../server/flow/secret/shared-tokens.ts';
import { useDatabase } from '../support/db.ts';
import { buildCard } from './cards/support.ts';
import { buildOptions, useScriptedPlatform } from './support.ts';

const KEY = 'k'.repeat(32);
const send = { to: { kind: 'open_id', id: 'ou_p2' }, card: buildCard(), uuid: 'alert-1' } as const;
const tokenRequests = (requests: readonly string[]) =>
  requests.filter((line) => line.includes('tenant_access_token'));

describe('tokens that several processes share', () => {
  useDatabase();
  beforeEach(() => mongoose.connection.collection('platform_tokens').deleteMany({}));

  /** Two processes of one installation: nothing in common but the store. */
  async function twoProcesses(answer: Parameters<typeof useScriptedPlatform>[0]) {
    const platform = await useScriptedPlatform(answer);
    const start = (secretKey = KEY) =>
      createFeishu(
        buildOptions({
          baseUrl: platform.url,
          accountsUrl: platform.url,
          sharedTokens: createSharedTokens(secretKey),
        }),
      );
    return { ...platform, start };
  }
  const sent = { body: { code: 0, data: { message_id: 'om_1' } } };

  it('are asked for once', async () => {
    const { start, requests } = await twoProcesses(() => sent);
    for (const feishu of [start(), start(), start()]) await feishu.messages.sendCard(send);
    expect(tokenRequests(requests)).toHaveLength(1);
  });

  it('are replaced once for all when the platform refuses one', async () => {
    let revoked = '';
    const { start, requests } = await twoProcesses((_path, _nth, authorization) =>
      authorization === revoked ? { status: 400, body: { code: 99991663 } } : sent,
    );
    const [first, second] = [start(), start()];
    await first.messages.sendCard(send);
    await second.messages.sendCard(send);
    revoked = 'Bearer t-1';
    await first.messages.sendCard(send);
    await second.messages.sendCard(send);
    expect(tokenRequests(requests)).toHaveLength(2);
  });

  it('are unreadable in the database, and useless under another key', async () => {
    const { start, requests } = await twoProcesses(() => sent);
    await start().messages.sendCard(send);
    const stored = await mongoose.connection.collection('platform_tokens').find().toArray();
    expect(stored).toHaveLength(1);
    expect(JSON.stringify(stored)).not.toContain('t-1');
    await start('z'.repeat(32)).messages.sendCard(send);
    expect(tokenRequests(requests)).toHaveLength(2);
  });

  it('hold the page ticket too, whose quota is small', async () => {
    const ticket = { body: { code: 0, data: { ticket: 'T', expire_in: 7200 } } };
    const { start, requests } = await twoProcesses(() => ticket);
    const [first, second] = [start(), start()];
    const pages = await Promise.all(
      [first, first, second].map((one) => one.signIn.jssdkConfig('https://a.cn/h5/')),
    );
    await start().signIn.jssdkConfig('https://a.cn/h5/');
    expect(new Set(pages.map(({ nonceStr }) => nonceStr)).size).toBe(3);
    expect(requests.filter((line) => line.includes('ticket')).length).toBeLessThanOrEqual(2);
  });
});
