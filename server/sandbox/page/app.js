import { post, readState } from './api.js';
import { formatClock, h, toast } from './dom.js';
import { createPhone } from './phone.js';
import { renderSketch } from './sketch.js';
import {
  renderApprovals,
  renderChats,
  renderMessage,
  renderNext,
  renderPersonas,
  renderTour,
} from './views.js';

const pollMs = 1500;
const clientFaults = {
  200340: '回调地址没有配置好',
  200341: '处理超时，请稍后再试',
  200671: '回调没有返回 200',
  200672: '回调返回的内容不对',
  200673: '回调返回的卡片有误',
};
const $ = (id) => document.getElementById(id);
const phone = createPhone($('phone'));
const drawn = new Map();
let revision = '';
let state = null;
let view = 'chat';
let chatId = null;
let focusId = null;
let moving = false;
let offline = false;

const actions = {
  become: async (openId) => {
    if ((await post('person', { openId })) === null) return;
    chatId = null;
    await refresh();
  },
  openChat: async (id) => {
    chatId = id;
    view = 'chat';
    document.body.dataset.panel = 'main';
    await refresh();
  },
  show: (name) => {
    view = name;
    document.body.dataset.panel = name === 'chat' ? 'side' : 'main';
    draw();
  },
  goNext: async (next) => {
    if (next.openId !== state.me && (await post('person', { openId: next.openId })) === null) return;
    focusId = next.id;
    view = next.kind === 'approval' ? 'approvals' : 'chat';
    chatId = next.chatId;
    document.body.dataset.panel = 'main';
    await refresh();
  },
  approve: async (decision) => {
    if ((await post('approve', decision)) === null) return;
    toast(decision.decision === 'APPROVED' ? '已同意' : '已拒绝', 'success');
    await refresh();
  },
  advance: async (to) => {
    moving = true;
    drawClock();
    const done = await post('advance', { to });
    moving = false;
    if (done !== null) toast('时间已经快进', 'success');
    await refresh();
  },
  tourClosed: () => localStorage.getItem('sandbox-tour') === 'closed',
  closeTour: () => setTour('closed'),
};

function setTour(value) {
  localStorage.setItem('sandbox-tour', value);
  drawn.clear();
  draw();
}

async function press(messageId, payload) {
  const reply = await post('press', { messageId, ...payload });
  if (reply === null) return;
  if (reply.clientCode !== 0)
    toast(`${clientFaults[reply.clientCode] ?? '操作失败'}（${reply.clientCode}）`, 'error');
  else if (reply.toast !== null) toast(reply.toast.content, reply.toast.type);
  drawn.delete(messageId);
  await refresh();
}

const openUrl = (url) => {
  const target = new URL(url);
  const inApp = state.appUrl !== '' && target.origin === new URL(state.appUrl).origin;
  if (!inApp || target.pathname.startsWith('/console')) {
    window.open(url, '_blank', 'noopener');
    return;
  }
  view = 'phone';
  document.body.dataset.panel = 'main';
  phone.open(url);
  draw();
};

let running = null;
/** Polls once; a call during a running poll waits for it and polls again. */
async function refresh() {
  await running;
  running = poll();
  await running;
}

async function poll() {
  const reply = await readState(revision, chatId);
  if (reply === null) {
    if (!offline) toast('沙盒没有回应，正在重连…', 'error');
    offline = true;
    return;
  }
  offline = false;
  revision = reply.revision;
  clock = reply;
  if (reply.state !== undefined) {
    state = reply.state;
    chatId = state.openChatId;
    draw();
  }
  drawClock();
}

let clock = null;

/** Replaces a part only when what it shows changed, so that focus and typed text stay. */
function part(id, key, render) {
  const json = JSON.stringify(key);
  if (drawn.get(id) === json) return;
  drawn.set(id, json);
  $(id).replaceChildren(...render());
}

