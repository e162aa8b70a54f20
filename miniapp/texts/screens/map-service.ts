import type { MapFault } from '../../../server/contract/map-service.ts';
import { counted } from '../../../server/contract/texts/counted.ts';

const zhFaults: Readonly<Record<MapFault, string>> = {
  not_connected: '还没有接入地图服务：请系统管理员在“系统 → 地图服务”接入。',
  wrong_key: '密钥不对或已失效：请管理员在地图公司的控制台核对后重新填写。',
  wrong_kind: '密钥的类型不对：须是“Web 服务”（高德）或“服务端”（百度）的密钥，不能用网页或手机应用的。',
  wrong_ip: '本服务器的出口 IP 不在密钥的白名单里：请在地图公司的控制台加上。',
  signature: '密钥要求数字签名：请在地图公司的控制台改为 IP 白名单校验。',
  not_allowed: '密钥没有这项服务的权限：请在地图公司的控制台开通“地理编码”和“地点搜索”。',
  quota: '地图公司说今天的次数用完了：明天再试，或在它的控制台提升配额。',
  own_quota: '今天的次数已到本公司自己设的上限：明天再试，或由管理员调高。',
  throttled: '地图公司说请求太频繁：过一分钟再试。',
  no_result: '没有找到这个地址：写全省、市、区、路和门牌号再试，或直接填坐标。',
  long_address: '地址太长：百度最多 28 个汉字，去掉楼层和店名再试。',
  refused: '地图公司没有接受这次请求：换一种写法再试；一直如此请告诉管理员。',
  strange: '这个地址上回应的不像地图服务：请管理员核对服务地址。',
  address_refused: '服务地址不允许访问：须是公网的 https 地址。',
  timeout: '地图服务 20 秒没有回应：稍后再试。',
  tls: '地图服务的证书有问题：请管理员核对服务地址。',
  network: '连不上地图服务：请管理员检查服务器能否访问外网。',
};

const zh = {
  title: '地图服务',
  intro:
    '接入高德或百度后，可以按地址查坐标，也可以搜索自有门店周边的竞品。只把公司地点的位置和地址发给地图公司，从不发送任何员工的位置或信息。',
  none: '还没有接入。不接入也能用：坐标随业务记录导入，或手工填写。',
  service: '哪一家',
  services: { amap: '高德地图', baidu: '百度地图' },
  address: '服务地址（一般不用改）',
  key: '密钥（加密保存，不再显示）',
  keyKept: '密钥（不改则留空）',
  perDay: '每天最多请求多少次',
  save: '保存',
  connect: '接入',
  change: '修改',
  used: (used: number, most: number) => `今天已用 ${used} 次，最多 ${most} 次`,
  changed: (by: string, at: string) => `${by} 于 ${at} 设置`,
  drop: '停用',
  sureDrop: '停用后密钥会删除，要用须重新填写。停用？',
  cancel: '不停用',
  tryTitle: '试一次',
  tryAddress: '任意一个公司地点的地址',
  try: '查坐标',
  faults: zhFaults,
  geocode: {
    address: '地址（可用来查坐标）',
    hint: (service: string) => `地址会发给${service}。只填公司地点的地址，不要填个人住址。`,
    ask: '按地址查坐标',
    found: (label: string, level: string) => `找到：${[label, level].filter(Boolean).join(' · ')}`,
    precision: {
      exact: '精确到门牌或店铺。',
      rough: '只精确到道路或路口：请核对后再保存，半径可适当放大。',
      area: '只精确到乡镇或区县：不能直接用，请写全地址或直接填坐标。',
    },
    error: (m: number) => `误差可能到 ${m} 米。`,
  },
  rivals: {
    link: '搜索周边竞品',
    title: '搜索门店周边的竞品',
    intro:
      '填品牌名，系统在每家自有门店周边搜索还没有登记的店，由您勾选要加为“其他品牌门店”的。不会自动添加任何一家；添加后只影响以后的检测。',
    words: '品牌名（最多 5 个，用逗号分隔）',
    radius: '门店周边多少米（50–3000）',
    start: '开始搜索',
    stop: '停止',
    running: (done: number, all: number) => `已搜 ${done} / ${all} 家门店`,
    ended: (asked: number, n: number) => `搜完了：请求 ${asked} 次，找到 ${n} 家还没有登记的店。`,
    stopped: (asked: number, n: number) => `已停止：请求 ${asked} 次，找到 ${n} 家还没有登记的店。`,
    cut: (n: number) =>
      `有 ${n} 处的店太多，没有读完：更远的店不在下面的列表里。请缩小半径，或把品牌名写得更具体，再搜一次。`,
    cutAt: (store: string, word: string, read: number, all?: number) =>
      `${store} 周边的“${word}”：读了前 ${read} 家，${all === undefined ? '后面还有' : `共 ${all} 家`}`,
    cutMore: (n: number) => `另有 ${n} 处`,
    noStores: '没有自有门店：请先导入或新增门店。',
    list: '还没有登记的店',
    near: (m: number, store: string) => `距 ${store} ${m} 米`,
    unnamed: '名称里没有品牌名，请核对',
    all: '全选名称含品牌名的',
    clear: '全不选',
    radiusM: '添加时的半径（米）',
    add: (n: number) => `添加所选 ${n} 家`,
    added: (n: number) => `已添加 ${n} 家`,
    why: (service: string, word: string) => `由${service}周边搜索“${word}”找到，人工勾选`,
  },
};
export type MapServiceTexts = typeof zh;

