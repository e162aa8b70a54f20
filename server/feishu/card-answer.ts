import { AppError } from '../errors.ts';
import { cardsZh } from '../contract/texts/cards.zh.ts';
import type { FeishuLogger } from './logger.ts';
import type { CardAction, CardReply } from './platform.ts';

/** The client shows an error after 3 s. */
const replyWithinMs = 2_500;

export type CardHandler = Readonly<{
  logger: FeishuLogger;
  onCardAction(action: CardAction): Promise<CardReply>;
}>;

/** The body a press is answered with. Anything but an answer within 3 s shows an error code, so a failure is told as a toast. */
export async function answerCardAction(action: CardAction, handler: CardHandler) {
  const toast = (type: 'error' | 'info', content: string): CardReply => ({ toast: { type, content } });
  const handled = handler.onCardAction(action).catch((error: unknown) => {
    const code = error instanceof AppError ? error.code : 'internal';
    handler.logger.warn({ code }, 'card action failed');
    return toast('error', cardsZh.toast.failed);
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CardReply>((resolve) => {
    timer = setTimeout(() => resolve(toast('info', cardsZh.toast.working)), replyWithinMs);
  });
  return toBody(await Promise.race([handled, late]).finally(() => clearTimeout(timer)));
}

function toBody({ toast, card }: CardReply) {
  return { ...(toast ? { toast } : {}), ...(card ? { card: { type: 'raw', data: card } } : {}) };
}
