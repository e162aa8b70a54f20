import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildCard } from './cards.ts';
import { startReceiver } from './receiver.ts';
import { refusal, startSandbox } from './support.ts';

let at: Awaited<ReturnType<typeof startSandbox>>;
let hook: Awaited<ReturnType<typeof startReceiver>>;
let answer: { status?: number; body?: unknown; delayMs?: number };
let messageId: string;
beforeEach(async () => {
  answer = { body: { toast: { type: 'success', content: '已记录' } } };
  hook = await startReceiver(() => answer);
  at = await startSandbox({ callbackUrl: hook.url });
  const sent = await at.client.im.message.create({
    params: { receive_id_type: 'open_id' },
    data: { receive_id: 'ou_p1', msg_type: 'interactive', content: JSON.stringify(buildCard()) },
  });
  messageId = sent.data?.message_id ?? '';
});
afterEach(async () => {
  await at.sandbox.close();
  await hook.close();
});

const press = (overrides: object = {}) =>
  at.sandbox.pressButton({ openId: 'ou_p1', messageId, value: { id: 'a1', do: 'hr' }, ...overrides });

describe('card callbacks', () => {
  it('sends who pressed what, signed, and shows toast and new card', async () => {
    answer = {
      body: {
        toast: { type: 'success', content: '已转 HR' },
        card: { type: 'raw', data: buildCard('已处理', [{ tag: 'hr' }]) },
      },
    };
    expect(await press()).toEqual({
      clientCode: 0,
      toast: { type: 'success', content: '已转 HR' },
      cardUpdated: true,
    });
    expect(hook.received[0]).toMatchObject({
      signed: true,
      json: {
        schema: '2.0',
        header: { event_type: 'card.action.trigger' },
        event: {
          operator: { open_id: 'ou_p1', user_id: 'u1', tenant_key: 'tenant-test' },
          action: { tag: 'button', value: { id: 'a1', do: 'hr' } },
          context: { open_message_id: messageId },
        },
      },
    });
    expect(at.sandbox.messages()[0]).toMatchObject({
      patches: 1,
      card: { header: { title: { content: '已处理' } } },
    });
  });

  it('sends form values as a client does, dates with their zone', async () => {
    const formValue = { kind: 'support', day: '2026-11-23', note: '去支援' };
    await press({ value: undefined, name: 'submit_arranged', formValue });
    expect(hook.received[0]?.json['event']).toMatchObject({
      action: {
        name: 'submit_arranged',
        value: { id: 'a1', do: 'arranged' },
        form_value: { kind: 'support', day: '2026-11-23 +0800', note: '去支援' },
      },
    });
  });

  it('stops at an empty required field, a foreign option and an over-long text', async () => {
    const submit = (formValue: object) => press({ value: undefined, name: 'submit_arranged', formValue });
    await expect(submit({})).rejects.toThrow('请填写');
    await expect(submit({ kind: 'holiday' })).rejects.toThrow('填写有误');
    await expect(submit({ kind: 'trip', note: '长'.repeat(21) })).rejects.toThrow('填写有误');
    expect(hook.received).toEqual([]);
  });

  it.each([
    ['another status than 200', { status: 204 }, 200671],
    ['a body that is no reply', { body: 'ok' }, 200672],
    ['a faulty card', { body: { card: { type: 'raw', data: { schema: '1.0' } } } }, 200673],
    ['no answer within 3 s', { delayMs: 3300 }, 200341],
  ])('shows the client error for %s', async (_name, given, clientCode) => {
    answer = given;
    expect(await press()).toMatchObject({ clientCode, cardUpdated: false });
    expect(at.sandbox.messages()[0]?.patches).toBe(0);
  });

  it('says it is not configured without a callback URL', async () => {
    at.sandbox.setUrls({ callbackUrl: '' });
    expect(await press()).toMatchObject({ clientCode: 200340 });
  });

  it('lets nobody press what is not in their chats or not on the card', async () => {
    await expect(press({ openId: 'ou_p2' })).rejects.toMatchObject({ code: 230027 });
    await expect(press({ value: { id: 'a1', do: 'forged' } })).rejects.toMatchObject({ code: 230001 });
  });

  it('takes a delayed update twice, with the token of the callback', async () => {
    await press();
    const event = hook.received[0]?.json['event'];
    const token: unknown = typeof event === 'object' && event !== null ? Reflect.get(event, 'token') : '';
    const update = (given: unknown) =>
      at.client.request({
        method: 'POST',
        url: '/open-apis/interactive/v1/card/update',
        data: { token: given, card: buildCard('稍后') },
      });
    await update(token);
    await update(token);
    expect(await refusal(update(token))).toMatchObject({ code: 300060 });
    expect(await refusal(update('c-none'))).toMatchObject({ code: 300060 });
    expect(at.sandbox.messages()[0]).toMatchObject({
      patches: 2,
      card: { header: { title: { content: '稍后' } } },
    });
  });
});
