/** What detectors are called, zh-CN; `detector-names.en.ts` has the same keys. */
export const detectorNamesZh: Readonly<Record<string, string>> = {
  'competitor-dwell': '竞品场所停留',
  'off-zone': '区域外时间',
  'two-stores': '两店交替',
  'pickup-rounds': '取货点往返',
  'side-job-conditions': '申报兼职条件',
  'visit-unsupported': '拜访无佐证',
  'visits-without-sales': '拜访无成交',
  'order-mismatch': '订单与行程不符',
  'spoofed-location': '定位异常',
  'route-change': '路线变化',
  'off-hours': '班外打卡',
  'attendance-mismatch': '考勤与行程不符',
  'performance-drop': '业绩下降',
  'customer-attrition': '客户流失',
  lead: '线索（不是检测）',
};