function drawClock() {
  if (clock === null) return;
  const busy = moving || clock.moving;
  part('clock', [Math.floor(clock.nowMs / 60_000), clock.deadlineAtMs, busy], () => [
    h('time', { class: 'now' }, formatClock(clock.nowMs)),
    h(
      'button',
      { type: 'button', class: 'btn small', disabled: busy, onclick: () => actions.advance('tomorrow') },
      busy ? '正在快进…' : '快进到明天',
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'btn small',
        disabled: busy || clock.deadlineAtMs === null,
        title:
          clock.deadlineAtMs === null
            ? '现在没有两小时以后的期限'
            : `期限：${formatClock(clock.deadlineAtMs)}`,
        onclick: () => actions.advance('deadline'),
      },
      '到截止前 2 小时',
    ),
    h('button', { type: 'button', class: 'btn small text', onclick: () => setTour('open') }, '导览'),
  ]);
}

function draw() {
  if (state === null) return;
  document.body.dataset.view = view;
  part('personas', [state.personas, state.me], () => renderPersonas(state, actions));
  part('next', [state.nextStep, state.me], () => renderNext(state, actions));
  $('next').dataset.kind = state.nextStep === null ? 'idle' : 'todo';
  part(
    'side',
    [
      state.chats,
      state.approvals.filter((one) => one.mine).length,
      view,
      state.openChatId,
      state.tour,
      actions.tourClosed(),
    ],
    () => [...renderChats(state, view, actions), ...renderTour(state, actions)],
  );
  part('tabs', [view, document.body.dataset.panel, waiting()], renderTabs);
  phone.show(state, view === 'phone');
  drawMain();
  focusNext();
}

const waiting = () => state.approvals.filter((one) => one.mine).length;

function renderTabs() {
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
  return [
    tab('chat', '消息'),
    tab('approvals', '审批', waiting()),
    tab('phone', '手机'),
    tab('map', '示意图'),
  ];
}

function drawMain() {
  if (view === 'approvals')
    part('main', ['approvals', state.approvals], () => [
      title('审批'),
      h('div', { class: 'stack' }, renderApprovals(state, actions)),
    ]);
  else if (view === 'map')
    part('main', ['map', state.sketch], () => [
      title('示意图'),
      h('div', { class: 'stack' }, renderSketch(state.sketch)),
    ]);
  else if (view === 'chat') drawChat();
  else part('main', ['phone'], () => [title('手机'), h('p', { class: 'empty' }, '手机在右边')]);
}

const title = (text) => h('div', { class: 'main-head' }, back(), h('h2', {}, text));
const back = () =>
  h(
    'button',
    { type: 'button', class: 'btn text small back', onclick: () => actions.show('chat') },
    '‹ 消息',
  );

function drawChat() {
  const chat = state.chats.find((one) => one.chatId === state.openChatId);
  if (chat === undefined) return;
  part('main', ['chat', chat.chatId, state.me], () => {
    for (const message of drawn.keys()) if (message.startsWith('om_')) drawn.delete(message);
    const count = chat.kind === 'group' ? h('span', { class: 'muted' }, `${chat.members} 人`) : null;
    return [
      h('div', { class: 'main-head' }, back(), h('h2', {}, chat.name, count)),
      h('ul', { class: 'messages', id: 'messages', 'aria-label': `${chat.name} 的消息` }),
    ];
  });
  drawMessages(chat);
}

function drawMessages(chat) {
  const list = $('messages');
  const ctx = { people: state.people, openUrl, press };
  const before = list.childElementCount;
  for (const message of state.messages) {
    const json = JSON.stringify(message);
    if (drawn.get(message.messageId) === json) continue;
    drawn.set(message.messageId, json);
    const node = renderMessage(message, ctx);
    const old = $(message.messageId);
    if (old === null) list.append(node);
    else old.replaceWith(node);
  }
  if (state.messages.length === 0) list.replaceChildren(h('li', { class: 'empty' }, '还没有消息'));
  if (list.childElementCount !== before && focusId === null) list.scrollTop = list.scrollHeight;
  if (chat.unread > 0 && !document.hidden) void post('read', { chatId: chat.chatId });
}

function focusNext() {
  const node = focusId === null ? null : $(focusId);
  if (node === null) return;
  focusId = null;
  node.scrollIntoView({ block: 'center' });
  node.focus({ preventScroll: true });
  node.classList.add('flash');
}

async function loop() {
  await refresh();
  setTimeout(() => void loop(), pollMs);
}
document.body.dataset.panel = 'side';
void loop();
