/** Words of the findings that rest on punches, zh-CN. `detectors-punches.en.ts` has the same keys. */
export const detectorsPunchesZh = {
  offHours: {
    sentence: {
      supported: (n: OffHoursNumbers) => offHoursZh(n),
      undecided: (n: OffHoursNumbers) => `${offHoursZh(n)}；也可能只是偶然`,
      contradicted: (n: OffHoursNumbers) => `${offHoursZh(n)}；已有合理说明`,
    },
    reasons: {
      often_off_hours: '工作时间以外打卡的天数明显多于本人以往',
      start_drifts: '上班打卡与班次开始的间隔较以往明显变化',
      end_drifts: '下班打卡与班次结束的间隔较以往明显变化',
      may_be_chance: '次数不足以排除偶然',
    },
    whatWouldClear: {
      supported: '补提的加班申请；班次、弹性工时或排班的更正；主管确认是其安排；说明是误触或补打卡',
      undecided: '无需说明：现有记录不作判断；如属加班可补提申请',
      contradicted: '已澄清，无需处理',
    },
  },
  attendanceMismatch: {
    sentence: {
      supported: (n: AttendanceNumbers) =>
        n.awayMin > 0
          ? `打卡在岗的班次中，定位显示约 ${n.awayMin} 分钟不在工作地点（班次 ${n.shiftMin} 分钟，定位覆盖 ${n.coveragePct}%）`
          : `打卡时定位显示人在别处：最近一点距打卡地点约 ${n.nearestM} 米（班次定位覆盖 ${n.coveragePct}%）`,
      undecided: (n: AttendanceNumbers) =>
        n.awayMin > 0
          ? `打卡在岗的班次中约 ${n.awayMin} 分钟的定位不在工作地点，但其他记录与之不符，不足以判断`
          : '打卡记录与定位或设备不能对上，但现有记录不足以判断',
      contradicted: () => '打卡与定位的差异已有合理说明',
    },
    reasons: {
      punched_by_peer: '打卡来自同事的设备，同一时刻本人的定位在别处',
      punch_elsewhere: '打卡前后的定位都不在打卡地点附近，往返也来不及',
      absent: '在岗期间较长时间连续不在工作地点',
      came_late_from_spot: '班次开始时多次在同一个其他地点',
      left_early_to_spot: '班次结束前多次前往同一个其他地点',
      peer_device: '打卡来自同事的设备，当时没有本人的定位可核对',
      anchor_at_place: '该时段有门店二维码、Wi-Fi 或销售记录显示在工作地点',
      no_clock_out: '没有下班打卡，最后一次出现在工作地点之后的时间无人主张在岗',
      permitted_elsewhere: '打卡时处于已批准的外出、出差或主管安排的工作中',
      place_never_seen: '从未在该工作地点附近出现过，地点坐标可能有误',
      clock_offset: '每个班次的打卡与定位相差同样的时长，可能是时钟或时区有误',
    },
    whatWouldClear: {
      supported:
        '主管确认是其安排（支援、外出、调班）；门店二维码、Wi-Fi 或销售记录；说明手机未随身携带或借用他人设备；更正班次或补卡；补传的定位',
      undecided: '无需说明：现有记录不作判断；门店二维码或店长确认可说明当时所在',
      contradicted: '已澄清，无需处理',
    },
  },
};

/** Days, punches, minutes (positive = later), and the chance of such punches by luck, percent. */
export type OffHoursNumbers = Readonly<{
  offDays: number;
  offPunches: number;
  startDriftMin: number;
  endDriftMin: number;
  chancePct: number;
}>;
/** Whole minutes, metres (-1 = no position) and percent. */
export type AttendanceNumbers = Readonly<{
  awayMin: number;
  shiftMin: number;
  nearestM: number;
  coveragePct: number;
}>;
export type DetectorPunchTexts = typeof detectorsPunchesZh;

const offHoursZh = (n: OffHoursNumbers): string =>
  [
    n.offPunches > 0 && `工作时间以外有 ${n.offDays} 天共 ${n.offPunches} 次打卡`,
    n.startDriftMin !== 0 && `上班打卡较以往${driftZh(n.startDriftMin)}`,
    n.endDriftMin !== 0 && `下班打卡较以往${driftZh(n.endDriftMin)}`,
  ]
    .filter((part) => part !== false)
    .join('；');

const driftZh = (minutes: number): string =>
  `${minutes > 0 ? '晚' : '早'}约 ${Math.round(Math.abs(minutes))} 分钟`;
