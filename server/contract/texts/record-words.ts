/** What people write for a value of ours, by field: ours first, then what it is called. */
export const RECORD_WORDS = {
  datum: {
    wgs84: ['wgs84', 'gps', '地球坐标'],
    gcj02: ['gcj02', '高德', '腾讯', '火星坐标', '国测局'],
    bd09: ['bd09', '百度'],
  },
  roles: {
    own_store: ['own_store', '本公司门店', '门店', '自有门店'],
    customer: ['customer', '客户'],
    competitor: ['competitor', '竞品', '竞品门店'],
    warehouse: ['warehouse', '仓库'],
    own_pickup: ['own_pickup', '本公司取货点', '取货点'],
    competitor_pickup: ['competitor_pickup', '竞品取货点'],
    office: ['office', '办公室'],
    other: ['other', '其他'],
  },
  purpose: {
    sales: ['sales', '销售'],
    display: ['display', '陈列'],
    collection: ['collection', '收款'],
    service: ['service', '服务'],
    survey: ['survey', '竞品调研', '调研'],
  },
  channel: {
    rep: ['rep', '业务员'],
    self: ['self', '客户自助', '自助'],
    distributor: ['distributor', '经销商'],
    key_account: ['key_account', '大客户'],
  },
  clocking: { in: ['in', '上班'], out: ['out', '下班'] },
  anchor: {
    pos: ['pos', '收银登录', '收银'],
    scan: ['scan', '运单扫码', '扫码'],
    signoff: ['signoff', '客户签收', '签收'],
  },
  task: { pickup: ['pickup', '取货'], drop: ['drop', '送达'], wait: ['wait', '等候'] },
} as const;

const CHINESE = /\p{Script=Han}/u;
const called: ReadonlyMap<string, string> = new Map(
  Object.values(RECORD_WORDS)
    .flatMap((values) => Object.entries<readonly string[]>(values))
    .flatMap(([ours, words]) => {
      const word = words.find((one) => CHINESE.test(one));
      return word === undefined ? [] : [[ours, word] as const];
    }),
);

/** A value that is allowed, with the Chinese word that is read for it in a file. */
export const valueInZh = (value: string): string => {
  const word = called.get(value);
  return word === undefined ? value : `${word}（${value}）`;
};
