import type { SetupItem, SetupState, SetupTest } from '../../../server/contract/setup.ts';

type Words = Readonly<{ title: string; todo: string }>;
const zhItems: Readonly<Record<SetupItem, Words>> = {
  store: { title: '数据库', todo: '数据库没有回应：查看服务日志和 MONGODB_URI。' },
  queue: { title: '后台任务', todo: '十分钟内没有完成一轮：确认有一个进程在运行任务，查看日志。' },
  clock: { title: '时钟', todo: '本机与数据库的时钟不一致：启用 NTP。' },
  public_url: { title: '公开地址与证书', todo: '按 PUBLIC_URL 从外面访问本服务：检查反向代理、DNS 和证书。' },
  feishu: { title: '飞书应用与发消息', todo: '给自己发一张测试卡片；失败时核对 App ID、密钥和消息权限。' },
  events: {
    title: '事件与回调',
    todo: '在飞书后台填写请求地址、订阅事件并发布版本；收到第一个事件后即显示。',
  },
  contacts: { title: '通讯录权限与同步', todo: '测试读取通讯录；失败时核对通讯录权限与可见范围。' },
  engagements: {
    title: '用工性质',
    todo: '这些人的用工性质未知，只能提醒谈话：在飞书通讯录填人员类型，或在 ORG_MAPPING_FILE 写 engagements（如非全日制、退休返聘）。',
  },
  org_mapping: { title: '区域映射', todo: '准备 ORG_MAPPING_FILE：哪些部门是哪个区域、门店和角色。' },
  approvals: { title: '审批定义', todo: '在飞书建好审批定义，把编号填进 APPROVAL_CODE_*；缺的见下。' },
  attendance: { title: '飞书考勤排班', todo: '测试读取今天的排班；失败时核对考勤权限。' },
  messages: { title: '短信与邮件网关', todo: '没有网关时，离职人员的链接由人力资源当面转交。' },
  webhooks: { title: 'Webhook', todo: '有地址被停用或有消息没送达，到 Webhook 页查看。' },
  sources: { title: '数据来源（定时拉取）', todo: '有来源拉取失败或还没拉取过，到“数据来源”页查看。' },
  api_keys: { title: '接口密钥', todo: '其他系统要写入业务记录时，先生成密钥。' },
  maps: {
    title: '地图服务（高德、百度）',
    todo: '按地址查坐标、搜索周边竞品时才需要：在“地图服务”页接入并试一次。',
  },
  secret_key: { title: '更换主密钥', todo: '正在用新密钥重新加密；完成后移除 SECRET_KEY_BEFORE。' },
  backups: { title: '备份与恢复演练', todo: '这里看不到备份：按部署说明备份，并真正恢复一次。' },
  taken_back: {
    title: '恢复备份后仍有效的删除与撤回',
    todo: '数据文件夹里没有这份清单：恢复旧备份会让已删除、已撤回的内容重新出现。',
  },
  own_stores: { title: '本公司门店', todo: '导入门店（places），没有门店就无法判断在岗。' },
  customers: { title: '客户', todo: '导入客户，拜访才能核对。' },
  competitors: { title: '竞品地点与单位', todo: '导入竞品地点或填写竞品名单。' },
  zones: { title: '责任区域', todo: '需要核对配送范围时再导入。' },
  policy: { title: '行为规范已生效', todo: '发布行为规范；没有规范，谁也不会被核查。' },
  assessment: { title: '影响评估有效', todo: '完成并由第二人批准影响评估。' },
  duty: { title: '今天有人值班', todo: '排好值班表：提醒发出后 24 小时内须有人联系。' },
  regions: { title: '试运行或已上线的区域', todo: '所有区域都未启用：先开始试运行。' },
};
const zhStates: Readonly<Record<SetupState, string>> = {
  ok: '正常',
  missing: '缺少',
  failing: '故障',
  not_used: '未使用',
  untested: '未测试',
};
const zhTests: Readonly<Record<SetupTest, string>> = {
  card: '给我发测试卡片',
  org: '读取通讯录',
  approvals: '核对审批定义',
  attendance: '读取今天排班',
  message: '发测试消息',
  public_url: '从外面访问',
};
const zh = {
  title: '接入检查',
  intro: '哪些已接通、哪些还缺。只有真正测试过、或看到在工作的，才显示“正常”。测试不会改动其他系统的数据。',
  groups: { machine: '服务器', platform: '飞书', systems: '其他系统', records: '业务记录', rules: '制度' },
  states: zhStates,
  items: zhItems,
  tests: zhTests,
  count: (n: number) => `共 ${n}`,
  at: (when: string) => when,
  again: (when: string) => `上次恢复后重做：${when}`,
  why: (code: string) => `原因：${code}`,
  go: '去办理',
  channel: '方式',
  channels: { sms: '短信', email: '邮件' },
  to: '发到（手机号或邮箱）',
  send: '发送',
  refresh: '刷新',
  summary: (missing: number, failing: number, untested: number) =>
    `缺少 ${missing} 项，故障 ${failing} 项，未测试 ${untested} 项`,
};

