const zh = {
  title: '个人数据申请',
  toCases: '案件',
  intro: '员工要求更正、删除或解释自己的数据。15 个工作日内答复；不能处理自己的申请。',
  none: '没有申请',
  who: '员工',
  what: '申请',
  due: '期限',
  state: '状态',
  left: (days: number) => `剩 ${days} 个工作日`,
  overdue: '已超时',
  reason: '办理结果或不同意的理由（至少 20 字，本人会看到）',
  done: '已办理',
  grant: '同意并删除',
  erases: (list: string) =>
    `点“同意并删除”后系统立即删除：${list}；所申请的提示中可以删的也一并删除，依法须保留的自动保留，并告知本人。不能恢复。`,
  granted: '已删除并答复',
  refuse: '不同意',
  answered: '已答复',
  seen: '您的查看已记录，本人可以看到。',
};

const en: typeof zh = {
  title: 'Requests about personal data',
  toCases: 'Cases',
  intro: 'Staff ask to correct, delete or explain their data. Answer within 15 working days; never your own.',
  none: 'No requests',
  who: 'Who',
  what: 'Request',
  due: 'Due',
  state: 'State',
  left: (days) => `${days} working days left`,
  overdue: 'overdue',
  reason: 'What was done, or why not (at least 20 characters; the person sees it)',
  done: 'Done',
  grant: 'Agree and delete',
  erases: (list) =>
    `“Agree and delete” deletes at once: ${list}; alerts asked for go as far as they may, what must be kept stays, and the person is told. It cannot be undone.`,
  granted: 'Deleted and answered',
  refuse: 'Refuse',
  answered: 'Answered',
  seen: 'That you looked is recorded; the person can see it.',
};

export const consoleRequestTexts = { zh, en };
