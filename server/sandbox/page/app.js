import { post, readState } from './api.js';
import { toast } from './dom.js';
import { createPainter } from './painter.js';

const pollMs = 1500;
const longestPressMs = 5000;
const clientFaults = {
  200340: '回调地址没有配置好',
  200341: '处理超时，请稍后再试',
  200671: '回调没有返回 200',
  200672: '回调返回的内容不对',
  200673: '回调返回的卡片有误',
};
/** What the visitor looks at; `panel` matters on narrow screens, where lists and contents take turns. */
const ui = { view: 'chat', panel: 'side', chatId: null, focusId: null, moving: false };
let revision = '';
let state = null;
let clock = null;
let offline = false;
let running = null;
/** Until when something is pressed: what is drawn meanwhile would take the button away and the click with it. */
let heldUntilMs = 0;
let isDue = false;

const actions = {
  become: async (openId) => {
    if ((await post('person', { openId })) === null) return;
    ui.chatId = null;
    await refresh(true);
    if (ui.view !== 'approvals' || state.approvals.length > 0) return;
    // Another person has no approvals at all: their messages say more than an empty page.
    ui.view = 'chat';
    painter.draw(state, ui);
  },
  openChat: async (chatId) => {
    Object.assign(ui, { chatId, view: 'chat', panel: 'main' });
    await refresh(true);
    painter.scrollToEnd();
  },
  show: (view) => {
    Object.assign(ui, { view, panel: view === 'chat' ? 'side' : 'main' });
    painter.draw(state, ui);
  },
  goNext: async (next) => {
    if (next.openId !== state.me && (await post('person', { openId: next.openId })) === null) return;
    const view = next.kind === 'approval' ? 'approvals' : 'chat';
    Object.assign(ui, { view, panel: 'main', chatId: next.chatId, focusId: next.id });
    await refresh(true);
  },
  approve: alone(async (decision) => {
    if ((await post('approve', decision)) === null) return;
    toast(decision.decision === 'APPROVED' ? '已同意' : '已拒绝', 'success');
    await refresh();
  }),
  transfer: alone(async (task) => {
    if ((await post('transfer', task)) === null) return;
    toast('已转交', 'success');
    await refresh();
  }),
  endApproval: alone(async (ending) => {
    if ((await post('end-approval', ending)) === null) return;
    toast('已办理', 'success');
    await refresh();
  }),
  advance: async (to) => {
    ui.moving = true;
    painter.drawClock(clock, ui);
    const done = await post('advance', { to });
    ui.moving = false;
    if (done !== null) toast('时间已经快进', 'success');
    await refresh();
  },
  press: alone(async (messageId, payload) => {
    const reply = await post('press', { messageId, ...payload });
    if (reply === null) return;
    if (reply.clientCode !== 0)
      toast(`${clientFaults[reply.clientCode] ?? '操作失败'}（${reply.clientCode}）`, 'error');
    else if (reply.toast !== null) toast(reply.toast.content, reply.toast.type);
    await refresh();
  }),
  tool: alone(async (name, body) => {
    if ((await post(name, body)) === null) return;
    await painter.refreshTool();
    await refresh();
  }),
  through: alone(async (messageId) => {
    if ((await post('through', { messageId })) === null) return;
    await refresh();
  }),
  markRead: (chatId) => void post('read', { chatId }),
  openUrl: async (url, messageId) => {
    if (messageId !== undefined) void post('opened', { messageId });
    const target = new URL(url);
    const inApp = state.appUrl !== '' && target.origin === new URL(state.appUrl).origin;
    if (!inApp || target.pathname.startsWith('/console')) {
      window.open(inApp ? await painter.signedInUrl(url) : url, '_blank', 'noopener');
      return;
    }
    Object.assign(ui, { view: painter.phoneBeside() ? ui.view : 'phone', panel: 'main' });
    painter.openOnPhone(await painter.signedInUrl(url));
    painter.draw(state, ui);
  },
  tourClosed: () => localStorage.getItem('sandbox-tour') === 'closed',
  setTour: (value) => {
    localStorage.setItem('sandbox-tour', value);
    if (value === 'open') Object.assign(ui, { view: 'chat', panel: 'side' });
    painter.draw(state, ui);
  },
};
const painter = createPainter(actions);

/** Lets nothing begin while the last one runs, so that a double click asks once. */
function alone(act) {
  let isBusy = false;
  return async (...given) => {
    if (isBusy) return;
    isBusy = true;
    await act(...given).finally(() => {
      isBusy = false;
    });
  };
}

/** Polls once; a call during a running poll waits for it and polls again. */
async function refresh(redraw = false) {
  await running;
  running = poll(redraw);
  await running;
}

async function poll(redraw) {
  const reply = await readState(revision, ui.chatId);
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
    ui.chatId = state.openChatId;
  }
  isDue ||= reply.state !== undefined || redraw;
  drawDue();
  painter.drawClock(clock, ui);
}

function drawDue() {
  if (!isDue || performance.now() < heldUntilMs) return;
  isDue = false;
  painter.draw(state, ui);
}

// A release that is never told, outside the window or in a frame, holds nothing up for long.
document.addEventListener('pointerdown', () => {
  heldUntilMs = performance.now() + longestPressMs;
});
for (const released of ['pointerup', 'pointercancel'])
  document.addEventListener(released, () =>
    // The click comes first.
    setTimeout(() => {
      heldUntilMs = 0;
      drawDue();
    }),
  );

async function loop() {
  await refresh();
  setTimeout(() => void loop(), pollMs);
}
void loop();
