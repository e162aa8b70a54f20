import { h } from './dom.js';
import { renderMessage } from './views.js';

const $ = (id) => document.getElementById(id);

/** The heading of the middle pane, with the way back on narrow screens. */
export const paneHead = (actions, ...title) =>
  h(
    'div',
    { class: 'main-head' },
    h(
      'button',
      { type: 'button', class: 'btn text small back', onclick: () => actions.show('chat') },
      '‹ 消息',
    ),
    h('h2', {}, title),
  );

/** The open chat; each message is drawn again only when it changed. */
export function drawChat(state, parts, actions) {
  const chat = state.chats.find((one) => one.chatId === state.openChatId);
  if (chat === undefined) return;
  parts.replace('main', ['chat', chat.chatId, state.me], () => {
    parts.forget('om_');
    const count = chat.kind === 'group' ? h('span', { class: 'muted' }, `${chat.members} 人`) : null;
    const label = `${chat.name} 的消息`;
    return [
      paneHead(actions, chat.name, count),
      h('ul', { class: 'messages', id: 'messages', 'aria-label': label }),
    ];
  });
  const list = $('messages');
  const before = list.childElementCount;
  drawMessages(list, { state, parts, actions });
  if (list.childElementCount !== before) list.scrollTop = list.scrollHeight;
  const seen = !document.hidden && list.offsetParent !== null;
  if (chat.unread > 0 && seen) actions.markRead(chat.chatId);
}

function drawMessages(list, { state, parts, actions }) {
  const ctx = { people: state.people, openUrl: actions.openUrl, press: actions.press };
  for (const message of state.messages) {
    if (!parts.changed(message.messageId, message)) continue;
    const node = renderMessage(message, ctx);
    const old = $(message.messageId);
    if (old === null) list.append(node);
    else old.replaceWith(node);
  }
  if (state.messages.length === 0) list.replaceChildren(h('li', { class: 'empty' }, '还没有消息'));
  else list.querySelector(':scope > .empty')?.remove();
}
