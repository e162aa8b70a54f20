import { detectorsEvidenceZh } from './detectors-evidence.zh.ts';
import { detectorsHabitZh } from './detectors-habit.zh.ts';
import { detectorsPlaceZh } from './detectors-place.zh.ts';
import { detectorsPunchesZh } from './detectors-punches.zh.ts';
import { detectorsRecordsZh } from './detectors-records.zh.ts';

/** Words of the findings, zh-CN. `detectors.en.ts` has the same keys. */
export const detectorsZh = {
  ...detectorsEvidenceZh,
  ...detectorsHabitZh,
  ...detectorsPlaceZh,
  ...detectorsPunchesZh,
  ...detectorsRecordsZh,
  competitorDwell: {
    sentence: {
      supported: (n: DwellNumbers) =>
        `工作时间内在一处竞品场所范围内停留约 ${Math.round(n.dwellMin)} 分钟（${n.fixes} 个定位点，误差约 ${Math.round(n.accuracyM)} 米，班次定位覆盖 ${Math.round(n.coveragePct)}%）`,
      undecided: (n: DwellNumbers) =>
        `工作时间内在一处竞品场所或其附近停留约 ${Math.round(n.dwellMin)} 分钟（定位误差约 ${Math.round(n.accuracyM)} 米），现有记录不足以判断`,
      contradicted: (n: DwellNumbers) =>
        `一处竞品场所附近约 ${Math.round(n.dwellMin)} 分钟的停留已有合理说明或被其他记录否定`,
    },
    reasons: {
      dwell_inside: '定位点持续落在场所范围内',
      may_be_meal: '该班次没有休息记录，可能是用餐；再次出现才会询问',
      own_place_neighbour: '该场所紧邻本公司门店、客户或办公点，仅凭定位无法区分',
      own_place_near: '停留点附近有本公司门店、客户或办公点',
      poor_accuracy: '定位误差过大',
      few_fixes: '定位点过少',
      may_be_shorter: '定位间隔较长，不能证明停留够久',
      not_inside: '多数定位点不在场所范围内',
      conflicting_positions: '同一时段另有定位显示在别处',
      elsewhere: '同一时段的定位显示人在别处',
      own_customer: '该场所同时是本公司客户',
      usual_place: '本人此前长期在此地点停留，属一贯情况',
      declared_place: '该场所有已批准的兼职申报，只核对其条件',
      survey_visit: '已登记该时段的竞品调研',
      visit_logged: '已登记该时段在此场所的拜访',
      visit_near: '已登记该时段在旁边客户处的拜访',
      anchor_own_place: '该时段本公司门店的二维码、Wi-Fi 或收银记录显示在本公司场所',
      permitted_arrangement: '主管确认是其安排的工作',
      permitted_declaration: '已批准的兼职申报覆盖该时段',
      permitted_trip: '已批准的外出或出差覆盖该时段',
    },
    whatWouldClear: {
      supported:
        '主管确认是其安排（支援、调研、出差、客户变更）；该时段的门店二维码、Wi-Fi 或销售记录；补传的定位显示在别处；场所位置有误',
      undecided: '无需说明：仅凭定位不作判断；门店二维码、Wi-Fi 或销售记录可确认当时所在',
      contradicted: '已澄清，无需处理',
    },
  },
};

/** Numbers a dwell sentence may show: minutes, metres, percent. */
export type DwellNumbers = Readonly<{
  dwellMin: number;
  fixes: number;
  accuracyM: number;
  coveragePct: number;
}>;
export type DetectorTexts = typeof detectorsZh;
