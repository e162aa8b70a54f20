/** Words of the findings that rest on records (visits, orders, sales), zh-CN. `detectors-records.en.ts` has the same keys. */
export const detectorsRecordsZh = {
  visitUnsupported: {
    sentence: {
      supported: (n: VisitNumbers) =>
        `${visitZh(n)}期间，定位显示人在别处：最近一点距客户范围约 ${n.nearestM} 米（${n.fixes} 个定位点）`,
      undecided: (n: VisitNumbers) =>
        n.fixes === 0
          ? `${visitZh(n)}期间没有定位，无法核对`
          : `${visitZh(n)}不能由定位（${n.fixes} 个点）证实，也不能由其否定`,
      contradicted: (n: VisitNumbers) => `${visitZh(n)}已有合理说明`,
    },
    reasons: {
      elsewhere: '登记时段及前后，定位都不在客户附近，往返也来不及',
      seen_at_other_time: '当天另一时段到过该客户处，可能是登记时间有误',
      no_coverage: '该时段没有足够的定位，没有定位不作为依据',
      place_doubt: '其他同事拜访该客户时也不在登记的坐标附近，客户坐标可能有误',
      same_other_spot: '多次拜访该客户时都在同一个其他地点，客户坐标可能有误',
      stay_fits_visit: '该时段在附近一处未登记地点停留，时间与拜访吻合，客户坐标可能有误',
      habit_elsewhere: '以往登记拜访该客户的日子也都在这一地点停留，客户坐标可能有误',
      datum_doubt: '停留位置与客户坐标的偏差符合坐标系未转换的情形',
      clock_offset: '多次拜访的登记时间相差同样的时长，可能是时钟或时区有误',
      conflicting_positions: '该时段的打卡位置在客户附近，与定位不一致',
      unplaced_anchor: '该时段有客户签收记录，但未注明地点',
      stuck_position: '该时段手机报告的坐标长时间完全不变，可能是定位卡住',
      on_trip: '该时段处于已批准的出差或外出',
      permitted_arrangement: '主管确认是其安排的工作',
    },
    whatWouldClear: {
      supported:
        '客户签收、门店二维码或同行人员的记录；更正登记时间；指出客户坐标有误；说明是电话拜访；主管确认是其安排；补传的定位',
      undecided: '无需说明：现有记录不作判断；客户签收或门店二维码可确认到访',
      contradicted: '已澄清，无需处理',
    },
  },
  visitsWithoutSales: {
    sentence: {
      supported: (n: ConversionNumbers) => conversionZh(n, '明显偏少'),
      undecided: (n: ConversionNumbers) => conversionZh(n, '偏少，也可能只是偶然'),
      contradicted: (n: ConversionNumbers) => conversionZh(n, '已有合理说明'),
    },
    reasons: {
      improbably_few_orders: '按本人以往和同组的转化率，这么少的订单很难用偶然解释',
      may_be_chance: '订单偏少，但偶然也会出现',
    },
    whatWouldClear: {
      supported:
        '晚到或补录的订单；说明拜访目的不是销售（陈列、收款、服务、调研）；客户停业、缺货、价格或季节原因；客户改为自助或经销商下单',
      undecided: '无需说明：次数太少，现有记录不作判断',
      contradicted: '已澄清，无需处理',
    },
  },
  orderMismatch: {
    sentence: {
      supported: (n: MismatchNumbers) => mismatchZh(n),
      undecided: (n: MismatchNumbers) => `${mismatchZh(n)}；数量或以往记录不足，不作判断`,
      contradicted: (n: MismatchNumbers) => `${mismatchZh(n)}；已有合理说明`,
    },
    reasons: {
      booked_to_another: '本人拜访后的订单有一部分记在同一位同事名下',
      accounts_unknown: '以往记录不足，或客户由多人共同负责',
      orders_without_visits: '本人名下的订单多来自近期未拜访的客户，与以往不同',
      may_be_chance: '数量不足以排除偶然',
    },
    whatWouldClear: {
      supported:
        '客户移交或共用账号的记录；主管确认的客户变更；订单归属录入有误；客户改为自助、经销商或大客户渠道下单；补录的拜访',
      undecided: '无需说明：现有记录不作判断',
      contradicted: '已澄清，无需处理',
    },
  },
  performanceDrop: {
    sentence: {
      supported: (n: DropNumbers) => dropZh(n),
      undecided: (n: DropNumbers) => `${dropZh(n)}；不足以判断`,
      contradicted: (n: DropNumbers) => `${dropZh(n)}；已有合理说明`,
    },
    reasons: {
      sales_dropped: '扣除同组的季节变化后，销售额较本人以往明显下降',
      target_reached: '仍接近或达到目标',
      no_team: '没有同组数据，无法排除季节原因',
      may_be_chance: '下降不足以排除偶然',
    },
    whatWouldClear: {
      supported: '区域、客户或产品调整；休假或病假；缺货、价格原因。本项仅供参考，不会单独形成预警',
      undecided: '无需说明：本项仅供参考，现有记录不作判断',
      contradicted: '已澄清，无需处理',
    },
  },
  customerAttrition: {
    sentence: {
      supported: (n: AttritionNumbers) => attritionZh(n),
      undecided: (n: AttritionNumbers) => `${attritionZh(n)}；也可能只是偶然`,
      contradicted: (n: AttritionNumbers) => `${attritionZh(n)}；已有合理说明`,
    },
    reasons: {
      customers_stopped: '部分老客户停止下单的时间远超其以往节奏',
      customers_moved: '部分老客户近期的订单都记在他人名下',
      after_handover: '其中有客户是在移交之后停止下单的',
      may_be_chance: '数量不足以排除偶然',
    },
    whatWouldClear: {
      supported:
        '客户停业、搬迁或改为其他渠道下单；主管确认的客户移交；晚到的订单。本项仅供参考，不会单独形成预警',
      undecided: '无需说明：本项仅供参考，现有记录不作判断',
      contradicted: '已澄清，无需处理',
    },
  },
};

