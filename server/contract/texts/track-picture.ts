import { counted } from './counted.ts';
/** Words of the drawn day; times and names are put in by the picture. */
const zh = {
  title: (day: string) => `${day} 的轨迹`,
  monthTitle: (month: string) => `${month} 的行程图`,
  monthDesc: (days: number, spots: number) =>
    `${days} 个班次的轨迹，${spots} 处停留最久的地方，编号与下面的列表一致`,
  desc: (n: PictureNumbers) =>
    `${n.fromClock} 至 ${n.toClock}：${n.fixes} 个定位点，${n.stays} 处停留，${n.gaps} 段无定位`,
  finding: (fromClock: string, toClock: string) => `标出的时段：${fromClock} 至 ${toClock}`,
  own: '本公司地点',
  other: '其他地点',
  zone: '责任区域',
  track: '轨迹',
  gap: '无定位',
  stay: '停留',
  marked: '所指时段',
  empty: '没有定位',
  start: '起',
  end: '止',
};
const en: typeof zh = {
  title: (day) => `Track of ${day}`,
  monthTitle: (month) => `Map of ${month}`,
  monthDesc: (days, spots) =>
    `Ways of ${counted(days, 'shift')}, ${counted(spots, 'place')} of the longest stays, numbered as in the list below`,
  desc: (n) =>
    `${n.fromClock} to ${n.toClock}: ${counted(n.fixes, 'fix', 'fixes')}, ${counted(n.stays, 'stay')}, ${counted(n.gaps, 'stretch', 'stretches')} without fixes`,
  finding: (fromClock, toClock) => `Marked: ${fromClock} to ${toClock}`,
  own: 'Own place',
  other: 'Other',
  zone: 'Zone',
  track: 'Track',
  gap: 'No fixes',
  stay: 'Stay',
  marked: 'In question',
  empty: 'No fixes',
  start: 'Start',
  end: 'End',
};

export type PictureNumbers = Readonly<{
  fromClock: string;
  toClock: string;
  fixes: number;
  stays: number;
  gaps: number;
}>;
export type PictureWords = typeof zh;
export const pictureWords: Readonly<Record<'zh' | 'en', PictureWords>> = { zh, en };
