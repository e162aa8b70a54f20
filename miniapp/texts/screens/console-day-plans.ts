import { en as enRoute, zh as zhRoute } from './route.ts';

const zh = {
  title: '今日任务',
  intro:
    '按拜访计划、运单和公司地点算，没有任何人的位置。完成数是本人登记的拜访和点的“完成”：没点不等于没做。查看会记入本人可见的查看记录。',
  people: (n: number) => `有任务的人（${n}）`,
  none: '今天本区域没有人有拜访计划或运单。',
  stops: (n: number) => `${n} 站`,
  done: (n: number) => `已完成 ${n}`,
  troubles: (n: number) => `${n} 站按计划到不了`,
  kind: zhRoute.kind,
  staff: { promoter: '导购', rep: '业务代表', rider: '配送员', office: '办公室' },
  noZone: '没有区域',
  isOff: '今天没有排班',
  fits: '都排得下',
  why: {
    window: '到不了约定的时间',
    shift: '上班时间里排不下',
    pickup: '取货排不进去',
    place: '公司地点里没有这个客户',
    many: '超过一天能排的站数',
    late: '会晚到',
  },
  lateBy: (min: number) => `约晚 ${min} 分钟`,
  window: zhRoute.window,
  unnamed: zhRoute.unnamed,
  free: '在班、今天没有任务',
  freeNone: '在班的业务代表和配送员都有任务。',
  outside: '不在任何人区域里的',
  outsideStops: '今天的任务',
  outsideStopsNone: '今天的任务都在某个人的区域里。',
  of: (name: string) => `${name} 的任务`,
  customers: (n: number) => `本区域的客户：${n} 家`,
  customersNone: '本区域的客户都在某个人的区域里。',
  more: (n: number) => `另有 ${n} 家`,
  noZones: '本区域还没有人有负责区域，无法判断哪些任务在区域外。',
  noZoneAtAll:
    '本区域还没有配送或服务区域，无法判断哪些任务在区域外。区域来自业务系统，由管理员在“系统”里用“文件导入”或“数据来源”导入；有了区域，才能指定由谁负责。',
  toZones: '去指定区域',
  estimate: '路程按直线距离的 1.3 倍、平均车速估算，从班次开始、按最顺的顺序走。',
};
export type DayPlanTexts = typeof zh;

const en: DayPlanTexts = {
  title: 'Plans of today',
  intro:
    'From visit plans, waybills and company places, without anybody’s position. Done is what people logged or ticked off: not ticked is not undone. Your look is in a ledger that each person sees.',
  people: (n) => `People with stops (${n})`,
  none: 'Nobody of this region has a visit or a waybill planned today.',
  stops: (n) => (n === 1 ? '1 stop' : `${n} stops`),
  done: (n) => `${n} done`,
  troubles: (n) => `${n} cannot be met as planned`,
  kind: enRoute.kind,
  staff: { promoter: 'promoter', rep: 'sales rep', rider: 'rider', office: 'office' },
  noZone: 'no zone',
  isOff: 'No shift today',
  fits: 'All of it fits',
  why: {
    window: 'cannot be reached at the agreed time',
    shift: 'does not fit into the working time',
    pickup: 'its pick-up does not fit',
    place: 'not among the company’s places',
    many: 'more stops than a day can have',
    late: 'will be late',
  },
  lateBy: (min) => `about ${min} min late`,
  window: enRoute.window,
  unnamed: enRoute.unnamed,
  free: 'At work without stops today',
  freeNone: 'All reps and riders at work have stops.',
  outside: 'In nobody’s zone',
  outsideStops: 'Stops of today',
  outsideStopsNone: 'All stops of today lie in somebody’s zone.',
  of: (name) => `planned for ${name}`,
  customers: (n) => `Customers of the region: ${n}`,
  customersNone: 'All customers of the region lie in somebody’s zone.',
  more: (n) => `and ${n} more`,
  noZones: 'Nobody of this region has a zone yet: what lies outside cannot be told.',
  noZoneAtAll:
    'This region has no zones at all: what lies outside cannot be told. Zones come from business systems; an administrator brings them in under System, by “Files” or “Sources”, and then people can be assigned to them.',
  toZones: 'Assign zones',
  estimate:
    'Ways are 1.3 times the straight line at a usual speed, from the start of the shift in the best order.',
};

export const dayPlanTexts = { zh, en };