/** Whole minutes and metres; `nearestM` -1 = no fix. */
export type VisitNumbers = Readonly<{
  loggedMin: number;
  fixes: number;
  nearestM: number;
  possibleMin: number;
}>;
/** Counts and the chance of so few orders by luck, percent. */
export type ConversionNumbers = Readonly<{
  visits: number;
  ripeVisits: number;
  customers: number;
  orders: number;
  expectedOrders: number;
  chancePct: number;
}>;
/** Counts of orders and customers, and the chance of such records by luck, percent. */
export type MismatchNumbers = Readonly<{
  visitedOrders: number;
  divertedOrders: number;
  ownOrders: number;
  unvisitedOrders: number;
  customers: number;
  chancePct: number;
}>;
/** Percent and months; `teamMonths` 0 = no team to compare with, `targetPct` -1 = no target. */
export type DropNumbers = Readonly<{
  dropPct: number;
  months: number;
  monthsBefore: number;
  teamMonths: number;
  targetPct: number;
  probabilityPct: number;
}>;
/** Counts of customers, and the chance of so many losses by luck, percent. */
export type AttritionNumbers = Readonly<{
  customers: number;
  stopped: number;
  moved: number;
  handedOver: number;
  chancePct: number;
}>;
export type DetectorRecordTexts = typeof detectorsRecordsZh;

/** Some systems log a visit as a moment: then its length is not known. */
const visitZh = ({ loggedMin }: VisitNumbers): string =>
  loggedMin > 0 ? `登记的一次拜访（约 ${loggedMin} 分钟）` : '登记的一次拜访';

const conversionZh = (n: ConversionNumbers, how: string): string =>
  `${n.customers} 家客户的 ${n.visits} 次销售拜访带来 ${n.orders} 笔订单，按本人以往和同组转化率预计约 ${Math.round(n.expectedOrders)} 笔：${how}`;

const mismatchZh = (n: MismatchNumbers): string =>
  [
    n.visitedOrders > 0 && `拜访后的 ${n.visitedOrders} 笔订单中有 ${n.divertedOrders} 笔记在同一位同事名下`,
    n.ownOrders > 0 && `本人名下 ${n.ownOrders} 笔订单中有 ${n.unvisitedOrders} 笔来自近期未拜访的客户`,
  ]
    .filter((part) => part !== false)
    .join('；');

const dropZh = (n: DropNumbers): string =>
  `近 ${n.months} 个月销售额比此前 ${n.monthsBefore} 个月的本人水平低约 ${n.dropPct}%（${n.teamMonths > 0 ? '已对照同组' : '没有同组可对照'}，可能性约 ${n.probabilityPct}%）`;

const attritionZh = (n: AttritionNumbers): string =>
  `${n.customers} 家老客户中有 ${n.stopped} 家停止下单、${n.moved} 家改由他人成单`;
