import { z } from 'zod';
import type { Card } from '../contract/card.ts';
import { maxCardBytes } from '../contract/card-rules.ts';
import { tooLarge } from '../errors.ts';
import { AnyReplySchema } from './client.ts';
import type { FeishuClient } from './client.ts';
import { createPacer } from './pacer.ts';
import { pathId } from './path-id.ts';
import type { Messages } from './platform.ts';

/** A little below the platform's 5 and 50 a second and 1,000 a minute: its clock is not ours. */
const pace = { perKey: 4, total: 40, perApi: 150, longestWaitMs: 15_000 };
const maxImageBytes = 10 * 1024 * 1024;
const CreatedSchema = z.object({ data: z.object({ message_id: z.string().min(1) }) });
const UploadedSchema = z.object({ image_key: z.string().min(1) });

export function createMessages({ sdk, call, options }: FeishuClient): Messages {
  const takeTurn = options.unpaced === true ? () => Promise.resolve() : createPacer(pace);
  return {
    sendCard: async ({ to, card, uuid }) => {
      const data = { receive_id: to.id, msg_type: 'interactive', content: cardContent(card), uuid };
      const name = 'im.message.create';
      await takeTurn(name, to.id);
      const reply = await call({
        name,
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
      const name = 'im.message.patch';
      await takeTurn(name, messageId);
      await call({
        name,
        reply: AnyReplySchema,
        repeatable: true,
        run: () => sdk.im.message.patch(payload),
      });
    },
    urge: async ({ messageId, openIds }) => {
      const payload = {
        path: { message_id: pathId('messageId', messageId) },
        data: { user_id_list: [...openIds] },
        params: { user_id_type: 'open_id' as const },
      };
      const name = 'im.message.urgentApp';
      const run = () => sdk.im.message.urgentApp(payload);
      await call({ name, reply: AnyReplySchema, repeatable: true, run });
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
