import { counted } from './counted.ts';
/** Words of the drawn day; times and names are put in by the picture. */
const zh = {
  title: (day: string) => `${day} 的轨迹`,
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
