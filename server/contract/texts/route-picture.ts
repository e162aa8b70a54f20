import { counted } from './counted.ts';
/** Words of the drawn route; names and numbers are put in by the picture. */
const zh = {
  title: (day: string) => `${day} 的路线`,
  desc: (n: Readonly<{ stops: number; km: string; names: readonly string[] }>) =>
    `${n.stops} 站，约 ${n.km} 公里：${n.names.join('、')}`,
  empty: '没有站点',
  start: '起点',
};
const en: typeof zh = {
  title: (day) => `Route of ${day}`,
  desc: ({ stops, km, names }) => `${counted(stops, 'stop')}, about ${km} km: ${names.join(', ')}`,
  empty: 'No stops',
  start: 'Start',
};
export const routePictureWords = { zh, en };
