import type { PullCounts } from '../../../server/contract/pull-source-view.ts';
import { pullListTexts } from '../../../server/contract/texts/pull-list.ts';
import { pullFaults } from '../../../server/contract/texts/pull-faults.ts';
import { counted } from '../../../server/contract/texts/counted.ts';
import { sourceChoices } from './console-source-choices.ts';

const zh = {
  ...sourceChoices.zh,
  title: '数据来源',
  intro:
    '定时向 CRM、ERP、考勤系统的接口或飞书多维表格要业务记录。不用写代码：填地址、对字段、先试一次。校验规则和文件导入相同。',
  refresh: '刷新',
  none: '还没有来源。',
  add: '接入一个系统',
  name: '名称',
  kind: '哪类记录',
  url: '接口地址（https）',
  urlHint:
    '可用占位符 {since}、{page}、{cursor}，例如 https://crm.example.com/visits?updated_after={since}&page={page}',
  tableLink: '数据表的链接',
  tableHint:
    '打开那张数据表，从地址栏复制，例如 https://example.feishu.cn/base/…?table=tbl…&view=vew…；带视图时只取视图里的行。先在多维表格“…”→“更多”→“添加文档应用”里加上本应用。列名就是路径，人员列换成工号，地理位置列分 lng 和 lat（坐标系 gcj02），行的编号可用 record_id；没改过的行不重取。',
  auth: '从哪里取',
  who: { header: '请求头名称', basic: '用户名', oauth2: '客户端 ID' },
  tokenUrl: '令牌地址（https）',
  scope: '范围（可不填）',
  secret: '密码或密钥（保存后不再显示）',
  secretKept: '密码或密钥（不填则沿用；换了地址须重填）',
  paging: '分页',
  first: '第一页的页码',
  size: '每页条数（可不填；不满一页即最后一页）',
  next: '游标或链接在回应里的路径',
  rowsPath: '列表在回应里的路径（如 data.items；回应本身就是列表则不填）',
  fromDay: '从哪天起（历史数据）',
  since: '{since} 的写法',
  everyMin: '每几分钟拉取一次',
  quietFrom: '安静时段从（HH:mm，可不填）',
  quietTo: '到（HH:mm）',
  fields: '字段对应',
  fieldsHint: '留空的字段不取。没有时区的时间按公司时区。“换词”写成 对方的词=我们的词，用分号隔开。',
  fieldColumns: { field: '我们的字段', from: '对方的路径', read: '怎么读', values: '换词' },
  valuesExample: '门店陈列=display; 销售=sales',
  voidFrom: '作废标记在对方的路径（可不填）',
  voidValues: '表示作废的值（用分号隔开）',
  voidHint:
    '例如 status 为 cancelled，或 is_deleted 为 true。标为作废的行撤回同编号的记录，其他字段缺什么都不要紧；以后不再标记时重新收下。',
  whole: '每次拉取都是完整的列表：列表里不再有的记录就撤回',
  wholeHint:
    '只取最近一段时间的接口不要勾选；多维表格的链接带视图时，离开视图的行也算没有了。只撤回由数据来源写入、且没有别的来源列着的记录。一次超过 10 条且超过五分之一时先等您确认。',
  waiting: (when: string, count: number, all: number) =>
    `${when} 的列表里少了 ${count} 条（共 ${all} 条），超过五分之一，一条也没有撤回。请先向对方核对是不是导出不全；编号在下载的清单里。`,
  confirm: (count: number) => `确认撤回这 ${count} 条`,
  goingNow: (count: number) => `已确认，正在撤回 ${count} 条。`,
  lacks: (what: readonly string[]) => `还缺或不合规则：${what.join('、')}`,
  try: '试一次（不保存）',
  create: '接入',
  save: '保存',
  cancel: '取消',
  preview: '试取的第一页',
  previewed: (count: number, shown: number, hasNext: boolean) =>
    `第一页 ${count} 条，显示前 ${shown} 条；${hasNext ? '后面还有' : '后面没有了'}。什么也没有保存。`,
  nothingYet:
    '第一页是空的：核对列表的路径、起始日期和 {since} 的写法；也可能对方这段时间没有记录。可以先接入，之后有了就会拉取。',
  previewColumns: { row: '行', id: '编号', outcome: '结果', record: '换成我们的记录' },
  taken: '可收',
  takenBack: '会撤回',
  refused: '拒收',
  on: '已启用',
  off: '已暂停',
  pull: '现在拉取',
  edit: '修改',
  pause: '暂停',
  resume: '启用',
  remove: '删除',
  sure: (name: string) => `删除来源“${name}”？已拉取的记录保留，密钥一并删除。`,
  report: '下载拒收和撤回清单',
  faults: pullFaults.zh,
  list: pullListTexts.zh,
  failed: (since: string, what: string, attempts: number) =>
    `自 ${since} 起拉取失败，已连续 ${attempts} 次，会自动再试。最近一次：${what}。`,
  running: (when: string, pages: number, counts: string) =>
    `${when} 开始的拉取进行到第 ${pages + 1} 页：${counts}`,
  last: (when: string, pages: number, counts: string) => `上次 ${when} 完成，${pages} 页：${counts}`,
  never: '还没有完成过一次。',
  counts: ({ rows, created, updated, unchanged, refused, noticed, withdrawn }: PullCounts) =>
    `${rows} 条，新增 ${created}，更新 ${updated}，未变 ${unchanged}，拒收 ${refused}，提示 ${noticed}，撤回 ${withdrawn}`,
  nextAt: (when: string) => `下次 ${when}`,
  by: (who: string, when: string) => `${who} 于 ${when} 接入`,
};

