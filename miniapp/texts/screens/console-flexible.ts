const zh = {
  intro:
    '员工申请，主管在飞书审批里答复；主管不在或未按时答复时由人力资源答复。同意的时间替代当天的班次计算工作时间；飞书考勤里的班次不会随之改变，考勤和工资仍以飞书考勤为准。每次查看都会记入本人的“谁看过我”。',
  none: '没有符合条件的申请',
  filters: { all: '全部', pending: '等待答复', holding: '有效', over: '已结束' },
  columns: { who: '员工', days: '日期', hours: '上下班时间', reason: '原因', state: '状态' },
  terms: '申请内容',
  due: (when: string) => `应于 ${when} 前答复`,
  feishu:
    '同意的时间替代当天的班次计算工作时间；飞书考勤里的班次由排班负责人另行调整，考勤和工资以飞书考勤为准。',
  back: '返回列表',
  end: '终止（明天起）',
  endHint: '已经开始的日子不变，明天起恢复原来的班次；本人会收到理由。',
  endReason: '理由（至少 10 字，本人会看到）',
  settings: '申请规则',
  settingsNames: {
    longestWeeks: '一次申请最长（周）',
    aheadWeeks: '最多提前（周）',
    dayHours: '每天工作不超过（小时，不含休息）',
    weekHours: '每周工作不超过（小时）',
    answerDays: '主管答复期限（工作日）',
  },
  law: '《劳动法》第三十六条、国务院令第 174 号第三条：每日 8 小时、每周 40 小时；经批准实行特殊工时的，按批准的时间填写。非全日制用工每周始终不超过 24 小时。',
  save: '保存',
};

const en: typeof zh = {
  intro:
    'Staff ask, the manager answers in the chat approval; where there is no manager or no answer in time, HR does. Agreed hours take the place of the day’s shift as working time; the shift in Feishu attendance does not change with them, and attendance and pay go by that. Every look is in the person’s ledger.',
  none: 'No request fits',
  filters: { all: 'All', pending: 'Waiting', holding: 'In force', over: 'Over' },
  columns: { who: 'Person', days: 'Days', hours: 'Hours', reason: 'Reason', state: 'State' },
  terms: 'Asked for',
  due: (when) => `An answer is due by ${when}`,
  feishu:
    'Agreed hours take the place of the day’s shift as working time. Whoever keeps the roster changes the shift in Feishu attendance, by which attendance and pay go.',
  back: 'Back to the list',
  end: 'End from tomorrow on',
  endHint: 'Days that have begun stay; the usual shift is back tomorrow, and the person is told why.',
  endReason: 'Reason (at least 10 characters, the person reads it)',
  settings: 'Limits',
  settingsNames: {
    longestWeeks: 'Longest request (weeks)',
    aheadWeeks: 'Begins at most ahead (weeks)',
    dayHours: 'Work a day at most (hours, without breaks)',
    weekHours: 'Work a week at most (hours)',
    answerDays: 'Manager answers within (working days)',
  },
  law: 'Labour Law art. 36 and State Council Decree 174 art. 3: 8 hours a day, 40 a week; under approved special hours enter what was approved. Part-time work never exceeds 24 hours a week.',
  save: 'Save',
};

export const consoleFlexibleTexts = { zh, en };
