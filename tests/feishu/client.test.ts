import { describe, expect, it } from 'vitest';
import { createFeishu } from '../../server/feishu/index.ts';
import { appSecret } from '../sandbox/support.ts';
import { buildCard } from './cards/support.ts';
import { useScriptedPlatform, useTenant } from './support.ts';

const toMin = { kind: 'open_id', id: 'ou_p2' } as const;
const send = { to: toMin, card: buildCard(), uuid: 'alert-1' };
const messagesPath = '/open-apis/im/v1/messages';
const tokenRequests = (requests: readonly string[]) =>
  requests.filter((line) => line.includes('tenant_access_token'));

describe('the platform client', () => {
  it('asks for one token when three calls start together', async () => {
    const { feishu, requests } = await useScriptedPlatform(() => ({
      body: { code: 0, data: { items: [], has_more: false } },
    }));
    await Promise.all([feishu.org.fetchOrg(), feishu.org.fetchOrg(), feishu.org.fetchOrg()]);
    expect(tokenRequests(requests)).toHaveLength(1);
  });

  it('waits as long as a rate limit asks, then succeeds', async () => {
    const { sandbox, feishu } = await useTenant();
    const headers = { 'x-ogw-ratelimit-reset': '1' };
    sandbox.failNext({ path: messagesPath, times: 1, status: 429, code: 99991400, headers });
    const startMs = performance.now();
    await feishu.messages.sendCard(send);
    // Timers may come a moment early.
    expect(performance.now() - startMs).toBeGreaterThan(990);
    expect(sandbox.messages()).toHaveLength(1);
  });

  it('slows down when one chat gets more than it may, and loses nothing', async () => {
    const { sandbox, feishu } = await useTenant();
    const cards = Array.from({ length: 7 }, (_one, no) => ({ ...send, uuid: `alert-${no}` }));
    await Promise.all(cards.map((card) => feishu.messages.sendCard(card)));
    expect(sandbox.messages()).toHaveLength(7);
  });

  it('gives up at once when the platform asks for a longer wait than a call may take', async () => {
    const { sandbox, feishu } = await useTenant();
    const headers = { 'x-ogw-ratelimit-reset': '600' };
    sandbox.failNext({ path: messagesPath, times: 1, status: 429, code: 99991400, headers });
    await expect(feishu.messages.sendCard(send)).rejects.toMatchObject({ details: { code: 99991400 } });
    expect(sandbox.messages()).toHaveLength(0);
  });

  it('replaces a refused token once and repeats the call', async () => {
    const { feishu, requests } = await useScriptedPlatform((_path, nth) =>
      nth === 1
        ? { status: 400, body: { code: 99991663, msg: 'Invalid access token' } }
        : { body: { code: 0, data: { message_id: 'om_1' } } },
    );
    await expect(feishu.messages.sendCard(send)).resolves.toEqual({ messageId: 'om_1' });
    expect(tokenRequests(requests)).toHaveLength(2);
  });

  it('asks for one new token when several calls are refused together', async () => {
    const { feishu, requests } = await useScriptedPlatform((_path, _nth, authorization) =>
      authorization === 'Bearer t-1'
        ? { status: 400, body: { code: 99991663 } }
        : { body: { code: 0, data: { message_id: 'om_1' } } },
    );
    const uuids = ['a', 'b', 'c', 'd'];
    await Promise.all(uuids.map((uuid) => feishu.messages.sendCard({ ...send, uuid })));
    expect(tokenRequests(requests)).toHaveLength(2);
  });

  it('says which code refused the app itself', async () => {
    const { options } = await useTenant();
    const { messages } = createFeishu({ ...options, appSecret: 'wrong' });
    await expect(messages.sendCard(send)).rejects.toMatchObject({ details: { code: 10014 } });
  });

  it('does not ask for tokens for ever when every token is refused', async () => {
    const { feishu, requests } = await useScriptedPlatform(() => ({ status: 400, body: { code: 99991663 } }));
    await expect(feishu.messages.sendCard(send)).rejects.toMatchObject({
      code: 'platform_failed',
      details: { operation: 'im.message.create', code: 99991663 },
    });
    expect(tokenRequests(requests)).toHaveLength(2);
  });

  it('sends a message again after a server error, and the uuid keeps it single', async () => {
    const { sandbox, feishu } = await useTenant();
    sandbox.failNext({ path: messagesPath, times: 2, status: 503, code: 1500 });
    const first = await feishu.messages.sendCard(send);
    await expect(feishu.messages.sendCard(send)).resolves.toEqual(first);
    expect(sandbox.messages()).toHaveLength(1);
  });

  it('never repeats a sign-in code after a server error', async () => {
    const { feishu, requests } = await useScriptedPlatform(() => ({ status: 500, body: { code: 20050 } }));
    await expect(feishu.signIn.exchangeCode({ code: 'c' })).rejects.toMatchObject({
      details: { code: 20050 },
    });
    expect(requests).toHaveLength(1);
  });

  it('never repeats a refusal that time cannot heal', async () => {
    const { feishu, requests } = await useScriptedPlatform(() => ({ status: 400, body: { code: 230013 } }));
    await expect(feishu.messages.sendCard(send)).rejects.toMatchObject({ details: { code: 230013 } });
    expect(requests).toHaveLength(2);
  });

  it('fails on a non-zero code that comes with HTTP 200', async () => {
    const { feishu } = await useScriptedPlatform(() => ({ body: { code: 230002, msg: 'no' } }));
    await expect(feishu.messages.sendCard(send)).rejects.toMatchObject({ details: { code: 230002 } });
  });

  it('fails on a reply without the documented fields, and on one that is no JSON', async () => {
    const bodies: unknown[] = [{ code: 0, data: {} }, '<html>busy</html>', { code: 'zero' }];
    const { feishu } = await useScriptedPlatform((_path, nth) => ({ body: bodies[nth - 1] }));
    for (const _ of bodies)
      await expect(feishu.messages.sendCard(send)).rejects.toMatchObject({ details: { code: -2 } });
  });

  it('gives up on a platform that does not answer', async () => {
    const { feishu, requests } = await useScriptedPlatform(() => null, 2_000);
    await expect(feishu.messages.sendCard(send)).rejects.toMatchObject({ details: { code: -1 } });
    expect(requests).toHaveLength(2);
  });

  it.each(['reset', 'half'] as const)(
    'asks again where the connection ends before the answer does (%s), and not without end',
    async (end) => {
      const good = { body: { code: 0, data: { message_id: 'om_1' } } };
      const once = await useScriptedPlatform((_path, nth) => (nth === 1 ? end : good));
      await expect(once.feishu.messages.sendCard(send)).resolves.toEqual({ messageId: 'om_1' });
      const always = await useScriptedPlatform(() => end);
      await expect(always.feishu.messages.sendCard(send)).rejects.toMatchObject({ details: { code: -1 } });
      expect(always.requests).toHaveLength(5);
    },
  );

  it('never repeats a sign-in code after a broken connection', async () => {
    const { feishu, requests } = await useScriptedPlatform(() => 'reset');
    await expect(feishu.signIn.exchangeCode({ code: 'c' })).rejects.toMatchObject({ details: { code: -1 } });
    expect(requests).toHaveLength(1);
  });

  it('fails when a refused upload would look like an empty success', async () => {
    const { feishu } = await useScriptedPlatform(() => ({ body: { code: 234001, msg: 'bad image' } }));
    await expect(feishu.messages.uploadImage(new Uint8Array([1]))).rejects.toMatchObject({
      details: { operation: 'im.image.create', code: 234001 },
    });
  });

  it('refuses ids that would turn a path into another one, before anything is sent', async () => {
    const { feishu, requests } = await useScriptedPlatform(() => ({ body: { code: 0, data: {} } }));
    const { approvals, messages } = feishu;
    for (const id of ['x/../../im?y=1', '', 'a b', '%2e%2e', 'a'.repeat(129)]) {
      await expect(approvals.get(id)).rejects.toMatchObject({ code: 'invalid_input' });
      await expect(approvals.subscribe(id)).rejects.toMatchObject({ code: 'invalid_input' });
      const update = messages.updateCard({ messageId: id, card: buildCard() });
      await expect(update).rejects.toMatchObject({ code: 'invalid_input' });
    }
    expect(requests).toEqual([]);
  });

  it('logs what failed, but nothing that was sent, and no secret', async () => {
    const { sandbox, feishu, lines } = await useTenant();
    sandbox.failNext({ path: messagesPath, times: 1, status: 400, code: 230099, msg: 'bad card 王强' });
    await expect(feishu.messages.sendCard(send)).rejects.toThrow('230099');
    const text = JSON.stringify(lines);
    expect(text).toContain('im.message.create');
    expect(text).toContain('230099');
    for (const secret of ['ou_p2', '王强', '你好', appSecret, 'Bearer', 't-'])
      expect(text).not.toContain(secret);
  });
});
