import { renderApprovals } from './approvals.js';
import { renderClock, renderTabs } from './bars.js';
import { drawChat, paneHead } from './chat-pane.js';
import { h } from './dom.js';
import { createDeviceView } from './device-view.js';
import { createDevice } from './device.js';
import { createPhone } from './phone.js';
import { createSideView } from './side-view.js';
import { renderSketch } from './sketch.js';
import { renderChats, renderNext, renderPersonas, renderTour } from './views.js';

const $ = (id) => document.getElementById(id);

/** Draws the page from the state of the tenant and what the visitor looks at. */
export function createPainter(actions) {
  const device = createDevice();
  const phone = createPhone($('phone'), device);
  const parts = createParts();
  const views = { device: createDeviceView(device), tools: createSideView(actions) };
  return {
    draw: (state, ui) => {
      Object.assign(document.body.dataset, { view: ui.view, panel: ui.panel });
      drawFrame(state, ui, { parts, actions });
      drawMain(state, ui, { parts, actions, views });
      phone.show(state);
      focusNext(ui);
    },
    drawClock: (clock, ui) => {
      if (clock === null) return;
      const busy = ui.moving || clock.moving;
      const key = [Math.floor(clock.nowMs / 60_000), clock.deadlineAtMs, busy];
      parts.replace('clock', key, () => renderClock(clock, busy, actions));
    },
    refreshTool: () => views.tools.refresh(),
    scrollToEnd: () => $('messages')?.scrollTo(0, $('messages').scrollHeight),
    phoneBeside: () => phone.isVisible(),
    signedInUrl: (url) => phone.signedInUrl(url),
    openOnPhone: (url) => phone.open(url),
  };
}

/** Replaces a part only when what it shows changed, so that focus and typed text stay. */
function createParts() {
  const drawn = new Map();
  const changed = (id, key) => {
    const json = JSON.stringify(key);
    if (drawn.get(id) === json) return false;
    drawn.set(id, json);
    return true;
  };
  return {
    changed,
    replace: (id, key, render) => {
      if (changed(id, key)) $(id).replaceChildren(...render());
    },
    forget: (prefix) => {
      for (const id of drawn.keys()) if (id.startsWith(prefix)) drawn.delete(id);
    },
  };
}

function drawFrame(state, ui, { parts, actions }) {
  const waiting = state.approvals.filter((one) => one.mine).length;
  if (parts.changed('personas', [state.personas, state.me])) {
    $('personas').replaceChildren(...renderPersonas(state, actions));
    $('personas')
      .querySelector('[aria-pressed="true"]')
      ?.scrollIntoView({ block: 'nearest', inline: 'center' });
    $('hint').textContent = state.personas.find((one) => one.openId === state.me)?.hint ?? '';
  }
  parts.replace('next', [state.nextStep, state.me], () => renderNext(state, actions));
  $('next').dataset.kind = state.nextStep === null ? 'idle' : 'todo';
  const side = [state.chats, waiting, ui.view, state.openChatId, state.tour, actions.tourClosed()];
  parts.replace('side', side, () => [...renderChats(state, ui.view, actions), ...renderTour(state, actions)]);
  parts.replace('tabs', [ui.view, waiting], () => renderTabs(ui.view, waiting, actions));
}

function drawMain(state, ui, { parts, actions, views }) {
  const sheet = (title, content) => [paneHead(actions, title), h('div', { class: 'stack' }, content)];
  if (ui.view === 'approvals')
    parts.replace('main', ['approvals', state.approvals], () =>
      sheet('审批', renderApprovals(state, actions)),
    );
  else if (ui.view === 'map')
    parts.replace('main', ['map', state.sketch], () => sheet('示意图', [renderSketch(state.sketch)]));
  else if (ui.view === 'device')
    parts.replace('main', ['device', state.me], () => {
      void views.device.show();
      return sheet('手机位置与设备', [views.device.node]);
    });
  else if (Object.hasOwn(views.tools.titles, ui.view))
    parts.replace('main', ['tool', ui.view, state.me], () => {
      void views.tools.show(ui.view);
      return sheet(views.tools.titles[ui.view], [views.tools.node]);
    });
  else drawChat(state, parts, actions);
}

/** Brings the next step into view, once it is drawn. */
function focusNext(ui) {
  const node = ui.focusId === null ? null : $(ui.focusId);
  if (node === null) return;
  ui.focusId = null;
  node.scrollIntoView({ block: node.offsetHeight > innerHeight / 2 ? 'start' : 'center' });
  node.focus({ preventScroll: true });
  node.classList.remove('flash');
  void node.offsetWidth;
  node.classList.add('flash');
}
