import type { LeadKind, LeadSource } from '../lead.ts';

/** Words of leads in cases and cards, zh-CN. `leads.en.ts` has the same keys. */
export const leadsZh = {
  source: {
    hr: '人力资源',
    manager: '管理人员',
    customer: '客户',
    anonymous: '匿名',
  } satisfies Record<LeadSource, string>,
  kind: {
    second_job: '工作时间从事其他工作',
    rival_place: '工作时间在其他商家服务',
    absent: '工作时间不在岗',
    sales_elsewhere: '把客户或订单带到别处',
    other: '其他情况',
  } satisfies Record<LeadKind, string>,
  sentence: (source: string, day: string, kind: string) =>
    `收到一条${source}线索，称 ${day} 有“${kind}”的情况。线索尚未核实，本身不是证据。`,
  clears: '当天的排班、打卡、拜访记录或工作安排，或任何说明当时在做什么的材料。',
  card: {
    title: (no: string) => `线索 · ${no}`,
    state: { new: '待处理', accepted: '已立案', dismissed: '未受理', malicious: '恶意线索' },
    text: (source: string) => `收到一条${source}线索，请查看并决定是否受理。线索本身不是证据。`,
    open: '在控制台打开',
    hint: '卡片不显示内容和姓名。线索提供人受保护。',
    subjectTitle: '关于您的一条线索已结束',
    subjectState: '不成立',
    subjectText: (no: string) =>
      `有人提交了一条关于您的线索（${no}），经核实属恶意，已结束，不会对您产生任何影响。`,
  },
  message: (no: string, isMalicious: boolean) =>
    isMalicious
      ? `【明勤】您提交的线索 ${no} 经核实不属实且存在恶意，已结束处理。`
      : `【明勤】您提交的线索 ${no} 已处理完毕，感谢您的反馈。`,
};
export type LeadsTexts = typeof leadsZh;
