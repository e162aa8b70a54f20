/** Words of the findings about places, zh-CN; whole numbers with units, never an accusation. */
export const detectorsPlaceZh = {
  offZone: {
    sentence: {
      supported: (n: OffZoneNumbers) =>
        `工作时间内在责任区域外约 ${Math.round(n.openMin)} 分钟无相应安排或记录（允许 ${n.allowanceMin} 分钟；平均距区域边界约 ${Math.round(n.depthM)} 米，最远约 ${Math.round(n.farthestM)} 米，定位覆盖 ${Math.round(n.coveragePct)}%）`,
      undecided: (n: OffZoneNumbers) =>
        `工作时间内在责任区域外约 ${Math.round(n.unexplainedMin)} 分钟，主要在本人一贯停留的地点，不作判断`,
      contradicted: (n: OffZoneNumbers) =>
        `在责任区域外约 ${Math.round(n.outsideMin)} 分钟，已有安排或业务记录说明`,
    },
    reasons: {
      outside_unexplained: '区域外时间超过允许值，且没有安排或记录说明',
      usual_place: '区域外时间主要在本人一贯停留的地点',
      own_place: '区域外停留在本公司门店、仓库、办公点或客户处',
      visit_logged: '已登记区域外的客户拜访',
      own_task: '本公司运单安排在区域外',
      anchor: '门店二维码、Wi-Fi、收银或扫描记录显示在区域外的本公司地点',
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
};

/** Minutes, metres and percent of time outside the zones. */
export type OffZoneNumbers = Readonly<{
  /** Observed minutes outside, whatever the reason. */
  outsideMin: number;
  /** Of them without a reason. */
  unexplainedMin: number;
  /** Of those not at a stop the person is known at. */
  openMin: number;
  allowanceMin: number;
  depthM: number;
  farthestM: number;
  fixes: number;
  coveragePct: number;
}>;
export type PlaceTexts = typeof detectorsPlaceZh;
