import type { DailyFact } from '../custom-rule.ts';

/** What the numbers of a day are called, zh-CN; `daily-facts.en.ts` has the same keys. */
export const dailyFactsZh: Readonly<Record<DailyFact, string>> = {
  workMin: '排班工作时间',
  coveragePct: '当班数据覆盖',
  observedMin: '有定位的时间',
  stays: '停留次数',
  stayMin: '停留合计',
  moveKm: '移动距离',
  radiusKm: '活动半径',
  unknownMin: '在未知地点停留',
  longestUnknownMin: '在未知地点最长停留',
  newAreaPct: '在从未到过区域的时间占比',
  punches: '打卡次数',
  firstPunchLateMin: '首次打卡晚于上班',
  lastPunchEarlyMin: '末次打卡早于下班',
  visits: '登记拜访',
  visitMin: '拜访时间合计',
  orders: '本人订单',
  salesYuan: '本人销售额（元）',
  tasks: '配送任务',
};
