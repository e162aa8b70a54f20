import { formatStamp, h } from './dom.js';

const risks = ['无风险', '作弊软件', '他人设备', '一机多人'];
const results = {
  Normal: '正常',
  Late: '迟到',
  Early: '早退',
  Lack: '缺卡',
  Todo: '未打卡',
  NoNeedCheck: '无需打卡',
};

/** The chat app's own attendance clock: today's shift, the punches it knows, and a punch of its own. */
export function renderAttendance(data, actions) {
  const { shift } = data;
  const risk = h(
    'select',
    { id: 'punch-risk' },
    risks.map((label, value) => h('option', { value }, label)),
  );
  const punch = () => actions.tool('punch', { riskResult: Number(risk.value) });
  return [
    h('h3', {}, `${data.name} · ${data.day}`),
    shift === null
      ? h('p', { class: 'muted' }, '今天没有排班')
      : h(
          'p',
          {},
          `${shift.name} ${shift.onTime}–${shift.offTime}`,
          shift.rests.map((rest) => h('span', { class: 'muted' }, `休息 ${rest.start}–${rest.end}`)),
        ),
    data.results === null
      ? null
      : h(
          'p',
          {},
          `上班 ${results[data.results.checkIn] ?? data.results.checkIn} · 下班 ${results[data.results.checkOut] ?? data.results.checkOut}`,
        ),
    h(
      'table',
      { class: 'log' },
      h('thead', {}, h('tr', {}, h('th', {}, '时间'), h('th', {}, '地点'), h('th', {}, '来源'))),
      h(
        'tbody',
        {},
        data.flows.map((flow) =>
          h(
            'tr',
            {},
            h('td', {}, formatStamp(flow.atMs)),
            h('td', {}, flow.place),
            h('td', {}, flow.isImported ? '明勤写入' : '飞书打卡'),
          ),
        ),
      ),
    ),
    data.flows.length === 0 ? h('p', { class: 'empty' }, '今天还没有打卡记录') : null,
    h(
      'div',
      { class: 'row start' },
      h('label', { for: 'punch-risk' }, '设备风险'),
      risk,
      h('button', { type: 'button', class: 'btn primary-filled', onclick: punch }, '在飞书考勤打卡'),
    ),
  ];
}
