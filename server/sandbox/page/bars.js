import { formatClock, h } from './dom.js';

/** The tenant's time and the two buttons that move it. */
export function renderClock(clock, busy, actions) {
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

/** The tabs of narrow screens. */
export function renderTabs(view, waiting, actions) {
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
    tab('approvals', '审批', waiting),
    tab('phone', '手机'),
    tab('device', '位置'),
    tab('attendance', '考勤'),
    tab('org', '组织'),
    tab('map', '示意图'),
    tab('log', '日志'),
  ];
}
