const WITHDRAWN =
  '对方系统已删除这条记录时使用：此后不再计入，受影响的提醒会重新核对；重复撤回不会产生变化，再次写入即恢复。';

/** What the description says of taking a record of each kind back, zh-CN. `open-api-withdrawals.en.ts` has the same keys. */
export const withdrawals = {
  withdrawPlace: {
    summary: '撤回地点',
    description: `${WITHDRAWN}以前由它得出的结论仍能写出它的名称；指向它的计划、班次和兼职申报保留，只是没有位置可以核对。`,
  },
  withdrawZone: {
    summary: '撤回负责区域',
    description: `${WITHDRAWN}在控制台指定到这个区域的人暂无区域，直到有人另行指定。`,
  },
  withdrawVisit: {
    summary: '撤回拜访',
    description: WITHDRAWN,
  },
  withdrawOrder: {
    summary: '撤回订单',
    description: WITHDRAWN,
  },
  withdrawAttendance: {
    summary: '撤回打卡',
    description: WITHDRAWN,
  },
  withdrawAnchor: {
    summary: '撤回在岗凭证',
    description: WITHDRAWN,
  },
  withdrawTask: {
    summary: '撤回运单任务',
    description: WITHDRAWN,
  },
  withdrawTarget: {
    summary: '撤回月度目标',
    description: WITHDRAWN,
  },
  withdrawPlan: {
    summary: '撤回拜访计划',
    description: WITHDRAWN,
  },
};
