import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildCard } from './cards.ts';
import { refusal, startSandbox } from './support.ts';

let at: Awaited<ReturnType<typeof startSandbox>>;
beforeEach(async () => {
  at = await startSandbox();
});
afterEach(() => at.sandbox.close());

const send = (
  card: unknown,
  to: { type?: 'open_id' | 'chat_id' | 'user_id'; id?: string; uuid?: string } = {},
) =>
  at.client.im.message.create({
    params: { receive_id_type: to.type ?? 'open_id' },
    data: {
      receive_id: to.id ?? 'ou_p1',
      msg_type: 'interactive',
      content: JSON.stringify(card),
      ...(to.uuid === undefined ? {} : { uuid: to.uuid }),
    },
  });
const patch = (messageId: string, card: unknown) =>
  at.client.im.message.patch({ path: { message_id: messageId }, data: { content: JSON.stringify(card) } });

describe('messages', () => {
  it('delivers a card to a person and to a group at the time of the clock', async () => {
    const direct = await send(buildCard());
    const group = await send(buildCard('组'), { type: 'chat_id', id: 'oc_east' });
    expect(direct.data).toMatchObject({
      msg_type: 'interactive',
      create_time: String(at.clock.at.getTime()),
    });
    expect(group.data?.chat_id).toBe('oc_east');
    expect(at.sandbox.messages()).toMatchObject([
      { receiverOpenId: 'ou_p1', card: { header: { title: { content: '【待核实】M-1023' } } } },
      { receiverOpenId: null, chatId: 'oc_east' },
    ]);
  });

  it('keeps one message per uuid for an hour', async () => {
    const first = await send(buildCard(), { uuid: 'alert-1' });
    const again = await send(buildCard('另一张'), { uuid: 'alert-1' });
    expect(again.data?.message_id).toBe(first.data?.message_id);
    at.clock.at = new Date(at.clock.at.getTime() + 3_600_001);
    const later = await send(buildCard(), { uuid: 'alert-1' });
    expect(later.data?.message_id).not.toBe(first.data?.message_id);
    expect(at.sandbox.messages()).toHaveLength(2);
  });

  it('refuses a uuid longer than 50 characters', async () => {
    expect(await refusal(send(buildCard(), { uuid: 'x'.repeat(51) }))).toMatchObject({ code: 99992402 });
  });

  it('names the faulty place of a card', async () => {
    const found = await refusal(send(buildCard('t', [{ tag: 'button', txt: 'x' }])));
    expect(found).toMatchObject({ status: 400, code: 230099 });
    expect(found.msg).toContain('ErrCode: 200621');
    expect(found.msg).toContain('ROOT -> body -> elements -> [0](tag: button)');
  });

  it('refuses a card above 30 KB', async () => {
    const long = buildCard('t', [{ tag: 'markdown', content: '长'.repeat(11_000) }]);
    expect(await refusal(send(long))).toMatchObject({ code: 230025 });
  });

  it('refuses strangers, leavers and chats the bot is not in', async () => {
    expect(await refusal(send(buildCard(), { id: 'ou_nobody' }))).toMatchObject({ code: 99992351 });
    expect(await refusal(send(buildCard(), { type: 'chat_id', id: 'oc_other' }))).toMatchObject({
      code: 230002,
    });
    at.sandbox.removeUser('ou_p2');
    expect(await refusal(send(buildCard(), { id: 'ou_p2' }))).toMatchObject({ code: 230013 });
  });

  it('replies in the chat of the parent', async () => {
    const parent = await send(buildCard(), { type: 'chat_id', id: 'oc_east' });
    const reply = await at.client.im.message.reply({
      path: { message_id: parent.data?.message_id ?? '' },
      data: { msg_type: 'text', content: JSON.stringify({ text: '收到' }) },
    });
    expect(reply.data).toMatchObject({ chat_id: 'oc_east', parent_id: parent.data?.message_id });
  });

  it('patches its own card within 14 days only, and never to a faulty one', async () => {
    const id = (await send(buildCard())).data?.message_id ?? '';
    expect((await patch(id, buildCard('已处理', [{ tag: 'hr' }]))).code).toBe(0);
    expect(at.sandbox.messages()[0]).toMatchObject({
      patches: 1,
      card: { header: { title: { content: '已处理' } } },
    });
    expect(await refusal(patch(id, { elements: [] }))).toMatchObject({ code: 230099 });
    at.clock.at = new Date(at.clock.at.getTime() + 14 * 86_400_000 + 1);
    expect(await refusal(patch(id, buildCard()))).toMatchObject({ code: 230031 });
  });

  it('takes an image and lets a card show it', async () => {
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    );
    const upload = await at.client.im.image.create({ data: { image_type: 'message', image: png } });
    const img = (key: string) => ({ tag: 'img', img_key: key, alt: { tag: 'plain_text', content: '图' } });
    expect((await send(buildCard('t', [img(upload?.image_key ?? '')]))).code).toBe(0);
    expect(await refusal(send(buildCard('t', [img('img_v3_none')])))).toMatchObject({ code: 230099 });
  });

  it('marks a message urgent for the people named', async () => {
    const id = (await send(buildCard())).data?.message_id ?? '';
    const reply = await at.client.im.message.urgentApp({
      path: { message_id: id },
      params: { user_id_type: 'open_id' },
      data: { user_id_list: ['ou_p1', 'ou_nobody'] },
    });
    expect(reply.data?.invalid_user_id_list).toEqual(['ou_nobody']);
    expect(at.sandbox.messages()[0]?.urgentFor).toEqual(['ou_p1']);
  });

  it('creates a group once per uuid and adds members', async () => {
    const make = () =>
      at.client.im.chat.create({
        params: { user_id_type: 'open_id', uuid: 'group-1' },
        data: { name: '试点群', user_id_list: ['ou_p1'] },
      });
    const chatId = (await make()).data?.chat_id ?? '';
    expect((await make()).data?.chat_id).toBe(chatId);
    await at.client.im.chatMembers.create({
      path: { chat_id: chatId },
      params: { member_id_type: 'open_id' },
      data: { id_list: ['ou_p3'] },
    });
    expect((await send(buildCard(), { type: 'chat_id', id: chatId })).code).toBe(0);
  });
});
