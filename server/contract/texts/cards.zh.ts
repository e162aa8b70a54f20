import { cardsAlertZh } from './cards-alert.zh.ts';
import { cardsCaseZh } from './cards-case.zh.ts';
import { cardsRulesZh } from './cards-rules.zh.ts';
import { approvalsZh } from './approvals.zh.ts';
import { cardsShiftZh } from './cards-shift.zh.ts';

/** Words of the chat cards, zh-CN. `cards.en.ts` has the same keys. */
export const cardsZh = {
  ...cardsAlertZh,
  ...cardsCaseZh,
  separator: ' · ',
  colon: '：',
  noData: '暂无数据',
  mayBeRepeat: '这条消息可能已经发给过您：上次发送后没有收到飞书的确认。',
  at: (month: number, day: number, clock: string) => `${month}月${day}日 ${clock}`,
  month: (year: number, month: number) => `${year}年${month}月`,
  openDetail: '查看详情',
  handledBy: (name: string) => `处理人：${name}`,
  toast: {
    working: '正在处理，卡片稍后更新',
    failed: '没有处理成功，请稍后再试或打开应用处理',
  },
  ...cardsShiftZh,
  monthlyReport: {
    title: (month: string) => `${month}行程轨迹分析报告`,
    greeting: '这份报告只发给您本人，数字与公司看到的一样。',
    workedDays: '出勤天数',
    distance: '工作里程',
    coverage: '定位覆盖',
    punches: '打卡',
    punchesValue: (confirmed: number, total: number) => `${confirmed}/${total} 次已确认`,
    days: (count: number) => `${count} 天`,
    km: (km: number) => `${km} 公里`,
    percent: (percent: number) => `${percent}%`,
    before: (value: string) => `上月 ${value}`,
    chart: '每日工作时长（小时）',
    coverageChart: '每日定位覆盖（%，0 是没收到定位，没有班次的日子不画）',
    notices: '本月提醒',
    noticesValue: (count: number) => (count === 0 ? '没有' : `${count} 条，详情只有您能看到全部`),
    open: '打开完整报告',
  },
  teamReport: {
    title: (month: string) => `${month}团队月报`,
    what: '您团队上个月的加班、休息、销售走势和工作量已经汇总好，还有可以为大家做什么的建议。',
    hint: '按至少 5 人的组汇总，看不到任何个人；检测规则读不到这些数据。',
    open: '打开团队月报',
  },
  adminHealth: {
    title: '系统运行状况',
    failing: (n: number) => `${n} 项需要处理`,
    healed: '已恢复',
    part: '问题',
    since: '开始于',
    code: '代码',
    parts: {
      'org-sync': {
        name: '通讯录同步',
        title: '通讯录同步已停止',
        meaning: '人员和部门没有更新，现有名单和权限保持不变。',
        todo: '请核对应用的通讯录权限范围和最近的组织调整；确认无误后放宽 massLeave 再同步。',
      },
      schedules: {
        name: '排班和打卡数据',
        title: '排班和打卡没有更新',
        meaning: '最近的排班、请假和打卡没有读到，定位仍按上次的排班接收。',
        todo: '请检查假勤权限、考勤组设置和通讯录权限范围；恢复后会自动补读。',
      },
      'schedule-rows': {
        name: '个别考勤记录',
        title: '个别人的考勤记录读不懂',
        meaning: '这些人涉及的日期不作核查，其他人照常；定位仍按上次的排班接收。',
        todo: '请按下面的字段在飞书假勤里核对这些记录；改正后会自动补读。',
      },
      events: {
        name: '飞书事件',
        title: '有飞书事件没有处理成功',
        meaning: '重试多次仍失败的事件已搁置；审批会每 15 分钟再查，通讯录每晚再同步。',
        todo: '请按代码查看服务器日志，恢复后核对当天的审批和人员变动。',
      },
      cards: {
        name: '卡片送达',
        title: '有卡片无法送达',
        meaning: '接收人已离职、不在应用可用范围，或机器人不在群里。',
        todo: '请检查应用可用范围，并把机器人加回预警群。',
      },
      audit: {
        name: '审计记录',
        title: '审计记录校验未通过',
        meaning: '审计链与已签名的检查点不一致，可能有记录被改动、删除或截断。',
        todo: '请立即保存数据库现状，不要清理，并与另行保管的检查点逐一核对。',
      },
      attendance: {
        name: '写入假勤',
        title: '有打卡没有写入假勤',
        meaning: '已确认的打卡补写后，假勤里仍然没有；员工的打卡在明勤里都在。',
        todo: '请检查假勤写入权限和考勤组设置；恢复后会自动补写。',
      },
    },
  },
  ...cardsRulesZh,
  approval: approvalsZh,
};

type Words<T> = {
  readonly [K in keyof T]: T[K] extends string
    ? string
    : T[K] extends (...input: infer Input) => string
      ? (...input: Input) => string
      : Words<T[K]>;
};
/** The shape every language fills. */
export type CardTexts = Words<typeof cardsZh>;
