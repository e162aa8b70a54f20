import { formatStamp, h } from './dom.js';

const statusNames = {
  PENDING: '审批中',
  APPROVED: '已通过',
  REJECTED: '已拒绝',
  CANCELED: '已撤回',
  DONE: '已结束',
};

export function renderApprovals(state, actions) {
  if (state.approvals.length === 0) return [h('p', { class: 'empty' }, '没有与你有关的审批')];
  const order = [...state.approvals].sort((a, b) => Number(b.mine) - Number(a.mine));
  return order.map((one) => renderApproval(one, actions));
}

function renderApproval(one, actions) {
  const head = h(
    'header',
    { class: 'row' },
    h('h3', {}, one.name),
    h(
      'span',
      { class: `tag status-${one.status}` },
      one.mine ? '待你审批' : (statusNames[one.status] ?? one.status),
    ),
  );
  return h(
    'article',
    { class: 'approval', id: one.instanceCode, tabindex: '-1', 'aria-label': one.name },
    head,
    h('p', { class: 'muted' }, `${one.applicant} 提交于 ${formatStamp(one.startedAtMs)}`),
    h(
      'dl',
      {},
      one.form.flatMap((row) => [h('dt', {}, row.name), h('dd', {}, renderValue(row.value, actions))]),
    ),
    h('ul', { class: 'steps' }, one.tasks.map(renderTask)),
    one.mine ? renderDecision(one, actions) : null,
  );
}

/** An address opens as the links of cards do. */
const renderValue = (value, actions) =>
  /^https?:\/\/\S+$/.test(value)
    ? h(
        'button',
        { type: 'button', class: 'btn text small', title: value, onclick: () => actions.openUrl(value) },
        '打开',
      )
    : value;

const renderTask = (task) =>
  h(
    'li',
    { class: `step step-${task.status}` },
    h('strong', {}, `${task.node}：${task.name}`),
    h('span', {}, statusNames[task.status] ?? task.status),
    task.endedAtMs === null ? null : h('time', { class: 'muted' }, formatStamp(task.endedAtMs)),
    task.comment === null ? null : h('p', { class: 'comment' }, task.comment),
  );

function renderDecision(one, actions) {
  const id = `comment-${one.instanceCode}`;
  const box = h('textarea', { id, rows: 2, maxlength: 500, placeholder: '可以不填' });
  const decide = (decision) => () =>
    actions.approve({ instanceCode: one.instanceCode, decision, comment: box.value.trim() });
  return h(
    'div',
    { class: 'decision' },
    h('label', { for: id }, '审批意见'),
    box,
    h(
      'div',
      { class: 'row' },
      h('button', { type: 'button', class: 'btn primary-filled', onclick: decide('APPROVED') }, '同意'),
      h('button', { type: 'button', class: 'btn danger', onclick: decide('REJECTED') }, '拒绝'),
    ),
  );
}
