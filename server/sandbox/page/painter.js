import { renderApprovals } from './approvals.js';
import { formatClock, h } from './dom.js';
import { createPhone } from './phone.js';
import { renderSketch } from './sketch.js';
import { renderChats, renderMessage, renderNext, renderPersonas, renderTour } from './views.js';

const $ = (id) => document.getElementById(id);

/** Draws the page; a part is replaced only when what it shows changed, so that focus and typed text stay. */
export function createPainter(actions) {
  const phone = createPhone($('phone'));
  const drawn = new Map();

  const changed = (id, key) => {
    const json = JSON.stringify(key);
    if (drawn.get(id) === json) return false;
    drawn.set(id, json);
    return true;
  };
  const part = (id, key, render) => {
    if (changed(id, key)) $(id).replaceChildren(...render());
  };

  const drawMain = (state, ui) => {
    if (ui.view === 'approvals')
      part('main', ['approvals', state.approvals], () => sheet('审批', renderApprovals(state, actions)));
    else if (ui.view === 'map')
      part('main', ['map', state.sketch], () => sheet('示意图', [renderSketch(state.sketch)]));
    else drawChat(state);
  };
  const sheet = (title, content) => [head(title), h('div', { class: 'stack' }, content)];
  const head = (...title) =>
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

  const drawChat = (state) => {
    const chat = state.chats.find((one) => one.chatId === state.openChatId);
    if (chat === undefined) return;
    part('main', ['chat', chat.chatId, state.me], () => {
      for (const id of drawn.keys()) if (id.startsWith('om_')) drawn.delete(id);
      const count = chat.kind === 'group' ? h('span', { class: 'muted' }, `${chat.members} 人`) : null;
      return [
        head(chat.name, count),
        h('ul', { class: 'messages', id: 'messages', 'aria-label': `${chat.name} 的消息` }),
      ];
    });
    drawMessages(state);
    if (chat.unread > 0 && !document.hidden && $('messages').offsetParent !== null)
      actions.markRead(chat.chatId);
  };

  const drawMessages = (state) => {
    const list = $('messages');
    const ctx = { people: state.people, openUrl: actions.openUrl, press: actions.press };
    const before = list.childElementCount;
    for (const message of state.messages) {
      if (!changed(message.messageId, message)) continue;
      const node = renderMessage(message, ctx);
      const old = $(message.messageId);
      if (old === null) list.append(node);
      else old.replaceWith(node);
    }
    if (state.messages.length === 0) list.replaceChildren(h('li', { class: 'empty' }, '还没有消息'));
    else list.querySelector(':scope > .empty')?.remove();
    if (list.childElementCount !== before) list.scrollTop = list.scrollHeight;
  };

  const focusNext = (ui) => {
    const node = ui.focusId === null ? null : $(ui.focusId);
    if (node === null) return;
    ui.focusId = null;
    node.scrollIntoView({ block: node.offsetHeight > innerHeight / 2 ? 'start' : 'center' });
    node.focus({ preventScroll: true });
    node.classList.remove('flash');
    void node.offsetWidth;
    node.classList.add('flash');
  };

  return {
    draw: (state, ui) => {
      Object.assign(document.body.dataset, { view: ui.view, panel: ui.panel });
      const waiting = state.approvals.filter((one) => one.mine).length;
      if (changed('personas', [state.personas, state.me])) {
        $('personas').replaceChildren(...renderPersonas(state, actions));
        $('personas')
          .querySelector('[aria-pressed="true"]')
          ?.scrollIntoView({ block: 'nearest', inline: 'center' });
        $('hint').textContent = state.personas.find((one) => one.openId === state.me)?.hint ?? '';
      }
      part('next', [state.nextStep, state.me], () => renderNext(state, actions));
      $('next').dataset.kind = state.nextStep === null ? 'idle' : 'todo';
      part(
        'side',
        [state.chats, waiting, ui.view, state.openChatId, state.tour, actions.tourClosed()],
        () => [...renderChats(state, ui.view, actions), ...renderTour(state, actions)],
      );
      part('tabs', [ui.view, waiting], () => renderTabs(ui.view, waiting, actions));
      drawMain(state, ui);
      phone.show(state);
      focusNext(ui);
    },
    drawClock: (clock, ui) => {
      if (clock === null) return;
      const busy = ui.moving || clock.moving;
      part('clock', [Math.floor(clock.nowMs / 60_000), clock.deadlineAtMs, busy], () =>
        renderClock(clock, busy, actions),
      );
    },
    scrollToEnd: () => {
      const list = $('messages');
      if (list !== null) list.scrollTop = list.scrollHeight;
    },
    phoneBeside: () => phone.isVisible(),
    signedInUrl: (url) => phone.signedInUrl(url),
    openOnPhone: (url) => phone.open(url),
  };
}

function renderClock(clock, busy, actions) {
  const none = clock.deadlineAtMs === null;
  const button = (text, props) => h('button', { type: 'button', class: 'btn small', ...props }, text);
  return [
    h('time', { class: 'now' }, formatClock(clock.nowMs)),
    button(busy ? '正在快进…' : '快进到明天', { disabled: busy, onclick: () => actions.advance('tomorrow') }),
    button('到截止前 2 小时', {
      disabled: busy || none,
      title: none ? '现在没有两小时以后的期限' : `期限：${formatClock(clock.deadlineAtMs)}`,
      onclick: () => actions.advance('deadline'),
    }),
    h('button', { type: 'button', class: 'btn small text', onclick: () => actions.setTour('open') }, '导览'),
  ];
}

function renderTabs(view, waiting, actions) {
  const tab = (name, label, count = 0) =>
    h(
      'button',
      {
        type: 'button',
        class: 'tab',
        'aria-current': view === name ? 'page' : null,
        onclick: () => actions.show(name),
      },
      h('span', { class: `glyph glyph-${name}`, 'aria-hidden': 'true' }),
      label,
      count > 0 ? h('span', { class: 'badge' }, count) : null,
    );
  return [tab('chat', '消息'), tab('approvals', '审批', waiting), tab('phone', '手机'), tab('map', '示意图')];
}
