/** Words of the drawn zones; names and numbers are put in by the picture. */
const zh = {
  title: (region: string) => `${region || '未分区域'}的负责区域`,
  zone: (n: Readonly<{ number: number; name: string; people: number }>) =>
    `${n.number} ${n.name}（${n.people} 人）`,
  label: (n: Readonly<{ name: string; people: number }>) => `${n.name} · ${n.people} 人`,
  separator: '，',
  empty: '还没有负责区域',
  store: '自有门店',
};
const en: typeof zh = {
  title: (region) => `Zones of ${region || 'no region'}`,
  zone: ({ number, name, people }) => `${number} ${name} (${people})`,
  label: ({ name, people }) => `${name} · ${people}`,
  separator: ', ',
  empty: 'No zones yet',
  store: 'Own store',
};
export const zonePictureWords = { zh, en };
