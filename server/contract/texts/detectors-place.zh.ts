/** Words of the findings about places, zh-CN; whole numbers with units, never an accusation. */
export const detectorsPlaceZh = {
  offZone: {
    sentence: {
      supported: (n: OffZoneNumbers) =>
        `工作时间内在责任区域外约 ${Math.round(n.openMin)} 分钟无相应安排或记录（允许 ${n.allowanceMin} 分钟；平均距区域边界约 ${Math.round(n.depthM)} 米，最远约 ${Math.round(n.farthestM)} 米，定位覆盖 ${Math.round(n.coveragePct)}%）`,
      undecided: (n: OffZoneNumbers) =>
        `工作时间内在责任区域外约 ${Math.round(n.unexplainedMin)} 分钟，可能在路上、在本人一贯的范围内，登记的区域不合适，或手机定位有误，不作判断`,
      contradicted: (n: OffZoneNumbers) =>
        `在责任区域外约 ${Math.round(n.outsideMin)} 分钟，已有安排或业务记录说明`,
    },
    reasons: {
      outside_unexplained: '区域外时间超过允许值，且没有安排或记录说明',
      usual_place: '区域外时间主要在本人一贯停留的地点',
      zone_unfit: '本人以往也常在区域外工作，登记的责任区域可能不合适',
      on_the_way: '区域外时间几乎都在路上，没有停留',
      leapt_there: '定位跳到区域外又跳回，快于任何交通方式，可能是手机定位有误',
      own_place: '区域外停留在本公司门店、仓库、办公点或客户处',
      visit_logged: '已登记区域外的客户拜访',
      own_task: '本公司运单安排在区域外',
      anchor: '门店二维码、Wi-Fi、收银或扫描记录显示在区域外的本公司地点',
      anchor_inside: '门店二维码、Wi-Fi、收银或扫描记录显示当时在区域内的本公司地点，与区域外的定位不符',
      permitted_arrangement: '主管确认是其安排的工作',
      permitted_declaration: '已批准的兼职申报覆盖该时段',
      permitted_trip: '已批准的外出或出差覆盖该时段',
    },
    whatWouldClear: {
      supported:
        '主管确认是其安排（支援、调研、出差、客户变更）；区域外的拜访或运单记录；责任区域已变更或登记有误',
      undecided: '无需说明；若责任区域登记有误，请主管更正',
      contradicted: '已澄清，无需处理',
    },
  },
  twoStores: {
    sentence: {
      supported: (n: TwoStoresNumbers) =>
        `同一班次内在本店约 ${Math.round(n.homeMin)} 分钟、在另一门店约 ${Math.round(n.otherMin)} 分钟，来回更换 ${n.switches} 次，无借调安排（定位覆盖 ${Math.round(n.coveragePct)}%）`,
      undecided: (n: TwoStoresNumbers) =>
        `同一班次内在本店约 ${Math.round(n.homeMin)} 分钟、在另一门店约 ${Math.round(n.otherMin)} 分钟，现有记录不足以判断原因`,
      contradicted: (n: TwoStoresNumbers) =>
        `在另一门店约 ${Math.round(n.otherMin)} 分钟，已有安排或记录说明`,
    },
    reasons: {
      alternating: '同一班次内往返两家门店',
      may_be_meal: '该班次没有休息记录，可能是用餐；再次出现才会询问',
      moved_once: '只换过一次门店，不是往返',
      signed_in_there: '本人在该门店公开打卡或扫码，可能是尚未确认的借调',
      usual_place: '本人此前长期在该门店停留，属一贯情况',
      planned_there: '当天在该门店有排班',
      visit_logged: '已登记该时段在该门店的拜访',
      permitted_arrangement: '主管确认是其安排的工作',
      permitted_declaration: '已批准的兼职申报覆盖该时段',
      permitted_trip: '已批准的外出或出差覆盖该时段',
    },
    whatWouldClear: {
      supported: '主管一键确认借调或支援（可事后确认）；该门店的排班或拜访记录；门店位置有误',
      undecided: '无需说明；主管可确认借调或支援',
      contradicted: '已澄清，无需处理',
    },
  },
  pickupRounds: {
    sentence: {
      supported: (n: PickupRoundsNumbers) =>
        `${n.days} 天内在其他平台取货点短暂停留 ${n.unexplainedStops} 次（平均约 ${n.meanStopMin} 分钟，${n.places} 个取货点），没有对应的本公司运单（定位覆盖 ${Math.round(n.coveragePct)}%）`,
      undecided: (n: PickupRoundsNumbers) =>
        n.unprovenStops > 0
          ? `${n.days} 天内有 ${n.stops} 次定位在其他平台取货点，没有对应的本公司运单；定位间隔太长，不能确定是否停留，不作判断`
          : `${n.days} 天内在其他平台取货点短暂停留 ${n.stops} 次，缺少运单记录或商家服务多个平台，不作判断`,
      contradicted: (n: PickupRoundsNumbers) => `在其他平台取货点短暂停留 ${n.stops} 次，已有运单或安排说明`,
    },
    reasons: {
      stops_unexplained: '多天多次停留没有对应的本公司运单',
      unexplained: '部分停留没有对应的本公司运单，次数不足',
      unproven: '定位间隔太长，不能确定是否停留',
      unknown: '当班没有本公司运单记录',
      own_task: '本公司运单说明了停留（150 米、前后 10 分钟内）',
      permitted: '已批准的安排、外出或兼职申报覆盖该时段',
      shared_shop: '该商家也为本公司平台备货，或紧邻本公司取货点',
      usual_place: '本人此前长期在此停留，例如休息点',
    },
    whatWouldClear: {
      supported: '补传的运单或改派记录；商家同时服务本公司平台；取货点位置有误；主管确认的安排',
      undecided: '无需说明：没有运单记录，或不能确定是否停留时，不作判断',
      contradicted: '已澄清，无需处理',
    },
  },
  sideJobConditions: {
    sentence: {
      supported: (n: SideJobNumbers) =>
        `工作时间内在已申报的兼职地点停留约 ${Math.round(n.openMin)} 分钟（${n.days} 天，其中批准到期后 ${n.expiredDays} 天），不在批准的时段内`,
      undecided: (n: SideJobNumbers) =>
        n.days > 0
          ? `工作时间内在已申报的兼职地点附近约 ${Math.round(n.stayMin)} 分钟，现有记录不足以判断`
          : '已批准兼职的单位名称与一家竞品相同，请审批人核对',
      contradicted: () => '工作时间内在已申报的兼职地点停留，已有批准的时段或记录说明',
    },
    reasons: {
      shift_overlap: '兼职地点的停留与班次重叠，且不在批准时段内',
      approval_ended: '批准到期后仍多天在兼职地点停留',
      approval_just_ended: '批准刚到期，可能是续批遗漏',
      employer_named_like_rival: '兼职单位名称与竞品名称相同',
      own_place_neighbour: '兼职地点紧邻本公司场所，仅凭定位无法区分',
      survey_visit: '已登记该时段的调研',
      visit_logged: '已登记该时段在此场所的拜访',
      visit_near: '已登记该时段在旁边客户处的拜访',
      anchor_own_place: '该时段本公司门店的二维码、Wi-Fi 或收银记录显示在本公司场所',
      permitted_arrangement: '主管确认是其安排的工作',
      permitted_declaration: '已批准的兼职申报覆盖该时段',
      permitted_trip: '已批准的外出或出差覆盖该时段',
    },
    whatWouldClear: {
      supported: '更新后的兼职批准（时段或期限）；主管确认的安排；该时段的请假或调休；地点登记有误',
      undecided: '无需说明；审批人可核对兼职单位、时段和期限',
      contradicted: '已澄清，无需处理',
    },
  },
};

