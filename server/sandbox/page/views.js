import { renderCard } from './card.js';
import { avatar, formatStamp, h } from './dom.js';

export function renderPersonas(state, actions) {
  return state.personas.map((persona) =>
    h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'chip',
          title: persona.hint,
          'aria-pressed': String(persona.openId === state.me),
          onclick: () => actions.become(persona.openId),
        },
        persona.title,
        persona.waiting > 0
          ? h('span', { class: 'badge', 'aria-label': `${persona.waiting} 件待办` }, persona.waiting)
          : null,
      ),
    ),
  );
}

export function renderNext(state, actions) {
  const { nextStep: next } = state;
  if (next === null) return [h('span', {}, '现在没有等着处理的事。可以快进时间，或在手机里打卡。')];
  const here = next.openId === state.me;
  const verb = next.kind === 'approval' ? '审批' : '处理';
  return [
    h('span', { class: 'next-label' }, '下一步'),
    h('span', { class: 'next-text' }, `${next.persona}：${verb}“${next.title}”`),
    h(
      'button',
      { type: 'button', class: 'btn primary-filled small', onclick: () => actions.goNext(next) },
      here ? '带我去' : `切换到${next.persona}`,
    ),
    ...(next.isOpened && here ? [renderThrough(next, actions)] : []),
  ];
}

/** What leads on when nothing will come of a link that was followed. */
function renderThrough(next, actions) {
  return h(
    'button',
    {
      type: 'button',
      class: 'btn small',
      title: '办完以后会自动换到下一件；只想看看，可以先看下一件',
      onclick: () => actions.through(next.id),
    },
    '看下一件',
  );
}

export function renderChats(state, view, actions) {
  const pending = state.approvals.filter((one) => one.mine).length;
  const entry = (name, label, count) =>
    h(
      'button',
      {
        type: 'button',
        class: `side-item entry entry-${name}`,
        'aria-current': view === name ? 'page' : null,
        onclick: () => actions.show(name),
      },
      h('span', { class: `glyph glyph-${name}`, 'aria-hidden': 'true' }),
      h('span', { class: 'side-name' }, label),
      count > 0 ? h('span', { class: 'badge' }, count) : null,
    );
  return [
    h(
      'div',
      { class: 'entries' },
      entry('approvals', '审批', pending),
      entry('attendance', '考勤', 0),
      entry('org', '组织', 0),
      entry('device', '位置', 0),
      entry('map', '示意图', 0),
      entry('log', '日志', 0),
      entry('phone', '手机', 0),
    ),
    h('h2', { class: 'side-title' }, '消息'),
    h(
      'ul',
      { class: 'chat-list' },
      state.chats.map((chat) => h('li', {}, renderChat(chat, state, { view, actions }))),
    ),
  ];
}

function renderChat(chat, state, { view, actions }) {
  const current = view === 'chat' && chat.chatId === state.openChatId;
  return h(
    'button',
    {
      type: 'button',
      class: 'side-item',
      'aria-current': current ? 'true' : null,
      onclick: () => actions.openChat(chat.chatId),
    },
    avatar(chat.name, chat.kind),
    h(
      'span',
      { class: 'side-text' },
      h(
        'span',
        { class: 'side-name' },
        chat.name,
        chat.kind === 'bot' ? h('span', { class: 'tag' }, '机器人') : null,
      ),
      h('span', { class: 'side-last' }, chat.last || '还没有消息'),
    ),
    chat.unread > 0
      ? h(
          'span',
          { class: 'badge', 'aria-label': `${chat.unread} 条未读` },
          chat.unread > 99 ? '99+' : chat.unread,
        )
      : null,
  );
}

export function renderTour(state, actions) {
  if (state.tour.length === 0 || actions.tourClosed()) return [];
  return [
    h(
      'section',
      { class: 'tour', 'aria-label': '五分钟导览' },
      h(
        'div',
        { class: 'row' },
        h('h2', {}, '五分钟导览'),
        h(
          'button',
          { type: 'button', class: 'btn text small', onclick: () => actions.setTour('closed') },
          '收起',
        ),
      ),
      h(
        'ol',
        {},
        state.tour.map((step) => h('li', {}, h('strong', {}, step.title), h('p', {}, step.text))),
      ),
    ),
  ];
}

export function renderMessage(message, ctx) {
  const own = {
    ...ctx,
    press: (payload) => ctx.press(message.messageId, payload),
    openUrl: (url) => ctx.openUrl(url, message.messageId),
  };
  const body = message.card === null ? renderPlain(message) : renderCard(message.card, own);
  return h(
    'li',
    { class: 'message', id: message.messageId, tabindex: '-1' },
    avatar('明勤', 'bot'),
    h(
      'div',
      { class: 'message-body' },
      h(
        'p',
        { class: 'message-meta' },
        '明勤助手',
        h('time', {}, formatStamp(message.atMs)),
        message.urgent ? h('span', { class: 'tag tone-tag-red' }, '加急') : null,
        message.patched ? h('span', { class: 'muted' }, '已更新') : null,
      ),
      body,
    ),
  );
}

function renderPlain(message) {
  const content = JSON.parse(message.content);
  if (message.msgType === 'image')
    return h('img', {
      class: 'card-img',
      src: `/sandbox/image/${encodeURIComponent(content.image_key)}`,
      alt: '图片',
    });
  return h('p', { class: 'bubble' }, content.text ?? '');
}