const enFaults: Readonly<Record<MapFault, string>> = {
  not_connected: 'No map service is connected: the administrator connects one at System → Map service.',
  wrong_key: 'The key is wrong or has ended: check it at the map company and enter it again.',
  wrong_kind:
    'A key of another kind: it has to be one for web services (AMap) or servers (Baidu), not for pages or phone apps.',
  wrong_ip: 'The address this server goes out from is not on the key’s list: add it at the map company.',
  signature: 'The key asks for signatures: choose a list of IP addresses instead at the map company.',
  not_allowed: 'The key may not use this service: open geocoding and place search for it at the map company.',
  quota: 'The map company says that today’s requests are used up: try tomorrow, or have more of them there.',
  own_quota:
    'The company’s own limit for today is reached: try tomorrow, or have the administrator raise it.',
  throttled: 'Too many requests in a moment: try again in a minute.',
  no_result:
    'No such address: write province, city, district, road and number, or enter the position itself.',
  long_address: 'The address is too long: Baidu takes 28 Chinese characters; leave out floor and shop.',
  refused:
    'The map company did not take the request: write it in another way; if that goes on, tell the administrator.',
  strange: 'What answers there does not look like the map service: have the administrator check its address.',
  address_refused:
    'The service’s address may not be asked: it has to be an https address of the public Internet.',
  timeout: 'The map service did not answer within 20 seconds: try later.',
  tls: 'The map service’s certificate is not right: have the administrator check its address.',
  network: 'The map service cannot be reached: have the administrator check that this server may go out.',
};

const en: MapServiceTexts = {
  title: 'Map service',
  intro:
    'With AMap or Baidu connected, an address gives a position, and rivals around the own stores can be searched. Positions and addresses of the company’s places are all that is sent; nothing of an employee ever is.',
  none: 'None is connected. It works without: positions come with records, or are entered by hand.',
  service: 'Which one',
  services: { amap: 'AMap', baidu: 'Baidu Maps' },
  address: 'Its address (as a rule left as it is)',
  key: 'Key (kept encrypted, not shown again)',
  keyKept: 'Key (empty: as it is)',
  perDay: 'Requests a day at most',
  save: 'Save',
  connect: 'Connect',
  change: 'Change',
  used: (used, most) => `Requests used today: ${used} of ${most}`,
  changed: (by, at) => `set by ${by}, ${at}`,
  drop: 'Disconnect',
  sureDrop: 'Its key will be deleted and has to be entered again. Disconnect?',
  cancel: 'Keep it',
  tryTitle: 'Try it',
  tryAddress: 'Address of any place of the company',
  try: 'Find it',
  faults: enFaults,
  geocode: {
    address: 'Address (gives a position)',
    hint: (service) =>
      `The address is sent to ${service}. Addresses of company places only, never of a person’s home.`,
    ask: 'Find the position',
    found: (label, level) => `Found: ${[label, level].filter(Boolean).join(' · ')}`,
    precision: {
      exact: 'To the house or shop.',
      rough: 'To the road or crossing only: check it before saving, and give it a larger radius.',
      area: 'To the town or district only: not to be used as it is; write the whole address, or enter the position.',
    },
    error: (m) => `It may be off by ${m} m.`,
  },
  rivals: {
    link: 'Search for rivals',
    title: 'Rivals around the own stores',
    intro:
      'Enter brands: shops around each own store that are no places yet are listed, and you tick which become “Other brand’s store”. None is added by itself; what is added counts for days to come.',
    words: 'Brands (5 at most, with commas)',
    radius: 'Metres around a store (50–3000)',
    start: 'Search',
    stop: 'Stop',
    running: (done, all) => `Stores: ${done} of ${all}`,
    ended: (asked, n) =>
      `Done: ${counted(asked, 'request')}, ${counted(n, 'shop')} not yet among the places.`,
    stopped: (asked, n) =>
      `Stopped: ${counted(asked, 'request')}, ${counted(n, 'shop')} not yet among the places.`,
    cut: (n) =>
      `Too many shops to read them all in ${counted(n, 'place')}: further ones are not in the list below. Search again in a smaller circle, or by a longer name.`,
    cutAt: (store, word, read, all) =>
      `“${word}” around ${store}: the first ${read} read, ${all === undefined ? 'there are more' : `${all} in all`}`,
    cutMore: (n) => `and ${n} more`,
    noStores: 'There are no own stores: import or add them first.',
    list: 'Not yet among the places',
    near: (m, store) => `${m} m from ${store}`,
    unnamed: 'the brand is not in its name, please check',
    all: 'Tick those with the brand in their name',
    clear: 'Tick none',
    radiusM: 'Radius they get (m)',
    add: (n) => `Add ${n}`,
    added: (n) => `${n} added`,
    why: (service, word) => `found by ${service} for “${word}”, ticked by hand`,
  },
};

export const mapServiceTexts = { zh, en };
