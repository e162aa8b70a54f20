const zh = {
  label: '后台导航',
  sections: {
    cases: '案件',
    people: '员工',
    field: '区域与任务',
    policy: '制度',
    tuning: '检测调优',
    system: '系统',
  },
  pages: {
    cases: { title: '案件', hint: '核实、谈话与处分，名单里只有代号。' },
    leads: { title: '线索', hint: '客户、同事和匿名来信：先查实，再决定是否立案。' },
    executions: { title: '处分执行', hint: '已批准的处分，导出给薪酬与人力资源系统执行。' },
    duty: { title: '值班与日历', hint: '谁在值班，公司哪几天上班：案件时限由此推算。' },
    declarations: { title: '兼职登记', hint: '员工申报的兼职、审批结果和条件。' },
    flexibleShifts: { title: '弹性班次', hint: '员工申请换个时间上下班，主管答复；申请规则也在这里。' },
    zones: { title: '负责区域', hint: '谁负责哪个区域、从哪天起；指定或取消，本人会收到通知。' },
    dayPlans: { title: '今日任务', hint: '谁有几站、完成几站，哪些约定时间到不了；只看记录，不看位置。' },
    care: { title: '团队关怀', hint: '每月按组汇总的加班、休息与收入提示，检测规则读不到。' },
    dataRequests: { title: '数据申请', hint: '员工要求更正、删除或解释自己的数据。' },
    leavers: { title: '离职人员', hint: '给离职员工生成个人链接，他们由此申诉、取回数据。' },
    nonCompete: { title: '竞业限制', hint: '竞业协议、补偿支付和监测状态。' },
    competitors: { title: '竞品名单', hint: '哪些单位算竞争对手，名称相似到多少才算同一家。' },
    policy: { title: '行为规范', hint: '规范全文、版本、征求意见记录和签收情况。' },
    assessments: { title: '影响评估', hint: '没有有效的个人信息影响评估，检测规则不会运行。' },
    detectors: { title: '规则开关', hint: '每条检测规则是否在运行，可随时停用。' },
    rollouts: { title: '试运行与上线', hint: '每个区域先试运行、再由两人签署上线；清单和数据在这里。' },
    quality: { title: '规则质量', hint: '每条规则的提醒有多少值得询问，各区域是否有偏差。' },
    tuning: { title: '阈值与回放', hint: '改阈值先在历史上回放，再由两人签署。' },
    rules: { title: '自定义规则', hint: '不写代码，用每日事实组成本公司的规则。' },
    settings: { title: '公司与流程', hint: '公司信息、案件各步时限、在岗确认次数。' },
    calendar: { title: '公司日历', hint: '调休与公司自定的上班日、休息日。' },
    setup: { title: '接入检查', hint: '哪些已接通、哪些还缺，可以逐项测试。' },
    webhooks: { title: 'Webhook', hint: '有事发生时推送给薪酬、人事或报表系统，带签名。' },
    sources: { title: '数据来源', hint: '定时从 CRM、ERP、考勤系统拉取业务记录，不用写代码。' },
    keys: { title: '接口密钥', hint: '其他系统写入业务记录或社保数据所用的密钥。' },
  },
  home: (name: string) => `${name}，您可以在这里`,
  managerHint: '待核实提醒在飞书里发给您：请从卡片打开。',
  notYours: '这个页面不存在，或您没有权限打开。',
};
export type SectionName = keyof typeof zh.sections;
export type PageName = keyof typeof zh.pages;

const en: typeof zh = {
  label: 'Console',
  sections: {
    cases: 'Cases',
    people: 'People',
    field: 'Zones and plans',
    policy: 'Policy',
    tuning: 'Tuning',
    system: 'System',
  },
  pages: {
    cases: { title: 'Cases', hint: 'Verification, talks and penalties; the list shows pseudonyms only.' },
    leads: {
      title: 'Leads',
      hint: 'Letters from customers, colleagues and nobody named: checked before a case is opened.',
    },
    executions: { title: 'Executions', hint: 'Approved penalties, exported to payroll and HR systems.' },
    duty: { title: 'Duty and calendar', hint: 'Who is on duty and which days count: deadlines rest on it.' },
    declarations: {
      title: 'Side jobs',
      hint: 'What staff declared, who agreed, and under which conditions.',
    },
    flexibleShifts: {
      title: 'Flexible shifts',
      hint: 'Other hours staff ask for, the manager’s answers, and the limits.',
    },
    zones: {
      title: 'Zones',
      hint: 'Who works in which zone from when on; the person is told of each change.',
    },
    dayPlans: {
      title: 'Plans of today',
      hint: 'Stops of each person, what cannot be met; records alone, no positions.',
    },
    care: { title: 'Care', hint: 'Overtime, rest and income by team, monthly; out of detectors’ reach.' },
    dataRequests: {
      title: 'Data requests',
      hint: 'Staff ask to have their data corrected, erased or explained.',
    },
    leavers: {
      title: 'Leavers',
      hint: 'Personal links by which people who left appeal and fetch their data.',
    },
    nonCompete: { title: 'Non-compete', hint: 'Agreements, compensation paid, and what is being monitored.' },
    competitors: { title: 'Competitors', hint: 'Which employers count, and how alike two names must be.' },
    policy: {
      title: 'Code of conduct',
      hint: 'Its text, versions, consultation and who has acknowledged it.',
    },
    assessments: { title: 'Impact assessments', hint: 'Without a current one no detector runs.' },
    detectors: { title: 'Detector switches', hint: 'Which detectors run; each can be stopped at once.' },
    rollouts: {
      title: 'Pilot and go-live',
      hint: 'Each region is tried out first; two sign before it goes live.',
    },
    quality: {
      title: 'Quality',
      hint: 'How many alerts were worth asking about, and whether a group is hit more.',
    },
    tuning: { title: 'Thresholds', hint: 'Changes are run over history first, then signed by two.' },
    rules: { title: 'Own rules', hint: 'Rules made of daily facts, without code.' },
    settings: { title: 'Company and procedure', hint: 'Company data, deadlines of cases, presence prompts.' },
    calendar: { title: 'Calendar', hint: 'Working days and days off that the company sets itself.' },
    setup: { title: 'Set-up', hint: 'What is connected and what is missing, with tests.' },
    webhooks: { title: 'Webhooks', hint: 'Tells payroll, HR or reporting systems what happens, signed.' },
    sources: { title: 'Sources', hint: 'Pulls records from CRM, ERP or attendance systems, without code.' },
    keys: { title: 'API keys', hint: 'Keys by which other systems write records or insurance data.' },
  },
  home: (name) => `${name}, here you can open`,
  managerHint: 'Alerts to check come to you in the chat: open them from their cards.',
  notYours: 'This page does not exist, or is not open to you.',
};

export const consoleNavTexts = { zh, en };
