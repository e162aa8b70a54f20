import type { PullAuth } from '../../../server/contract/pull-auth.ts';
import type { Paging, PullRead, SinceFormat } from '../../../server/contract/pull-source.ts';
import type { RecordKind } from '../../../server/contract/records.ts';

/** What can be chosen for a source, and what may be lacking of it. */
type Choices = Readonly<{
  kinds: Readonly<Record<RecordKind, string>>;
  reads: Readonly<Record<PullRead | 'constant', string>>;
  sinces: Readonly<Record<SinceFormat, string>>;
  pagings: Readonly<Record<Paging['kind'], string>>;
  auths: Readonly<Record<PullAuth['kind'], string>>;
  lacking: Readonly<Record<string, string>>;
  /** The same where it is said otherwise of a table. */
  tableLacking: Readonly<Record<string, string>>;
}>;

const zh: Choices = {
  kinds: {
    places: '地点（客户、门店、竞品）',
    zones: '责任区域',
    visits: '拜访（CRM）',
    orders: '订单（ERP）',
    attendance: '打卡（考勤系统）',
    anchors: '在岗凭证（收银、扫码、签收）',
    tasks: '运单任务',
    targets: '月度目标',
    plans: '拜访计划',
  },
  reads: {
    as_is: '原样',
    time: '时间',
    day: '日期',
    yuan: '元换成分',
    constant: '固定值',
  },
  sinces: {
    iso: '2026-11-25T01:00:00Z',
    local: '2026-11-25 09:00:00（公司时区）',
    unix_s: '秒数',
    unix_ms: '毫秒数',
  },
  pagings: {
    none: '不分页',
    page: '页码',
    cursor: '回应里的游标',
    link: '回应里的下一页链接',
  },
  auths: {
    none: '接口，不用登录',
    feishu: '飞书多维表格（用本应用）',
    bearer: '接口，Bearer 令牌',
    header: '接口，自定义请求头',
    basic: '接口，用户名和密码',
    oauth2: '接口，OAuth 2.0 客户端凭据',
  },
  lacking: {
    name: '名称',
    url: '地址或链接（占位符要与分页方式相符）',
    paging: '分页',
    auth: '从哪里取',
    fields: '字段对应（至少要有编号）',
    fromDay: '从哪天起',
    everyMin: '间隔（5 至 10080 分钟）',
    quiet: '安静时段（HH:mm）',
    secret: '密钥',
    voidWhen: '作废标记（路径和值要都填）',
    isWhole: '完整的列表（地址里不能有 {since}）',
  },
  tableLacking: { url: '数据表的链接（要有 /base/ 或 /wiki/ 和 ?table=tbl…）' },
};

const en: Choices = {
  kinds: {
    places: 'Places (customers, stores, rivals)',
    zones: 'Zones',
    visits: 'Visits (CRM)',
    orders: 'Orders (ERP)',
    attendance: 'Clock-ins (attendance system)',
    anchors: 'Proofs of presence (till, scan, sign-off)',
    tasks: 'Waybill tasks',
    targets: 'Monthly targets',
    plans: 'Visit plans',
  },
  reads: { as_is: 'As it is', time: 'Time', day: 'Day', yuan: 'Yuan to fen', constant: 'Constant' },
  sinces: {
    iso: '2026-11-25T01:00:00Z',
    local: '2026-11-25 09:00:00 (company zone)',
    unix_s: 'Seconds',
    unix_ms: 'Milliseconds',
  },
  pagings: {
    none: 'None',
    page: 'Page number',
    cursor: 'Cursor in the reply',
    link: 'Next link in the reply',
  },
  auths: {
    none: 'An API without sign-in',
    feishu: 'A Feishu Bitable, by this app',
    bearer: 'An API, bearer token',
    header: 'An API, a header of its own',
    basic: 'An API, user and password',
    oauth2: 'An API, OAuth 2.0 client credentials',
  },
  lacking: {
    name: 'name',
    url: 'address or link (placeholders must fit the paging)',
    paging: 'paging',
    auth: 'where from',
    fields: 'fields (the id at least)',
    fromDay: 'from which day',
    everyMin: 'every … minutes (5 to 10080)',
    quiet: 'quiet time (HH:mm)',
    secret: 'secret',
    voidWhen: 'mark of void rows (path and values)',
    isWhole: 'whole list (no {since} in the address)',
  },
  tableLacking: { url: 'link of the table (with /base/ or /wiki/ and ?table=tbl…)' },
};

export const sourceChoices = { zh, en };
