import { counted } from '../../../server/contract/texts/counted.ts';
import type { WaitingKind } from '../../../server/contract/waiting.ts';

type Kind = Exclude<WaitingKind, 'alerts'>;

const zh = {
  title: '等您处理',
  none: '现在没有等您处理的事。',
  /** Said with a link of the navigation. */
  here: (n: number) => `${n} 项等您处理`,
  hereLate: (n: number) => `其中 ${n} 项已超时`,
  alert: (alertNo: string) => `请您核实 · ${alertNo}`,
  alertHint: (due: string) => `请在 ${due} 前答复；您的说明可以直接结束它`,
  alertLate: (due: string) => `答复时间（${due}）已过，仍可答复`,
  moreAlerts: (n: number) => `另有 ${n} 条提醒，答复前面的以后在这里列出`,
  kinds: {
    punches: (n: number) => `${n} 条打卡等您确认`,
    cases: (n: number) => `${n} 件案件轮到您`,
    leads: (n: number) => `${n} 条线索待查实`,
    declarations: (n: number) => `${n} 份兼职申报等您在飞书审批里答复`,
    flexible_shifts: (n: number) => `${n} 份弹性班次申请等您在飞书审批里答复`,
    data_requests: (n: number) => `${n} 份数据申请待答复`,
    threshold_changes: (n: number) => `${n} 项阈值改动等您签署`,
    go_live: (n: number) => `${n} 个区域等您签署上线`,
    samples: (n: number) => `${n} 条经理安排抽中，请您核对`,
  } satisfies Record<Kind, (n: number) => string>,
  /** One by one, to somebody who has no list of them. */
  asked: {
    declarations: '兼职申报 · 等您在飞书审批里答复',
    flexible_shifts: '弹性班次申请 · 等您在飞书审批里答复',
  },
  askedDue: (due: string) => `请在 ${due} 前答复`,
  askedLate: (due: string) => `答复时间（${due}）已过`,
  back: '返回“等您处理”',
  due: (due: string) => `最早的一项 ${due} 到期`,
};

const en: typeof zh = {
  title: 'Waiting for you',
  none: 'Nothing waits for you now.',
  here: (n) => `${counted(n, 'item')} waiting for you`,
  hereLate: (n) => `${n} of them late`,
  alert: (alertNo) => `Please check · ${alertNo}`,
  alertHint: (due) => `Answer by ${due}; your word alone can end it`,
  alertLate: (due) => `The time to answer (${due}) is over; you still can`,
  moreAlerts: (n) => `${counted(n, 'more alert')}, listed here once the first are answered`,
  kinds: {
    punches: (n) => `${counted(n, 'punch', 'punches')} to confirm`,
    cases: (n) => `Your turn in ${counted(n, 'case')}`,
    leads: (n) => `${counted(n, 'lead')} to check`,
    declarations: (n) => `${counted(n, 'side-job declaration')} to answer in Feishu Approval`,
    flexible_shifts: (n) => `${counted(n, 'flexible-shift request')} to answer in Feishu Approval`,
    data_requests: (n) => `${counted(n, 'data request')} to answer`,
    threshold_changes: (n) => `${counted(n, 'threshold change')} to sign`,
    go_live: (n) => `Go-live of ${counted(n, 'region')} to sign`,
    samples: (n) => `${counted(n, 'manager’s arrangement', 'managers’ arrangements')} drawn to check`,
  },
  asked: {
    declarations: 'Side-job declaration · to answer in Feishu Approval',
    flexible_shifts: 'Flexible-shift request · to answer in Feishu Approval',
  },
  askedDue: (due) => `Answer by ${due}`,
  askedLate: (due) => `The time to answer (${due}) is over`,
  back: 'Back to what waits for you',
  due: (due) => `The first is due ${due}`,
};

export const consoleWaitingTexts = { zh, en };
