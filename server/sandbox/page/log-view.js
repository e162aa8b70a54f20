import { formatStamp, h } from './dom.js';

const faults = {
  rate_limit: '429 限流',
  server_error: '5xx 服务出错',
  hang: '挂起 30 秒',
  drop_reply: '已生效但回复丢失',
  cut_reply: '回复中途断开',
  token_revoked: '令牌被吊销',
  half_page: '半页后报错',
  old_page_token: '翻页令牌过期',
  slipped_page: '翻页时少了一人',
  duplicate_event: '事件重复',
  reordered_events: '事件乱序（接下来 N 个）',
  stale_signature: '签名过期',
  bad_signature: '签名错误',
  lost_ack: '确认丢失',
  resigned_receiver: '收件人已离职',
  chat_without_bot: '机器人不在群里',
  dlp: 'DLP 拦截',
};
const kinds = { request: '请求', event: '事件', callback: '回调', page_api: 'JSAPI' };
const turns = [
  [15_000, '15 秒'],
  [300_000, '5 分钟'],
  [3_600_000, '1 小时'],
  [21_600_000, '6 小时'],
];

/** What goes over the wire, and how to let it go wrong. */
export function renderLog(data, actions) {
  return [
    renderFaults(data, actions),
    renderEvents(data, actions),
    renderBots(data, actions),
    renderLines(data),
  ];
}

function renderFaults({ faults: active }, actions) {
  const kind = h(
    'select',
    { id: 'fault-kind' },
    Object.entries(faults).map(([value, label]) => h('option', { value }, label)),
  );
  const times = h('input', { id: 'fault-times', type: 'number', min: 1, max: 1000, value: 1 });
  const add = () => actions.tool('fault', { kind: kind.value, times: Number(times.value) });
  return h(
    'section',
    { class: 'log-part', 'aria-label': '故障' },
    h('h3', {}, '让它出错'),
    h(
      'div',
      { class: 'row start' },
      h('label', { for: 'fault-kind' }, '故障'),
      kind,
      h('label', { for: 'fault-times' }, '次数'),
      times,
      h('button', { type: 'button', class: 'btn danger', onclick: add }, '注入'),
      active.length === 0
        ? null
        : h(
            'button',
            { type: 'button', class: 'btn', onclick: () => actions.tool('faults/clear', {}) },
            '全部取消',
          ),
    ),
    h(
      'ul',
      { class: 'chips' },
      active.map((one) =>
        h('li', { class: 'tag tone-tag-red' }, `${faults[one.kind] ?? one.kind} ×${one.times} ${one.path}`),
      ),
    ),
  );
}

function renderEvents({ events, wallMs }, actions) {
  const due = (event) =>
    event.status === 'given_up'
      ? '已放弃'
      : `${Math.max(0, Math.round((event.nextAtMs - wallMs) / 1000))} 秒后重推`;
  return h(
    'section',
    { class: 'log-part', 'aria-label': '待推送事件' },
    h('h3', {}, '待推送的事件', h('span', { class: 'muted' }, `${events.length} 个`)),
    h(
      'ul',
      {},
      events
        .slice(0, 8)
        .map((event) => h('li', {}, `${event.type} · 已试 ${event.attempts} 次 · ${due(event)}`)),
    ),
    h(
      'div',
      { class: 'row start' },
      h('span', { class: 'muted' }, '重推时钟快进'),
      turns.map(([ms, label]) =>
        h(
          'button',
          { type: 'button', class: 'btn small', onclick: () => actions.tool('turn-wall-clock', { ms }) },
          label,
        ),
      ),
    ),
  );
}

function renderBots({ chats }, actions) {
  return h(
    'section',
    { class: 'log-part', 'aria-label': '群里的机器人' },
    h('h3', {}, '群里的机器人'),
    h(
      'div',
      { class: 'row start' },
      chats.map((chat) =>
        h(
          'button',
          {
            type: 'button',
            class: 'btn small',
            'aria-pressed': String(chat.isBotIn),
            onclick: () => actions.tool('bot', { chatId: chat.chatId, isIn: !chat.isBotIn }),
          },
          `${chat.name}：${chat.isBotIn ? '在' : '不在'}`,
        ),
      ),
    ),
  );
}

const renderLine = (line) =>
  h(
    'tr',
    { class: line.fault !== null || (line.code ?? 0) !== 0 || line.status >= 400 ? 'bad' : null },
    h('td', {}, formatStamp(line.atMs)),
    h('td', {}, kinds[line.kind]),
    h('td', { class: 'log-name' }, line.name),
    h(
      'td',
      {},
      [
        line.status === 0 ? '无应答' : line.status,
        line.code === null || line.code === 0 ? '' : line.code,
        line.fault === null ? '' : (faults[line.fault] ?? line.fault),
      ].join(' '),
    ),
    h('td', {}, `${line.tookMs} ms`),
  );

const renderLines = ({ lines }) =>
  h(
    'section',
    { class: 'log-part', 'aria-label': '日志' },
    h('h3', {}, '线路日志', h('span', { class: 'muted' }, '新的在上')),
    h(
      'table',
      { class: 'log' },
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          ['时间', '种类', '内容', '结果', '用时'].map((title) => h('th', {}, title)),
        ),
      ),
      h('tbody', {}, lines.slice(0, 150).map(renderLine)),
    ),
  );
