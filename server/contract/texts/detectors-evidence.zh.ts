/** Words of the findings about how trustworthy positions are, zh-CN. `detectors-evidence.en.ts` has the same keys. */
export const detectorsEvidenceZh = {
  spoofedLocation: {
    sentence: {
      supported: (n: SpoofNumbers) =>
        `当天的定位记录有 ${n.signs} 项与真实手机定位不符的迹象（${signsZh(n)}；定位覆盖 ${Math.round(n.coveragePct)}%）`,
      undecided: (n: SpoofNumbers) =>
        `当天的定位记录有 ${n.signs} 项少见的情况（${signsZh(n)}），也可能是手机或信号原因，不作判断`,
      contradicted: (n: SpoofNumbers) =>
        `当天的定位记录有少见的情况（${signsZh(n)}），但其他记录证实了当时的位置`,
    },
    reasons: {
      impossible_jump: '位置在两个静止点之间瞬间移动，任何交通工具都做不到',
      sudden_arrival: '未见减速就到达一处并停下，比本人平时到达时快得多',
      unnatural_stillness: '长时间停留的定位几乎没有正常误差，比本人以往平稳得多',
      error_drawn_anew: '停留中的定位误差每次都重新随机，真实接收机的误差是缓慢漂移的',
      way_drawn: '路程中有一段连续数分钟匀速直行，没有红绿灯、弯道或车流的影响',
      repeats_earlier_way: '全天路线与此前某一天相同，经过各处的相对时刻一致到二十秒左右',
      repeats_earlier_day: '各次停留的地点、顺序、时刻和时长与此前某一天一致到分钟',
      repeats_itself: '行进中的一段定位与当天较早的一段逐位相同',
      same_as_colleague: '行进中的定位与另一位同事逐位相同',
      moves_with_colleague: '行进中与另一位同事的手机始终在一起，且当天不在本人惯常的区域',
      photo_reused: '打卡照片与此前用过的一张相同或几乎相同',
      colleague_device: '打卡设备登记在另一位同事名下',
      platform_risk: '考勤平台提示设备或定位有风险',
      weak_alone: '仅凭这些迹象不足以判断',
      anchor_agrees: '门店二维码、Wi-Fi、收银或扫描记录与定位一致',
    },
    whatWouldClear: {
      supported:
        '说明使用了两部手机或借用设备；当时的门店二维码、Wi-Fi、收银或扫描记录；手机定位故障或系统更新的记录',
      undecided: '无需说明：仅凭这些迹象不作判断',
      contradicted: '已澄清，无需处理',
    },
  },
};

/** Numbers the sentences may show: counts and percent. */
export type SpoofNumbers = Readonly<{
  signs: number;
  jumps: number;
  suddenArrivals: number;
  stillStays: number;
  drawnStretches: number;
  drawnWays: number;
  repeatedStays: number;
  repeatedPassages: number;
  repeatedFixes: number;
  sharedFixes: number;
  besideColleaguePct: number;
  reusedPhotos: number;
  colleagueDevicePunches: number;
  riskFlags: number;
  coveragePct: number;
}>;

function signsZh(n: SpoofNumbers): string {
  return [
    n.jumps > 0 && `瞬间移动 ${n.jumps} 次`,
    n.suddenArrivals > 0 && `未减速的到达 ${n.suddenArrivals} 次`,
    n.stillStays > 0 && `异常平稳的停留 ${n.stillStays} 次`,
    n.drawnStretches > 0 && `误差随机重取的时段 ${n.drawnStretches} 段`,
    n.drawnWays > 0 && `匀速直线的路程 ${n.drawnWays} 段`,
    n.repeatedPassages > 0 && `与此前某天一致的途经点 ${n.repeatedPassages} 处`,
    n.repeatedStays > 0 && `与此前某天一致的停留 ${n.repeatedStays} 次`,
    n.repeatedFixes > 0 && `当天重复的定位 ${n.repeatedFixes} 个`,
    n.sharedFixes > 0 && `与同事逐位相同的定位 ${n.sharedFixes} 个`,
    n.besideColleaguePct > 0 && `与同事手机同行的部分占 ${n.besideColleaguePct}%`,
    n.reusedPhotos > 0 && `重复使用的照片 ${n.reusedPhotos} 张`,
    n.colleagueDevicePunches > 0 && `使用同事设备打卡 ${n.colleagueDevicePunches} 次`,
    n.riskFlags > 0 && `平台风险提示 ${n.riskFlags} 次`,
  ]
    .filter((part) => part !== false)
    .join('、');
}
