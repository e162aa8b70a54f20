/** Words of the findings about habits, zh-CN. `detectors-habit.en.ts` has the same keys. */
export const detectorsHabitZh = {
  routeChange: {
    stop: {
      supported: (n: NewStopNumbers) =>
        `近期有 ${n.stopDays} 个工作日在同一处以往未到过的地点停留${ownDaysZh(n)}平均每日约 ${n.dayMin} 分钟，共约 ${n.totalMin} 分钟（${n.fixes} 个定位点，误差约 ${n.accuracyM} 米）；该地点未登记为本公司门店、客户或任务点`,
      undecided: (n: NewStopNumbers) =>
        `${n.stopDays} 个工作日在一处以往未到过的地点停留${ownDaysZh(n)}平均每日约 ${n.dayMin} 分钟；次数或时长不足以说明任何问题`,
    },
    day: {
      places: (n: UnusualDayNumbers) =>
        `当日到过的区域与以往 ${n.historyDays} 天差异较大（差异 ${n.divergencePct}%，定位覆盖 ${n.coveragePct}%）${unusualZh(n.unusual)}；仅凭差异不作判断`,
      order: (n: UnusualDayNumbers) =>
        `当日路线的先后顺序或方向与以往 ${n.historyDays} 天明显不同（定位覆盖 ${n.coveragePct}%）${unusualZh(n.unusual)}；仅凭差异不作判断`,
    },
    reasons: {
      new_regular_stop: '两周内多次在同一处未登记的新地点长时间停留',
      new_stop: '在一处以往未到过的地点停留',
      unusual_places: '当日区域与以往不同',
      unusual_order: '当日先后顺序与以往不同',
    },
    whatWouldClear: {
      supported:
        '主管确认是其安排（支援、调研、客户变更、新片区）；将该地点登记为客户、门店或任务点；已批准的兼职申报；定位数据有误',
      undecided: '无需说明：差异本身不作判断；新片区、休假、改道、调班均属正常',
    },
  },
};

/** Numbers a sentence about a new stop may show. */
export type NewStopNumbers = Readonly<{
  stopDays: number;
  /** Those of them that are judged; minutes and fixes are theirs. */
  judgedDays: number;
  dayMin: number;
  totalMin: number;
  fixes: number;
  accuracyM: number;
}>;
export type UnusualDayNumbers = Readonly<{
  divergencePct: number;
  coveragePct: number;
  historyDays: number;
  unusual: readonly UnusualNumberText[];
}>;
/** A number of the day that is far from its usual value. */
export type UnusualNumberText = Readonly<{ name: UnusualName; value: number; usual: number }>;
export type UnusualName = keyof typeof NUMBERS;

const NUMBERS = {
  moveKm: (value: number) => `移动 ${value} 公里`,
  radiusKm: (value: number) => `活动半径 ${value} 公里`,
  cells: (value: number) => `到过 ${value} 个路段`,
  stays: (value: number) => `停留 ${value} 次`,
  unknownMin: (value: number) => `在以往未到过的地点停留 ${value} 分钟`,
  newCellPct: (value: number) => `${value}% 的时间在以往未到过的区域`,
};

/** Minutes are told of the judged days only, so that is said where there are others. */
const ownDaysZh = ({ stopDays, judgedDays }: NewStopNumbers): string =>
  judgedDays < stopDays ? `；其中本次核查的 ${judgedDays} 个工作日` : '，';

function unusualZh(unusual: readonly UnusualNumberText[]): string {
  const told = unusual.map(({ name, value, usual }) => `${NUMBERS[name](value)}（以往约 ${usual}）`);
  return told.length === 0 ? '' : `；与以往差别最大的是：${told.join('、')}`;
}

export type DetectorHabitTexts = typeof detectorsHabitZh;
