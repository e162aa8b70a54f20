/** Cards about a shift: punches, overtime, 在岗确认; zh-CN. `cards-shift.en.ts` has the same keys. */
export const cardsShiftZh = {
  punchConfirm: {
    title: '请确认一次打卡',
    kind: { in: '上班', out: '下班' },
    person: '员工',
    time: '打卡时间',
    arrived: (when: string) => `${when} 收到，打卡时间按手机记录。手机没有信号时会晚到，很常见。`,
    why: '为什么需要确认',
    accept: '确认在岗',
    decline: '没有看到，去写原因',
    state: { open: '待确认', accepted: '已确认', declined: '未能确认' },
    others: (n: number) => `另有 ${n} 次打卡等您确认，不再逐条发卡，请在清单里一并处理。`,
    list: '打开清单',
    hint: '打卡时间已经保留。看到本人在岗请点确认；没有看到，请到应用里写明原因。',
  },
  overtimeRequest: {
    title: '加班申请',
    person: '员工',
    time: '加班时间',
    why: '原因',
    accept: '同意',
    decline: '不同意，去写原因',
    state: { pending: '待确认', approved: '已同意', declined: '未同意' },
    hint: '员工在排班时间外打了卡，并申请算作加班。同意后这次打卡一并确认；不同意不影响员工的其他记录。',
  },
  presencePrompt: {
    title: '在岗确认',
    state: { open: '等您确认', answered: '已确认', unanswered: '没有回应' },
    ask: (at: string) => `请在 ${at} 前点一下，更新一次位置或扫门店二维码。`,
    answer: '现在确认',
    hint: '没有回应只是没有数据，不算异常，也不会影响您。只在上班时间询问。',
  },
};
