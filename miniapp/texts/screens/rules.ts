import type { Measure, Rung } from '../../../server/contract/ladder.ts';

type Pair = readonly [string, string];
type MeasureWords = Readonly<Record<Measure, (rung: Rung) => string>>;

const yuan = (fen = 0): string => (fen / 100).toFixed(2);

const measuresZh: MeasureWords = {
  warning: () => '书面警告',
  performance_deduction: ({ deductionSharePct = 0 }) =>
    `按依法公布的奖金办法扣减当月绩效，最多 ${deductionSharePct}%，实发不低于当地最低工资标准`,
  pay_change: () => '与您书面协商一致后调整报酬',
  post_change: () => '与您书面协商一致后调整岗位',
  fine: ({ fineFen }) => `在列明依据的地区，经济处罚最多 ${yuan(fineFen)} 元`,
  termination: () => '书面要求改正并给合理期限、通知工会并听取意见后，依法解除劳动合同',
};

const measuresEn: MeasureWords = {
  warning: () => 'written warning',
  performance_deduction: ({ deductionSharePct = 0 }) =>
    `up to ${deductionSharePct}% of that month's performance pay, by a published bonus rule and never below the local minimum wage`,
  pay_change: () => 'other pay, only with your written agreement',
  post_change: () => 'another post, only with your written agreement',
  fine: ({ fineFen }) => `a fine of up to CNY ${yuan(fineFen)}, in regions that name a legal basis`,
  termination: () =>
    'end of the contract by law, after a written demand with time to correct and after the union is notified and heard',
};

const zh = {
  title: '规则与成长',
  policy: '现行规范',
  version: (version: string, when: string) => `版本 ${version} · ${when} 起生效`,
  read: (when: string) => `您已于 ${when} 确认`,
  unread: '您还没有确认',
  open: '阅读全文',
  quiz: '规范小测',
  penalty: '处理阶梯',
  penaltyIntro: '系统提示不是结论。每一步都由人决定，您先看到全部依据，可以说明和申诉。',
  penaltyFirst: [
    ['先问', '有疑问先请您说明，至少 3 个工作日。没有说明不等于认错。'],
    ['提醒谈话', '情节轻微的，谈一次话，不处分、不入档。'],
  ] as Pair[],
  rung: (name: string, count: number, isLast: boolean) =>
    `${name}（第 ${count} 次查实${isLast && count > 1 ? '及以后' : ''}）`,
  measures: (rung: Rung) => `最重：${rung.measures.map((one) => measuresZh[one](rung)).join('；')}。`,
  noBonusRule: '公司目前没有公布的奖金办法，扣减绩效这一项不适用。',
  counted: (months: number) => `次数按您 ${months} 个月内查实的案件计算。`,
  fines: (bases: string) => `经济处罚只适用于列明依据的地区：${bases}。`,
  penaltyProof: '处分须有两种以上独立证据，其中至少一种不是位置，并经第二人审批。',
  never: (noFines: boolean) =>
    `不会发生：自动处罚、${noFines ? '罚款、' : ''}未经书面协商调岗降薪、因不同意或撤回而受影响。`,
  growth: '成长阶梯',
  growthIntro: '路径相同，条件公开。考评不使用位置数据。',
  growthSteps: [
    ['外勤新人', '完成规范阅读和小测，跟岗两周。'],
    ['独立外勤', '独立负责门店或客户，打卡和拜访记录完整。'],
    ['资深外勤', '带教新人，负责重点门店、重点客户或复杂线路。'],
    ['店长 / 小组长', '负责排班、确认打卡、支援安排。'],
    ['区域经理', '负责一个区域，对提醒先核实、先替员工说话。'],
  ] as Pair[],
  growthNote: '晋升由主管推荐、人力资源评议，标准可向人力资源索取。',
  training: '帮助与培训卡',
  cards: [
    [
      '手机不肯一直定位怎么办？',
      '飞书里的网页只在打开时能定位，这是正常的。没有定位的时间只算“没有数据”，不会算作异常。需要证明在岗时，点“在岗确认”或扫门店二维码。',
    ],
    ['没有网络还能打卡吗？', '能。打卡先保存在手机里，联网后自动上传，时间以您点的那一刻为准。'],
    ['临时去别的店支援怎么办？', '告诉店长或区域经理即可。经理可以在卡片上点“是我安排的”，事后也可以补。'],
    [
      '收到“情况说明”怎么写？',
      '看一遍事实和地图，选最接近的原因，写一句当时在做什么。有单据就拍照附上。经批准的外出和已申报的兼职会自动消除提醒。',
    ],
    ['想做兼职怎么办？', '先在“兼职申报”里登记。不竞争、不占排班时间的，一般都会认可。'],
    ['数据有错怎么办？', '在“我的 › 下载、更正与删除”里申请更正，15 个工作日内答复。'],
  ] as Pair[],
  language: '语言',
  appVersion: '应用版本',
  diagnostics: '手机诊断',
};

