const zh = {
  title: '团队关怀（每月）',
  intro: (k: number) =>
    `按组汇总，每组至少 ${k} 人，更小的组合并或不显示；每月只生成一次。检测规则读不到这些数据，它只用来改善排班与待遇。`,
  none: '第一份在下月初生成',
  noneVisible: '您的区域没有达到人数要求的组',
  columns: {
    group: '组',
    people: '人数',
    overtime: '人均加班',
    overLimit: '加班超 36 小时',
    rest: '有一周无休',
    sales: '销售低于自身以往 20%',
    spread: '工作量分布',
    actions: '建议',
  },
  hours: (n: number) => `${n}\u00a0小时`,
  band: { few: '少数', some: '部分', many: '多数' },
  spread: { even: '均匀', uneven: '不太均匀', very_uneven: '很不均匀' },
  unknown: '不足 5 人有数据',
  actions: {
    review_overtime: '复核加班并安排调休',
    flexible_shift: '提供弹性班次',
    rest_days: '保证每周休息日',
    review_base_pay: '复核底薪与奖金方案',
    promotion_talk: '安排晋升与发展谈话',
    balance_workload: '平衡工作量',
  },
  noActions: '无',
};

const en: typeof zh = {
  title: 'Care for teams (monthly)',
  intro: (k) =>
    `By groups of at least ${k} people; smaller ones are joined or left out; made once a month. Detectors cannot read it: it is for better shifts and pay.`,
  none: 'The first one is made at the start of next month',
  noneVisible: 'No group of your region is large enough',
  columns: {
    group: 'Group',
    people: 'People',
    overtime: 'Overtime each',
    overLimit: 'Over 36 h overtime',
    rest: 'A week without rest',
    sales: 'Sales 20% below own trend',
    spread: 'Spread of work',
    actions: 'Suggested',
  },
  hours: (n) => `${n}\u00a0h`,
  band: { few: 'few', some: 'some', many: 'many' },
  spread: { even: 'even', uneven: 'uneven', very_uneven: 'very uneven' },
  unknown: 'known of fewer than 5',
  actions: {
    review_overtime: 'Review overtime, give time off',
    flexible_shift: 'Offer flexible shifts',
    rest_days: 'Secure a weekly day of rest',
    review_base_pay: 'Review base pay and bonus',
    promotion_talk: 'Talk about promotion',
    balance_workload: 'Balance the workload',
  },
  noActions: 'none',
};

export const careTexts = { zh, en };
