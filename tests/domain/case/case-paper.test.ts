import { expect, it } from 'vitest';
import { writeCasePaper } from '../../../server/domain/pack/case-paper-content.ts';
import { courseOf } from '../../../server/domain/pack/case-paper.ts';
import { buildCase } from './case-example.ts';

const at = (clock: string) => new Date(`2026-11-16T${clock}:00+08:00`);
const names: Readonly<Record<string, string>> = {
  system: '系统',
  li: '李静',
  subject: '孙悦',
  wang: '王建国',
};
const nameOf = (id: string): string => names[id] ?? '?';
const move = { from: 'explaining', to: 'explaining' } as const;
const record = buildCase({
  state: 'contacted',
  contact: { at: at('11:00'), byId: 'li', note: '有单据可以一起给' },
  explanation: { id: 'e', at: at('12:00'), quickReason: 'approved_errand', text: '店长让我去看价签' },
  messages: [{ id: 'm', at: at('12:30'), from: 'hr', byId: 'li', text: '收到' }],
  history: [
    { at: at('10:00'), actorId: 'system', event: 'open', to: 'open' },
    { ...move, at: at('10:30'), actorId: 'wang', event: 'ask', reason: 'manager:ask' },
    { ...move, at: at('11:00'), actorId: 'li', event: 'contact' },
    { ...move, at: at('12:00'), actorId: 'subject', event: 'explain' },
    {
      ...move,
      at: at('13:00'),
      actorId: 'system',
      event: 'recount',
      reason: 'clock:verification 2026-11-19 → 2026-11-20',
    },
  ],
});
const letter = {
  no: 'L-1',
  name: '面谈记录',
  sha256: 'a'.repeat(64),
  at: at('14:00'),
  byId: 'li',
  deliveries: [{ at: at('15:00'), byId: 'subject', channel: 'in_app_receipt' }],
};
const file = { name: '截图.jpg', sha256: 'b'.repeat(64), at: at('11:50'), from: 'subject' } as const;
const facts = { record, nameOf, letters: [letter], files: [file] };

it('tells in its order what was done by whom, and what was known and said by then', () => {
  expect(courseOf(facts).map(({ what, who, said }) => [what, who, ...said])).toEqual([
    ['立案', '系统'],
    ['请本人说明', '王建国', '区域经理：请员工说明'],
    ['人力资源联系本人', '李静', '附言：有单据可以一起给'],
    ['本人加入材料', '本人', '截图.jpg'],
    ['本人说明', '孙悦', '经批准的外出：店长让我去看价签'],
    ['人力资源发消息', '李静', '收到'],
    ['期限重新计算（工作日历、排班或设置有变）', '系统', '核实 2026-11-19 → 2026-11-20'],
    ['制作文书：面谈记录', '李静', 'L-1'],
    ['送达或签收：面谈记录', '孙悦', 'L-1', '本人在应用内确认收到'],
  ]);
});

it('is read without anything else: who, units, the zone of its times, and that a finding is no decision', () => {
  const paper = writeCasePaper({
    ...facts,
    company: '示范公司',
    person: { name: '孙悦', employeeNo: 'MQ1022' },
    measures: '',
    reads: [{ at: at('10:40'), readerId: 'li', what: 'case', purpose: 'case C-261116-AAAAAA' }],
    madeAt: at('18:00'),
  });
  const lines = paper.sections.flatMap((section) => section.lines);
  expect(lines).toEqual(
    expect.arrayContaining([
      '孙悦（工号 MQ1022），全日制',
      '本件时间均为 Asia/Shanghai（GMT+8） 当地时间；制作于 2026-11-16 18:00。',
      '停留合计：70 分钟',
      '现有数据支持，待人核实',
      '2026-11-16 12:00　本人说明（孙悦）',
      '2026-11-16 10:40　李静：案件（代号）（case C-261116-AAAAAA）',
    ]),
  );
  expect(lines.join()).toContain('系统提示不是结论');
  expect(lines.join(), 'keys of data files mean nothing on paper').not.toMatch(
    /dwellMin|dwell_inside|undefined/,
  );
});
