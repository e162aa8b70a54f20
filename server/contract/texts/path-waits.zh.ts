import type { WaitKind } from '../case.ts';
import type { LegalPath } from '../ladder.ts';

/** Reasons of waits that a legal path starts by itself, zh-CN, as they stand in the case's history. */
export const pathWaitsZh: Readonly<{
  path: Readonly<Record<LegalPath, string>>;
  waits: Readonly<Record<WaitKind, string>>;
}> = {
  path: { rule_breach: '法定程序（第 39 条第二项）：', dual_employment: '法定程序（第 39 条第四项）：' },
  waits: {
    delivery: '限期改正通知已发出，等待送达',
    correction_deadline: '通知已送达，等待改正期限',
    union_reply: '已通知工会，等待答复',
    leave: '本人休假',
  },
};
