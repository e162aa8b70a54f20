/** People whose own zone it is, and people of the region without one of their own. */
type Counted = Readonly<{ name: string; people: number; common: number }>;

/** Words of the drawn zones; names and numbers are put in by the picture. */
const zh = {
  title: (region: string) => `${region || '未分区域'}的负责区域`,
  zone: ({ number, name, people, common }: Counted & Readonly<{ number: number }>) =>
    `${number} ${name}（专人 ${people} 人，公共 ${common} 人）`,
  label: ({ name, people, common }: Counted) =>
    people > 0 ? `${name} · ${people} 人` : common > 0 ? `${name} · 公共` : name,
  separator: '，',
  empty: '还没有负责区域',
  store: '自有门店',
};
const en: typeof zh = {
  title: (region) => `Zones of ${region || 'no region'}`,
  zone: ({ number, name, people, common }) => `${number} ${name} (own: ${people}, common: ${common})`,
  label: ({ name, people, common }) =>
    people > 0 ? `${name} · ${people}` : common > 0 ? `${name} · common` : name,
  separator: ', ',
  empty: 'No zones yet',
  store: 'Own store',
};
export const zonePictureWords = { zh, en };
