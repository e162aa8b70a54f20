import { counted } from '../../../server/contract/texts/counted.ts';

const zh = {
  title: '经理答复',
  intro: (days: number) =>
    `最近 ${days} 天发给区域经理的提醒，各人怎样答复。答复只能帮员工说明，不会推进案件；这里只看答复本身，不评价员工。`,
  none: '这段时间没有发给经理的提醒',
  columns: {
    manager: '经理',
    asked: '收到',
    arranged: '是我安排的',
    dataError: '地点或数据有误',
    ask: '请员工说明',
    escalate: '转 HR',
    unanswered: '逾期未答复',
    checked: '抽查：核对 / 不符',
  },
  /** A count with its share of what was asked. */
  share: (n: number, pct: number) => `${n}（${pct}%）`,
  samples: {
    title: '抽查：经理说“是我安排的”',
    intro:
      '十条里抽一条，由您向经理或门店核对。结果只说明经理的答复，对员工没有任何影响；查看会记入本人的“谁看过我”。',
    none: '没有抽中的',
    what: (alertNo: string, pseudonym: string) => `${alertNo} · ${pseudonym}`,
    window: (from: string, to: string) => `安排时间 ${from} – ${to}`,
    said: '经理的补充',
    fits: '属实',
    unfit: '不符',
    why: '哪里不符、怎么核对的',
    whyNeeded: '请写明哪里不符',
    own: '这是您自己的答复，由同事核对',
    checkedFits: (by: string, at: string) => `${by} 于 ${at} 核对：属实`,
    checkedUnfit: (by: string, at: string) => `${by} 于 ${at} 核对：不符`,
  },
};

const en: typeof zh = {
  title: 'Managers’ answers',
  intro: (days) =>
    `How area managers answered the alerts of the last ${counted(days, 'day')}. An answer can only speak for the employee and moves no case; this is about the answers, not about the employees.`,
  none: 'No alert went to a manager in this time',
  columns: {
    manager: 'Manager',
    asked: 'Asked',
    arranged: 'I arranged this',
    dataError: 'Place or data wrong',
    ask: 'Ask the employee',
    escalate: 'To HR',
    unanswered: 'Not answered in time',
    checked: 'Checked / not so',
  },
  share: (n, pct) => `${n} (${pct}%)`,
  samples: {
    title: 'Spot check: “I arranged this”',
    intro:
      'One in ten is drawn: ask the manager or the store. The result is about the manager’s answer and changes nothing for the employee, who sees in the own ledger that you looked.',
    none: 'None drawn',
    what: (alertNo, pseudonym) => `${alertNo} · ${pseudonym}`,
    window: (from, to) => `Arranged for ${from} – ${to}`,
    said: 'The manager’s note',
    fits: 'It was so',
    unfit: 'It was not so',
    why: 'What does not fit, and how you checked',
    whyNeeded: 'Say what does not fit',
    own: 'Your own answer: a colleague checks it',
    checkedFits: (by, at) => `Checked by ${by}, ${at}: it was so`,
    checkedUnfit: (by, at) => `Checked by ${by}, ${at}: it was not so`,
  },
};

export const consoleManagerAnswersTexts = { zh, en };
