import { asksAnew } from './card-press.ts';
import type { TenantState } from './tenant.ts';
import type { SandboxMessage } from './types.ts';

/** So long after somebody acted a change of a card counts as what came of it. */
const threadMs = 60_000;

/** A new card in place of the old one; who answered before is asked again only when it asks something new. */
export function replaceCard(
  state: TenantState,
  message: SandboxMessage,
  change: Pick<SandboxMessage, 'content' | 'card'>,
): void {
  const { pressedBy: answered = [], openedBy: followed = [] } = state.messages.get(message.messageId) ?? {};
  const isAnew = asksAnew(message.card, change.card);
  const [pressedBy, openedBy] = isAnew ? [[], []] : [answered, followed];
  const now = state.nowMs();
  // A change that only time made is no news; a change soon after somebody acted is the thread that the visitor follows.
  const isNews = isAnew || now - state.acts.lastMs <= threadMs;
  const patches = message.patches + 1;
  state.messages.set(message.messageId, {
    ...message,
    ...change,
    pressedBy,
    openedBy,
    patches,
    updatedAtMs: now,
    askedAtMs: isNews ? now : (message.askedAtMs ?? message.updatedAtMs),
  });
}
