import { describe, expect, it } from 'vitest';
import { buildCard } from './cards/support.ts';
import { useTenant } from './support.ts';

const toMin = { kind: 'open_id', id: 'ou_p2' } as const;
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('messages', () => {
  it('reach a person and a group, and change in place', async () => {
    const { sandbox, feishu } = await useTenant();
    const { messageId } = await feishu.messages.sendCard({ to: toMin, card: buildCard('一'), uuid: 'a' });
    const toGroup = { kind: 'chat_id', id: 'oc_east' } as const;
    await feishu.messages.sendCard({ to: toGroup, card: buildCard('二'), uuid: 'b' });
    await feishu.messages.updateCard({ messageId, card: buildCard('三') });
    const [first, second] = sandbox.messages();
    expect(first).toMatchObject({ messageId, receiverOpenId: 'ou_p2', card: buildCard('三'), patches: 1 });
    expect(second).toMatchObject({ chatId: 'oc_east', card: buildCard('二') });
  });

  it('say when a card is too old to change', async () => {
    const { clock, feishu } = await useTenant();
    const { messageId } = await feishu.messages.sendCard({ to: toMin, card: buildCard(), uuid: 'a' });
    clock.at = new Date(clock.at.getTime() + 15 * 86_400_000);
    await expect(feishu.messages.updateCard({ messageId, card: buildCard() })).rejects.toMatchObject({
      code: 'platform_failed',
      details: { code: 230031 },
    });
  });

  it('are refused before sending when the card is over 30 KB', async () => {
    const { sandbox, feishu } = await useTenant();
    const card = buildCard('长'.repeat(10_300));
    await expect(feishu.messages.sendCard({ to: toMin, card, uuid: 'a' })).rejects.toMatchObject({
      code: 'too_large',
    });
    expect(sandbox.messages()).toEqual([]);
  });

  it('carry images uploaded before', async () => {
    const { sandbox, feishu } = await useTenant();
    const { imageKey } = await feishu.messages.uploadImage(png);
    const card = buildCard();
    card.body.elements.push({ tag: 'img', img_key: imageKey, alt: { tag: 'plain_text', content: '图' } });
    await feishu.messages.sendCard({ to: toMin, card, uuid: 'a' });
    expect(sandbox.messages()).toHaveLength(1);
  });
});