const en: typeof zh = {
  title: 'Rules and growth',
  policy: 'Rules in force',
  version: (version, when) => `Version ${version} · in force since ${when}`,
  read: (when) => `You confirmed it on ${when}`,
  unread: 'You have not confirmed it yet',
  open: 'Read it all',
  quiz: 'Questions on the rules',
  penalty: 'Steps when something is wrong',
  penaltyIntro:
    'A hint is no verdict. People decide each step; you see everything first, may explain and appeal.',
  penaltyFirst: [
    ['You are heard', 'In doubt you are asked first, with at least 3 working days. Silence is no admission.'],
    ['A talk', 'For small matters: one talk, no penalty, nothing on file.'],
  ],
  rung: (name, count, isLast) => `${name} (proven case ${count}${isLast && count > 1 ? ' and later' : ''})`,
  measures: (rung) => `At most: ${rung.measures.map((one) => measuresEn[one](rung)).join('; ')}.`,
  noBonusRule: 'The company has no published bonus rule at present: performance pay is not touched.',
  counted: (months) => `Your proven cases of ${months === 1 ? '1 month' : `${months} months`} are counted.`,
  fines: (bases) => `Fines only in regions that name a legal basis: ${bases}.`,
  penaltyProof:
    "A penalty needs two independent kinds of evidence, one not location, and a second person's approval.",
  never: (noFines) =>
    `Never: automatic penalties, ${noFines ? 'fines, ' : ''}a lower post or pay without your signature, any harm for refusing or withdrawing.`,
  growth: 'Steps of growth',
  growthIntro: 'The same path for everyone, with open conditions. Location data is never part of it.',
  growthSteps: [
    ['Newcomer', 'Rules read, questions answered, two weeks beside a colleague.'],
    ['Field staff', 'Own store or customers; punches and visits complete.'],
    ['Senior', 'Trains newcomers; key stores, key customers or difficult routes.'],
    ['Store manager / team lead', 'Rosters, confirms punches, arranges support.'],
    ['Area manager', 'A region; checks hints first and speaks for the staff first.'],
  ],
  growthNote: 'Promotion is proposed by the manager and reviewed by HR; ask HR for the criteria.',
  training: 'Help and training cards',
  cards: [
    [
      'My phone does not keep locating',
      "A page in Feishu can locate only while it is open; that is normal. Time without location is “no data”, never a fault. To show you are at work, answer the presence prompt or scan the store's code.",
    ],
    [
      'Can I punch without a network?',
      'Yes. It is kept on the phone and sent later; the time of your tap counts.',
    ],
    [
      'I am sent to another store',
      'Tell the store or area manager. The manager can press “I arranged this” on the card, also afterwards.',
    ],
    [
      'How do I explain?',
      'Look at the facts and the map, choose the closest reason, write one sentence on what you did. Add a photo of a paper if there is one. Approved errands and declared side jobs clear it by themselves.',
    ],
    [
      'I want a side job',
      'Declare it first. One that does not compete and lies outside your shifts is normally accepted.',
    ],
    [
      'Something about me is wrong',
      'Ask for a correction under “Me › Download, correct, delete”; you get an answer within 15 working days.',
    ],
  ],
  language: 'Language',
  appVersion: 'App version',
  diagnostics: 'Phone check',
};

export const rulesTexts = { zh, en };
