import { z } from 'zod';
import type { Card } from '../contract/card.ts';
import { maxCardBytes } from '../contract/card-rules.ts';
import { tooLarge } from '../errors.ts';
import { AnyReplySchema } from './client.ts';
import type { FeishuClient } from './client.ts';
import { pathId } from './path-id.ts';
import type { Messages } from './platform.ts';

const maxImageBytes = 10 * 1024 * 1024;
const CreatedSchema = z.object({ data: z.object({ message_id: z.string().min(1) }) });
const UploadedSchema = z.object({ image_key: z.string().min(1) });

export function createMessages({ sdk, call }: FeishuClient): Messages {
  return {
    sendCard: async ({ to, card, uuid }) => {
      const data = { receive_id: to.id, msg_type: 'interactive', content: cardContent(card), uuid };
      const reply = await call({
        name: 'im.message.create',
        reply: CreatedSchema,
        repeatable: true,
        run: () => sdk.im.message.create({ data, params: { receive_id_type: to.kind } }),
      });
      return { messageId: reply.data.message_id };
    },
    updateCard: async ({ messageId, card }) => {
      const payload = {
        path: { message_id: pathId('messageId', messageId) },
        data: { content: cardContent(card) },
      };
      await call({
        name: 'im.message.patch',
        reply: AnyReplySchema,
        repeatable: true,
        run: () => sdk.im.message.patch(payload),
      });
    },
    uploadImage: async (png) => {
      if (png.byteLength > maxImageBytes) throw tooLarge('image', '10 MB');
      const reply = await call({
        name: 'im.image.create',
        reply: UploadedSchema,
        repeatable: true,
        run: () => sdk.im.image.create({ data: { image_type: 'message', image: Buffer.from(png) } }),
      });
      return { imageKey: reply.image_key };
    },
  };
}

function cardContent(card: Card): string {
  const content = JSON.stringify(card);
  if (Buffer.byteLength(content) > maxCardBytes) throw tooLarge('card', '30 KB');
  return content;
}
