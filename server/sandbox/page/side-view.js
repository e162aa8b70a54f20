import { readTool } from './api.js';
import { renderAttendance } from './attendance-view.js';
import { h } from './dom.js';
import { renderLog } from './log-view.js';
import { renderOrg } from './org-view.js';

const refreshMs = 1500;
const views = {
  org: { title: '组织架构', tool: 'org', render: renderOrg },
  attendance: { title: '飞书考勤', tool: 'attendance', render: renderAttendance },
  log: { title: '事件日志与故障', tool: 'log', render: renderLog },
};

/** The views that read more than a chat needs; drawn again when what they show has changed. */
export function createSideView(actions) {
  const node = h('div', { class: 'tool-view' });
  let current = 'org';
  let drawn = '';
  const refresh = async (force = false) => {
    const { tool, render } = views[current];
    const data = await readTool(tool);
    if (data === null) return;
    const key = JSON.stringify([current, data]);
    // Somebody who chooses something is not disturbed.
    const isBusy =
      node.contains(document.activeElement) && /^(SELECT|INPUT)$/.test(document.activeElement.tagName);
    if (key === drawn || (isBusy && !force)) return;
    drawn = key;
    const kept = [...node.querySelectorAll('select, input')].map(({ id, value }) => [id, value]);
    const opened = [...node.querySelectorAll('details[open]')].map((one) => one.dataset.id);
    node.replaceChildren(...render(data, actions).filter((part) => part !== null));
    for (const one of node.querySelectorAll('details')) one.open ||= opened.includes(one.dataset.id);
    for (const [id, value] of kept) {
      const field = document.getElementById(id);
      if (field !== null) field.value = value;
    }
  };
  setInterval(() => {
    if (node.isConnected && !document.hidden) void refresh();
  }, refreshMs);
  return {
    node,
    titles: Object.fromEntries(Object.entries(views).map(([name, { title }]) => [name, title])),
    refresh: () => refresh(true),
    show: async (view) => {
      current = view;
      drawn = '';
      await refresh(true);
    },
  };
}
