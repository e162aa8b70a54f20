import { flowZh } from '../contract/texts/flow.zh.ts';
import type { CardAction, CardReply, PlatformEvent } from '../feishu/platform.ts';
import { handleCardAction } from './card/card-action.ts';
import type { Deps } from './deps.ts';
import { receiveCardAction, receiveEvent } from './inbox.ts';

/** What the platform may say to us, the same by webhook and by long connection: an event is kept, a press is answered. */
export type PlatformDoor = Readonly<{
  onEvent(event: PlatformEvent): Promise<void>;
  onCardAction(action: CardAction): Promise<CardReply>;
}>;

export function platformDoor(deps: Deps): PlatformDoor {
  return {
    onEvent: async (event) => {
      await receiveEvent(deps, event);
    },
    onCardAction: async (action) => {
      const isNew = await receiveCardAction(deps, action);
      if (!isNew) return { toast: { type: 'info', content: flowZh.toasts.handled } };
      return handleCardAction(deps, action);
    },
  };
}
