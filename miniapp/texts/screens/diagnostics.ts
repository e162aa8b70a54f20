import { counted } from '../../../server/contract/texts/counted.ts';

type Waiting = Readonly<Record<'punches' | 'photos' | 'fixes' | 'signals', number>>;
type Pair = readonly [string, string];

const zh = {
  title: '手机诊断',
  intro: '这一页只在您的手机上显示，不会上传。请客服帮忙时可以截图。',
  rows: {
    clock: '手机时间偏差',
    permission: '定位权限',
    tracking: '位置记录',
    queue: '待上传',
    visits: '待上传的拜访',
    lastSync: '上次收到服务器应答',
    network: '网络',
    storage: '手机存储',
    client: '打开方式',
    version: '应用版本',
  },
  clockFine: (s: number) => `${s} 秒，正常`,
  clockOff: (h: number, min: number) =>
    `相差约${h > 0 ? ` ${h} 小时` : ''} ${min} 分钟。请打开“自动设置时间”；打卡时间已按服务器时间修正`,
  clockUnknown: '还没有联网',
  permission: {
    granted: '已允许',
    denied: '已拒绝，请在系统设置里打开',
    prompt: '使用时再问',
    unknown: '由飞书管理',
  },
  queue: ({ punches, photos, fixes, signals }: Waiting) =>
    `打卡 ${punches}，照片 ${photos}，定位点 ${fixes}，小休等记录 ${signals}`,
  never: '本次打开后还没有',
  network: { wifi: 'Wi-Fi', mobile: '移动网络', none: '没有网络', unknown: '已联网' },
  storage: (used: string, quota: string) => `已用 ${used}，可用 ${quota}`,
  storageUnknown: '浏览器没有说明',
  kept: '，系统承诺不清理',
  client: { feishu: '飞书', browser: '浏览器', unsupported: '不支持' },
  sync: '立即上传',
  synced: '已上传完',
  notSynced: '还没有传完，会自动重试',
  advice: '让应用少被系统关掉',
  adviceIntro: '页面在后台时本来就不能定位，这不会算在您头上。下面的设置只是让飞书的消息和打卡更及时。',
  yours: '您的手机',
  brands: {
    huawei: ['华为', '设置 › 应用 › 应用启动管理 › 飞书：关闭“自动管理”，打开“允许后台活动”。'],
    honor: ['荣耀', '设置 › 应用 › 应用启动管理 › 飞书：改为手动管理，三项都打开。'],
    xiaomi: ['小米 / 红米', '设置 › 应用设置 › 应用管理 › 飞书 › 省电策略：选“无限制”；并打开“自启动”。'],
    oppo: ['OPPO / 一加 / 真我', '设置 › 电池 › 应用耗电管理 › 飞书：允许“完全后台行为”和“自启动”。'],
    vivo: ['vivo / iQOO', '设置 › 电池 › 后台耗电管理 › 飞书：选“允许后台高耗电”；并在“权限”里允许自启动。'],
    apple: ['苹果', '设置 › 飞书 › 位置：选“使用 App 期间”，打开“精确位置”。'],
  } as Record<string, Pair>,
};

const en: typeof zh = {
  title: 'Phone check',
  intro: 'Shown on your phone only and never sent. Take a screenshot if you ask for help.',
  rows: {
    clock: 'Clock of the phone',
    permission: 'Location permission',
    tracking: 'Recording',
    queue: 'To be sent',
    visits: 'Visits to be sent',
    lastSync: 'Last word of the server',
    network: 'Network',
    storage: 'Storage',
    client: 'Opened in',
    version: 'App version',
  },
  clockFine: (s) => `${s} s off, fine`,
  clockOff: (h, min) =>
    `about ${h > 0 ? `${h} h ` : ''}${min} min off. Turn on automatic time; punches are corrected to the server's time`,
  clockUnknown: 'no network yet',
  permission: {
    granted: 'allowed',
    denied: 'refused; open it in the system settings',
    prompt: 'asked when needed',
    unknown: 'up to Feishu',
  },
  queue: ({ punches, photos, fixes, signals }) =>
    `${counted(punches, 'punch', 'punches')}, ${counted(photos, 'photo')}, ${counted(fixes, 'point')}, ${counted(signals, 'other record')}`,
  never: 'not since this page was opened',
  network: { wifi: 'Wi-Fi', mobile: 'mobile network', none: 'no network', unknown: 'connected' },
  storage: (used, quota) => `${used} used, ${quota} available`,
  storageUnknown: 'the browser does not say',
  kept: ', kept by the system',
  client: { feishu: 'Feishu', browser: 'browser', unsupported: 'not supported' },
  sync: 'Send now',
  synced: 'All sent',
  notSynced: 'Not all sent; it goes on by itself',
  advice: 'Keep the system from closing the app',
  adviceIntro:
    'A page in the background cannot locate anyway, and that never counts against you. These settings only make messages and punches quicker.',
  yours: 'your phone',
  brands: {
    huawei: [
      'Huawei',
      'Settings › Apps › App launch › Feishu: turn off automatic management, allow running in the background.',
    ],
    honor: ['Honor', 'Settings › Apps › App launch › Feishu: manage manually and turn on all three.'],
    xiaomi: [
      'Xiaomi / Redmi',
      'Settings › Apps › Manage apps › Feishu › Battery saver: no restrictions; turn on autostart.',
    ],
    oppo: [
      'OPPO / OnePlus / realme',
      'Settings › Battery › App battery management › Feishu: allow background activity and auto-launch.',
    ],
    vivo: [
      'vivo / iQOO',
      'Settings › Battery › Background power › Feishu: allow high background power use; allow autostart.',
    ],
    apple: ['Apple', 'Settings › Feishu › Location: while using the app, with precise location.'],
  },
};

export const diagnosticsTexts = { zh, en };
