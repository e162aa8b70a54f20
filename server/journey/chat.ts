import { openIdOf } from '../demo/people.ts';
import type { SandboxApproval, SandboxMessage } from '../sandbox/index.ts';
import type { World } from './world.ts';

type Chat = World['sandbox'];

/** The cards in a person's chat with the bot, or in the group of this id. */
export function cardsOf(chat: Chat, key: string): SandboxMessage[] {
  const openId = openIdOf(key);
  return chat
    .messages()
    .filter(({ receiverOpenId, chatId, card }) => card && (receiverOpenId === openId || chatId === key));
}

/** The newest of these cards that holds the words. */
export function findCard(
  cards: readonly SandboxMessage[],
  { key, words }: Readonly<{ key: string; words: string }>,
): SandboxMessage {
  const found = cards.findLast((message) => JSON.stringify(message.card).includes(words));
  if (!found) throw new Error(`no card for ${key} says ${words}`);
  return found;
}

/** The pending approval whose form holds the words. */
export function findApproval(chat: Chat, words: string): SandboxApproval {
  const found = chat
    .approvals()
    .findLast((approval) => approval.status === 'PENDING' && JSON.stringify(approval).includes(words));
  if (!found) throw new Error(`no approval is pending about ${words}`);
  return found;
}