/** Minutes, metres and percent of time outside the zones. */
export type OffZoneNumbers = Readonly<{
  /** Observed minutes outside, whatever the reason. */
  outsideMin: number;
  /** Of them without a reason. */
  unexplainedMin: number;
  /** Of those neither at a stop the person is known at nor leapt to. */
  openMin: number;
  /** Of those in stays; the rest is way. */
  openStayMin: number;
  /** Without a reason and not at such a stop, but the positions only leapt there. */
  leaptMin: number;
  allowanceMin: number;
  /** Without what was leapt to, as long as more than the allowance is left. */
  depthM: number;
  farthestM: number;
  fixes: number;
  /** Share of earlier days with a stay outside. */
  habitPct: number;
  coveragePct: number;
}>;
/** Minutes and counts of presence at two stores in one shift. */
export type TwoStoresNumbers = Readonly<{
  homeMin: number;
  otherMin: number;
  switches: number;
  otherVisits: number;
  fixes: number;
  probabilityPct: number;
  coveragePct: number;
}>;

/** Counts of short stops at pickup points; `days` and `places` are those of the stops the finding is about. */
export type PickupRoundsNumbers = Readonly<{
  stops: number;
  unexplainedStops: number;
  /** Those of them that seldom fixes do not prove. */
  unprovenStops: number;
  days: number;
  places: number;
  meanStopMin: number;
  coveragePct: number;
}>;

/** Minutes and days at a declared place in working time. */
export type SideJobNumbers = Readonly<{
  /** Minutes there that no permission or record accounts for, and all of them. */
  openMin: number;
  stayMin: number;
  days: number;
  expiredDays: number;
  fixes: number;
  probabilityPct: number;
}>;
export type PlaceTexts = typeof detectorsPlaceZh;
