import { formatStamp, h } from './dom.js';

const statusNames = {
  PENDING: '审批中',
  APPROVED: '已通过',
  REJECTED: '已拒绝',
  CANCELED: '已撤回',
  REVERTED: '通过后已撤销',
  TRANSFERRED: '已转交',
  DONE: '已结束',
};

export function renderApprovals(state, actions) {
  if (state.approvals.length === 0) return [h('p', { class: 'empty' }, '没有与你有关的审批')];
  const order = [...state.approvals].sort((a, b) => Number(b.mine) - Number(a.mine));
  return order.map((one) => renderApproval(one, state, actions));
}

function renderApproval(one, state, actions) {
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
    one.mine ? renderTransfer(one, state, actions) : null,
    renderEndings(one, actions),
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

/** Passes the own task on to a colleague. */
function renderTransfer(one, { me, people }, actions) {
  const id = `pass-${one.instanceCode}`;
  const others = Object.entries(people)
    .filter(([openId]) => openId !== me)
    .sort((a, b) => a[1].localeCompare(b[1], 'zh-CN'));
  const select = h(
    'select',
    { id },
    others.map(([openId, name]) => h('option', { value: openId }, name)),
  );
  const pass = () => actions.transfer({ instanceCode: one.instanceCode, toOpenId: select.value });
  return h(
    'details',
    { 'data-id': id },
    h('summary', {}, '转交'),
    h(
      'div',
      { class: 'row' },
      h('label', { for: id }, '转交给'),
      select,
      h('button', { type: 'button', class: 'btn small', onclick: pass }, '转交审批'),
    ),
  );
}

const endingNames = { cancel: '撤回申请', revert: '撤销已通过的审批', overtime: '让它超时' };

function renderEndings(one, actions) {
  if (one.endings.length === 0) return null;
  return h(
    'div',
    { class: 'row' },
    one.endings.map((how) =>
      h(
        'button',
        {
          type: 'button',
          class: 'btn text small',
          onclick: () => actions.endApproval({ instanceCode: one.instanceCode, how }),
        },
        endingNames[how],
      ),
    ),
  );
}

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
