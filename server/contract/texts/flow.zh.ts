import { caseClocksZh } from './case-events.zh.ts';

/** Words the flows put into cards, toasts and approvals, zh-CN. `flow.en.ts` has the same keys. */
export const flowZh = {
  staffKinds: { promoter: '导购', rep: '业务代表', rider: '骑手', office: '办公室' },
  clocks: {
    ...caseClocksZh,
    explanation: '等待员工说明',
    decision: '作出决定',
    appeal_window: '本人申诉期（期间不执行）',
  },
  /** The stay, as wall clocks: the window that an arrangement has to cover. */
  noticed: (from: string, to: string) => `（提示时段 ${from}-${to}）`,
  /** Of what the person is asked about. */
  happened: (day: string, from: string, to: string) => `${day} ${from}-${to}`,
  happenedDays: (from: string, to: string, days: number) => `${from} 至 ${to}，共 ${days} 天`,
  noticedDays: (from: string, to: string, days: number) => `（提示日期 ${from} 至 ${to}，共 ${days} 天）`,
  quickReasons: {
    approved_errand: '经批准的外出',
    traffic: '交通',
    phone_problem: '手机问题',
    declared_side_job: '已申报的兼职',
    wrong_place_data: '地点数据有误',
    other: '其他',
  },
  outcomes: {
    talk: '提醒谈话，已结束',
    warning: '书面警告，已结束',
    performance_deduction: '扣减绩效，已结束',
    fine: '罚款，已结束',
    pay_change: '调整报酬，已结束',
    post_change: '调整岗位，已结束',
    termination: '解除劳动合同，已结束',
    unsubstantiated: '不成立，已结束',
    permitted: '属于允许的情况，已结束',
    withdrawn: '已撤回：情况已澄清',
    rejected: '处理建议未获批准，已结束',
    overturned: '申诉成立，处分已撤销，已结束',
    revoked: '处分已撤销，已结束',
  },
  overForManager: '已结束，结果由人力资源告知本人',
  talk: '提醒谈话',
  fileAdded: (name: string) =>
    `人力资源在案件中添加了材料「${name}」。您可以在案件里查看，也可以在案件里回复。`,
  /** Why HR saw a name that had opened by itself. */
  caseWork: '处理本案',
  penalties: {
    warning: '书面警告',
    performance_deduction: '扣减绩效',
    fine: '罚款',
    pay_change: '调整报酬',
    post_change: '调整岗位',
    termination: '解除劳动合同',
  },
  appealResults: {
    upheld: '申诉未获支持，维持原决定',
    changed: '申诉部分成立，改为：',
    overturned: '申诉成立，撤销处分',
  },
  evidence: {
    location: '定位',
    photo: '照片',
    explanation: '员工说明',
    attendance_record: '考勤记录',
    customer_record: '客户记录',
    sales_record: '销售记录',
    witness: '证人',
    document: '文件',
    interview: '谈话记录',
  },
  declarationKinds: {
    employed: '受雇兼职',
    platform_gig: '平台接单',
    self_employed: '自营 / 直播 / 微商',
    family_help: '家庭帮忙',
  },
  declarationAnswers: {
    manager: { approved: '主管意见：同意', rejected: '主管意见：不同意', no_answer: '主管在期限内未答复' },
    hr: {
      approved: '人力资源：同意',
      rejected: '人力资源：不同意',
      no_answer: '人力资源在期限内未答复，已转人力资源主管',
    },
    review: {
      approved: '复核意见：同意',
      rejected: '复核意见：不同意',
      no_answer: '复核人在期限内未答复，已另请他人',
    },
  },
  declarationOverlap: (hours: string, shift: string) => `与目前的排班重合：${hours}（班次 ${shift}）`,
  declarationReview: (text: string) => `本人申请复核：${text}`,
  declarationAmnesty: '本申报在规范生效后的主动申报期内提交：无论结果如何，此前的情况不作处理。',
  flexibleReasons: {
    child_or_elder: '照顾孩子或老人',
    health: '身体原因',
    study: '学习或考试',
    commute: '通勤不便',
    personal: '个人事务',
    private: '不便说明',
  },
  flexible: {
    noShift: '暂无排班',
    nextDay: '次日',
    noAnswer: '主管在期限内未答复，请人力资源答复',
  },
  weekdays: ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
  weekdaySeparator: '、',
  unmaskUntil: (hours: number) => `同意后 ${hours} 小时`,
  /** What settled a punch without a person. */
  punchProofs: { qr: '门店码', wifi: '门店 Wi-Fi' },
  punchReasons: {
    no_location_consent: '没有位置授权',
    no_location: '没有定位',
    poor_accuracy: '定位误差大',
    too_far: '离门店较远',
    off_hours: '不在班次内',
    on_leave: '请假中',
    clock_skew: '手机时间不准',
  },
  nudge: {
    title: '有一个情况想让您先知道',
    greeting: '只有您能看到这条提醒，它不是处分，也没有发给主管。您看到的与公司看到的完全一样。',
    greetingOpen: '这不是处分。您看到的与公司看到的完全一样，您可以先说明情况。',
    when: '时间',
    seen: '看到的情况',
    whatWouldClear: '什么能澄清',
    open: '查看',
    explain: '查看并说明',
    state: { open: '请查看', contacted: '人力资源已联系您', cleared: '已澄清', handled: '已结束' },
  },
  decisionReasons: {
    withdrawn: '后来收到的数据或记录已经澄清了这个情况，评分已删除，看到过的人都已收到更新。',
    permitted: '已确认属于工作安排或已批准的申报。',
    talk: '请与 HR 谈一谈；没有处分，不记入档案。',
    reverted:
      '批准人撤回了批准，原决定不会执行，也不作数。人力资源会重新处理；有新的结果会另行通知您，届时您可以重新申诉。',
    appealed: '您的申诉已收到，由没有参与过本案的人重新决定；在此之前不会执行。',
  },
  toasts: {
    onlyManager: '仅区域负责人可处理',
    onlyHr: '仅 HR 可处理',
    onlyStoreManager: '仅门店负责人可处理',
    handled: '已处理',
    unknown: '这张卡片已失效',
    badForm: '请填写类型和起止时间',
    windowTooSmall: '填写的时间没有覆盖这次停留，请按“查看详情”里的停留时间核对起止时间',
    arranged: '已记录为您安排的工作，提醒已结束',
    data_error: '已转给 HR 核对地点和数据',
    ask: '已请员工说明',
    escalate: '已转 HR',
    contacted: '已联系员工',
    overtimeApproved: '已同意加班',
    replied: '您的回复已交给 HR',
    emptyReply: '请先写下回复',
    punchConfirmed: '已确认',
  },
};

type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends readonly string[]
      ? readonly string[]
      : T[K] extends (...input: infer Input) => string
        ? (...input: Input) => string
        : Words<T[K]>;
};
/** The shape every language fills. */
export type FlowTexts = Words<typeof flowZh>;