const en: typeof zh = {
  title: 'Set-up',
  intro:
    'What is connected and what is missing. Only what was really tried, or seen to work, is called OK. No test changes anything in another system.',
  groups: {
    machine: 'Server',
    platform: 'Feishu',
    systems: 'Other systems',
    records: 'Records',
    rules: 'Rules',
  },
  states: { ok: 'OK', missing: 'Missing', failing: 'Failing', not_used: 'Not used', untested: 'Not tested' },
  items: {
    store: { title: 'Database', todo: 'It does not answer: see the log and MONGODB_URI.' },
    queue: {
      title: 'Background work',
      todo: 'No round has ended in ten minutes: see that a process runs jobs.',
    },
    clock: { title: 'Clock', todo: 'This machine and the database disagree: run NTP.' },
    public_url: {
      title: 'Public address and certificate',
      todo: 'Reach this server at PUBLIC_URL from outside: see proxy, DNS and certificate.',
    },
    feishu: {
      title: 'Feishu app and messages',
      todo: 'Send yourself a card; if it fails see app id, secret and the message scope.',
    },
    events: {
      title: 'Events and callbacks',
      todo: 'Enter the request addresses, subscribe and publish in Feishu’s console; the first event shows here.',
    },
    contacts: {
      title: 'Contacts and sync',
      todo: 'Try to read them; if it fails see the contact scopes and range.',
    },
    engagements: {
      title: 'Kind of employment',
      todo: 'Nobody knows how these people are employed, so that only a talk is possible: fill in the type in the directory, or write engagements (part-time, rehired …) in ORG_MAPPING_FILE.',
    },
    org_mapping: {
      title: 'Regions',
      todo: 'Prepare ORG_MAPPING_FILE: which departments are which region, store, role.',
    },
    approvals: {
      title: 'Approval definitions',
      todo: 'Make them in Feishu and set APPROVAL_CODE_*; what lacks is named.',
    },
    attendance: {
      title: 'Feishu attendance',
      todo: 'Try to read today’s shifts; if it fails see the attendance scopes.',
    },
    messages: { title: 'SMS and mail gateway', todo: 'Without one HR hands leavers’ links over.' },
    webhooks: {
      title: 'Webhooks',
      todo: 'One was switched off, or messages have not arrived: see their page.',
    },
    sources: {
      title: 'Sources (pulled)',
      todo: 'A source fails or was never pulled: see the page Sources.',
    },
    api_keys: { title: 'API keys', todo: 'Make one when another system is to write records.' },
    maps: {
      title: 'Map service (AMap, Baidu)',
      todo: 'Needed to find addresses and rivals only: connect and try it on the page “Map service”.',
    },
    secret_key: {
      title: 'Change of the secret key',
      todo: 'Sealing under the new key; then remove SECRET_KEY_BEFORE.',
    },
    backups: {
      title: 'Backups and restore drill',
      todo: 'Not seen from here: back up as the guide says, and restore once.',
    },
    taken_back: {
      title: 'Deletions and withdrawals that outlive a restore',
      todo: 'The data folder holds no list of them: an older backup would bring back what was deleted or taken back.',
    },
    own_stores: { title: 'Own stores', todo: 'Import them (places): without them nobody is seen at work.' },
    customers: { title: 'Customers', todo: 'Import them, so that visits can be checked.' },
    competitors: { title: 'Competitors', todo: 'Import rival places or fill the competitor list.' },
    zones: { title: 'Zones', todo: 'Import them when delivery areas are to be checked.' },
    policy: { title: 'Code of conduct in force', todo: 'Publish it: without one nobody is judged.' },
    assessment: {
      title: 'Impact assessment current',
      todo: 'Conduct one and have a second person approve it.',
    },
    duty: { title: 'Somebody on duty today', todo: 'Fill the roster: contact is due within 24 hours.' },
    regions: { title: 'Regions in pilot or live', todo: 'All are off: start a pilot.' },
  },
  tests: {
    card: 'Send me a card',
    org: 'Read contacts',
    approvals: 'Check definitions',
    attendance: 'Read today’s shifts',
    message: 'Send a test',
    public_url: 'Reach it from outside',
  },
  count: (n) => `${n} in all`,
  at: (when) => when,
  again: (when) => `last done again after a restore: ${when}`,
  why: (code) => `Why: ${code}`,
  go: 'Go there',
  channel: 'By',
  channels: { sms: 'SMS', email: 'E-mail' },
  to: 'To (number or address)',
  send: 'Send',
  refresh: 'Refresh',
  summary: (missing, failing, untested) => `${missing} missing, ${failing} failing, ${untested} not tested`,
};

export const setupTexts = { zh, en };