const en: typeof zh = {
  ...sourceChoices.en,
  title: 'Sources',
  intro:
    'Asks the APIs of CRM, ERP or attendance systems, or a Feishu Bitable, for records, on a schedule. No code: give the address, match the fields, try it once. The rules are those of file import.',
  refresh: 'Refresh',
  none: 'No source yet.',
  add: 'Connect a system',
  name: 'Name',
  kind: 'Kind of record',
  url: 'Address of the API (https)',
  urlHint:
    'Placeholders {since}, {page} and {cursor}, as in https://crm.example.com/visits?updated_after={since}&page={page}',
  tableLink: 'Link of the table',
  tableHint:
    'Open the table and copy it from the address line, as https://example.feishu.cn/base/…?table=tbl…&view=vew…; with a view only its rows are taken. First let this app in: “…” → More → Add document app. Titles of columns are the paths, a column of people gives employee numbers, one of places lng and lat (datum gcj02), record_id is the id of a row; rows that did not change are not taken again.',
  auth: 'Where from',
  who: { header: 'Name of the header', basic: 'User', oauth2: 'Client id' },
  tokenUrl: 'Token address (https)',
  scope: 'Scope (optional)',
  secret: 'Password or secret (not shown again)',
  secretKept: 'Password or secret (empty keeps it; needed for a new address)',
  paging: 'Paging',
  first: 'Number of the first page',
  size: 'Rows a page (optional; fewer means the last)',
  next: 'Path of the cursor or link in the reply',
  rowsPath: 'Path of the list in the reply (as data.items; empty = the reply is the list)',
  fromDay: 'From which day (history)',
  since: '{since} is written',
  everyMin: 'Every … minutes',
  quietFrom: 'Quiet from (HH:mm, optional)',
  quietTo: 'until (HH:mm)',
  fields: 'Fields',
  fieldsHint:
    'Fields left empty are not taken. Times without a zone are in the company’s. “Words” are written theirs=ours, with semicolons between.',
  fieldColumns: { field: 'Our field', from: 'Their path', read: 'Read as', values: 'Words' },
  valuesExample: 'shelf check=display; sale=sales',
  voidFrom: 'Their path of the mark that a row is void (optional)',
  voidValues: 'Values that mean void (semicolons between)',
  voidHint:
    'As status = cancelled, or is_deleted = true. Such a row takes back the record of its id, whatever else it lacks; without the mark it is taken again.',
  whole: 'Every pull brings the whole list: what it names no more is taken back',
  wholeHint:
    'Not for an API that gives the last weeks only. Where the link of a table has a view, a row that leaves the view counts as gone. Only records that sources have put, and that no other source lists, are taken back. More than 10 and more than a fifth at once wait for your word.',
  waiting: (when, count, all) =>
    `Missing from the list of ${when}: ${count} of ${counted(all, 'record')}, more than a fifth. None was taken back. Ask first whether it is complete; the ids are in the file below.`,
  confirm: (count) => `Take back these ${count}`,
  goingNow: (count) => `Confirmed: ${counted(count, 'record')} being taken back.`,
  lacks: (what) => `Missing or not as it should be: ${what.join(', ')}`,
  try: 'Try it (stores nothing)',
  create: 'Connect',
  save: 'Save',
  cancel: 'Cancel',
  preview: 'The first page, as a try',
  previewed: (count, shown, hasNext) =>
    `${counted(count, 'row')} on the first page, the first ${shown} shown; ${hasNext ? 'more follow' : 'none follow'}. Nothing was stored.`,
  nothingYet:
    'The first page is empty: check the path of the list, the first day and how {since} is written; or they have no records of that time. You may connect it all the same.',
  previewColumns: { row: 'Row', id: 'Id', outcome: 'Outcome', record: 'As our record' },
  taken: 'Good',
  takenBack: 'Would be taken back',
  refused: 'Refused',
  on: 'On',
  off: 'Paused',
  pull: 'Pull now',
  edit: 'Edit',
  pause: 'Pause',
  resume: 'Turn on',
  remove: 'Delete',
  sure: (name) => `Delete the source “${name}”? What it brought stays; its secret goes.`,
  report: 'Refused and taken back (CSV)',
  faults: pullFaults.en,
  list: pullListTexts.en,
  failed: (since, what, attempts) =>
    `Failing since ${since}, ${counted(attempts, 'attempt')} in a row; it is tried again by itself. The last time: ${what}.`,
  running: (when, pages, counts) => `A pull begun ${when} is at page ${pages + 1}: ${counts}`,
  last: (when, pages, counts) => `Last ended ${when}, ${counted(pages, 'page')}: ${counts}`,
  never: 'None has ended yet.',
  counts: ({ rows, created, updated, unchanged, refused, noticed, withdrawn }) =>
    `${counted(rows, 'row')}, ${created} new, ${updated} updated, ${unchanged} unchanged, ${refused} refused, ${noticed} noticed, ${withdrawn} taken back`,
  nextAt: (when) => `Next ${when}`,
  by: (who, when) => `connected by ${who}, ${when}`,
};

export const sourceTexts = { zh, en };
