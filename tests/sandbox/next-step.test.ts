import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildButton, buildCard } from './cards.ts';
import { startReceiver } from './receiver.ts';
import { startSandbox } from './support.ts';

let at: Awaited<ReturnType<typeof startSandbox>>;
let hook: Awaited<ReturnType<typeof startReceiver>>;
beforeEach(async () => {
  hook = await startReceiver(() => ({ body: {} }));
  at = await startSandbox({ callbackUrl: hook.url, appUrl: '' });
});
afterEach(async () => {
  await at.sandbox.close();
  await hook.close();
});

const StateSchema = z.object({
  data: z.object({
    deadlineAtMs: z.number().nullable(),
    state: z.object({
      nextStep: z
        .object({ kind: z.string(), persona: z.string(), title: z.string(), isOpened: z.boolean() })
        .nullable(),
      personas: z.array(z.object({ title: z.string(), waiting: z.number() })),
      chats: z.array(z.object({ name: z.string(), unread: z.number() })),
    }),
  }),
});
const readState = async (openId = 'ou_p1') => {
  const headers = { cookie: `sandbox_person=${openId}` };
  const response = await fetch(`${at.sandbox.url}/sandbox/api/state`, { headers });
  return StateSchema.parse(await response.json()).data;
};
const next = async () => (await readState()).state.nextStep;
/** What the page of `openId` says about a message: that its link was opened, or that the visitor is through with it. */
const tell = async (what: 'opened' | 'through', messageId: string, openId = 'ou_p3') => {
  const page = await (await fetch(at.sandbox.url)).text();
  const token = /name="sandbox-page" content="([^"]+)"/.exec(page)?.[1] ?? '';
  await fetch(`${at.sandbox.url}/sandbox/api/${what}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      cookie: `sandbox_person=${openId}`,
      'x-sandbox-page': token,
    },
    body: JSON.stringify({ messageId }),
  });
};
const later = (minutes: number) => {
  at.clock.at = new Date(at.clock.at.getTime() + minutes * 60_000);
};
const send = async (card: unknown, id = 'ou_p1', type: 'open_id' | 'chat_id' = 'open_id') => {
  const sent = await at.client.im.message.create({
    params: { receive_id_type: type },
    data: { receive_id: id, msg_type: 'interactive', content: JSON.stringify(card) },
  });
  return sent.data?.message_id ?? '';
};
const patch = (messageId: string, card: unknown) =>
  at.client.im.message.patch({ path: { message_id: messageId }, data: { content: JSON.stringify(card) } });
const link = (template: string, state = '说明期') => ({
  ...buildCard('案件 C-7', [
    buildButton('打开', {}, { behaviors: [{ type: 'open_url', default_url: 'http://127.0.0.1:1/h5/' }] }),
  ]),
  header: {
    title: { tag: 'plain_text', content: '案件 C-7' },
    template,
    text_tag_list: [{ tag: 'text_tag', text: { tag: 'plain_text', content: state } }],
  },
});

describe('the next step', () => {
  it('is nothing in a quiet tenant, and when a card only tells', async () => {
    expect(await next()).toBeNull();
    await send(buildCard('通知', [{ tag: 'markdown', content: '仅供知悉' }]));
    expect(await next()).toBeNull();
  });

  it('follows the newest question and leaves once it is answered', async () => {
    await send(buildCard('旧的'), 'ou_p3');
    later(1);
    const messageId = await send(buildCard('新的'));
    expect(await next()).toMatchObject({ persona: '王经理', title: '新的' });
    await at.sandbox.pressButton({ openId: 'ou_p1', messageId, value: { id: 'a1', do: 'hr' } });
    expect(await next()).toMatchObject({ persona: '李HR', title: '旧的' });
  });

  it('begins with the persona listed first, whatever came to others since', async () => {
    await send(buildCard('给主管的提醒'));
    later(60);
    await send(link('orange', '时间已过半'), 'ou_p3');
    expect(await next()).toMatchObject({ persona: '王经理', title: '给主管的提醒' });
  });

  it('names the persona listed first when one step wrote to several', async () => {
    await send(buildCard('给 HR'), 'ou_p3');
    at.clock.at = new Date(at.clock.at.getTime() + 800);
    await send(buildCard('给主管'), 'ou_p4');
    expect(await next()).toMatchObject({ persona: '李HR', title: '给 HR' });
  });

  it('asks a group only until one of them answered', async () => {
    const messageId = await send(buildCard('群里的'), 'oc_east', 'chat_id');
    expect(await next()).toMatchObject({ persona: '王经理' });
    await at.sandbox.pressButton({ openId: 'ou_p1', messageId, value: { id: 'a1', do: 'hr' } });
    expect(await next()).toBeNull();
  });

  it('invites to follow a link unless the card is over, and again when its state changes', async () => {
    const messageId = await send(link('blue'), 'ou_p3');
    expect(await next()).toMatchObject({ persona: '李HR', title: '案件 C-7' });
    await patch(messageId, link('grey', '已关闭'));
    expect(await next()).toBeNull();
    await patch(messageId, link('blue', '待核实'));
    expect(await next()).toMatchObject({ persona: '李HR' });
  });

  it('asks again when a card that was quiet asks under the same state', async () => {
    const messageId = await send(link('blue'), 'ou_p3');
    await tell('through', messageId);
    expect(await next()).toBeNull();
    await patch(messageId, link('grey'));
    expect(await next()).toBeNull();
    await patch(messageId, link('blue'));
    expect(await next()).toMatchObject({ persona: '李HR', title: '案件 C-7' });
  });

  it('stays with a link that was opened until what it asks for is done, or the visitor is through with it', async () => {
    const before = await send(link('blue', '更早'), 'ou_p4');
    later(1);
    const messageId = await send(link('blue'), 'ou_p3');
    expect(await next()).toMatchObject({ persona: '李HR', isOpened: false });
    await tell('opened', messageId);
    expect(await next()).toMatchObject({ persona: '李HR', isOpened: true });
    await patch(messageId, link('grey', '已说明'));
    expect(await next()).toMatchObject({ persona: '赵主管', isOpened: false });
    await tell('opened', before, 'ou_p4');
    expect(await next()).toMatchObject({ persona: '赵主管', isOpened: true });
    await tell('through', before, 'ou_p4');
    expect(await next()).toBeNull();
  });

  it('is done with a link that only tells once it was opened', async () => {
    const messageId = await send(link('green', '已出'), 'ou_p3');
    expect(await next()).toMatchObject({ persona: '李HR' });
    await tell('opened', messageId);
    expect(await next()).toBeNull();
  });

  it('asks one of several who got the same link: who opened it', async () => {
    await send(link('blue'), 'ou_p3');
    const other = await send(link('blue'), 'ou_p4');
    await tell('opened', other, 'ou_p4');
    expect(await next()).toMatchObject({ isOpened: true });
    await tell('through', other, 'ou_p4');
    expect(await next()).toBeNull();
  });

  it('is not taken over by a card that time alone has changed, but by what comes of a press', async () => {
    const old = await send(buildCard('旧的'), 'ou_p3');
    later(30);
    const fresh = await send(buildCard('新的'));
    await at.sandbox.pressButton({ openId: 'ou_p1', messageId: fresh, value: { id: 'a1', do: 'hr' } });
    later(30);
    await send(buildCard('再新的'), 'ou_p4');
    later(30);
    await patch(old, { ...buildCard('旧的，已过期限') });
    expect(await next()).toMatchObject({ title: '再新的' });
    const other = await send(buildCard('另一条'), 'ou_p2');
    await at.sandbox.pressButton({ openId: 'ou_p2', messageId: other, value: { id: 'a1', do: 'hr' } });
    later(0.1);
    await patch(old, { ...buildCard('旧的，已转来') });
    expect(await next()).toMatchObject({ persona: '李HR', title: '旧的，已转来' });
  });

  it('counts what waits for each persona and what is unread', async () => {
    await send(buildCard());
    const { state } = await readState();
    expect(state.personas.map((one) => one.waiting)).toEqual([1, 0, 0, 0]);
    expect(state.chats[0]).toEqual({ name: '明勤助手', unread: 1 });
    expect((await readState('ou_p2')).state.chats.map((chat) => chat.name)).toEqual(['明勤助手']);
  });

  it('has no deadline button without a deadline two hours ahead', async () => {
    expect((await readState()).deadlineAtMs).toBeNull();
  });
});
