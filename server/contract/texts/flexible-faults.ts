import { counted } from './counted.ts';
/** What a sentence about a fault needs: the day in words, the hours it would be, what is allowed. */
export type FaultFigures = Readonly<{ day: string; hours: number; limit: number }>;

const zh = {
  in_past: () => '这一天已经过去，请选今天以后',
  begun: () => '当天的班次已经开始，请从下一天起',
  too_far: ({ limit }: FaultFigures) => `最早只能提前 ${limit} 周申请`,
  before_from: () => '不能早于开始的那天',
  too_long: ({ limit }: FaultFigures) => `一次最长 ${limit} 周，到期可以再申请`,
  no_day: () => '这段日期里没有您选的星期',
  no_shift: () => '这几天没有排班，不能改时间；要换休请在飞书考勤里申请',
  on_leave: ({ day }: FaultFigures) => `${day} 有已批准的请假，请避开那天`,
  overlaps_request: ({ day }: FaultFigures) => `${day} 已有另一份申请，请先撤回或结束那一份`,
  unchanged: () => '和现在的班次一样',
  day_hours: ({ day, hours, limit }: FaultFigures) =>
    `${day} 会是 ${hours}\u00a0小时，每天不能超过 ${limit}\u00a0小时（不含休息）`,
  week_hours: ({ day, hours, limit }: FaultFigures) =>
    `${day} 那一周会是 ${hours}\u00a0小时，每周不能超过 ${limit}\u00a0小时`,
  overlaps_shift: ({ day }: FaultFigures) => `和 ${day} 的班次重叠`,
  overlaps_side_job: ({ day }: FaultFigures) =>
    `${day} 和您已批准的兼职时间重叠，请先调整其中一个（只有您能看到这一条）`,
};

const en: typeof zh = {
  in_past: () => 'This day is over; pick a later one',
  begun: () => 'The shift of that day has begun; start with the next one',
  too_far: ({ limit }) => `It may begin at most ${counted(limit, 'week')} ahead`,
  before_from: () => 'May not be before the first day',
  too_long: ({ limit }) => `At most ${counted(limit, 'week')} at once; ask again then`,
  no_day: () => 'None of these weekdays lies between the two days',
  no_shift: () => 'No shift on these days; to swap days off, ask in Feishu attendance',
  on_leave: ({ day }) => `There is approved leave on ${day}; leave that day out`,
  overlaps_request: ({ day }) => `Another request covers ${day}; withdraw or end that one first`,
  unchanged: () => 'These are the hours of the present shift',
  day_hours: ({ day, hours, limit }) =>
    `${hours}\u00a0h on ${day}; at most ${limit}\u00a0h a day without breaks`,
  week_hours: ({ day, hours, limit }) =>
    `${hours}\u00a0h in the week of ${day}; at most ${limit}\u00a0h a week`,
  overlaps_shift: ({ day }) => `Runs into the shift of ${day}`,
  overlaps_side_job: ({ day }) =>
    `Runs into your approved side job on ${day}; change one of them first (only you see this)`,
};

/** One sentence for each thing that makes hours unlawful or impossible. */
export const flexibleFaults = { zh, en };
