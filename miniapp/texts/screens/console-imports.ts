import type { ImportLine } from '../../../server/contract/records.ts';
import { counted } from '../../../server/contract/texts/counted.ts';
import { sourceChoices } from './console-source-choices.ts';

type Counts = Pick<ImportLine, 'rows' | 'created' | 'updated' | 'unchanged' | 'refused' | 'noticed'> &
  Partial<Pick<ImportLine, 'withdrawn'>>;

const zh = {
  kinds: sourceChoices.zh.kinds,
  title: '文件导入',
  intro:
    '把表格另存为 CSV 后导入；中文表头、GBK 编码、分号分隔、常见日期写法都能读。同一份文件再导入不会重复。',
  add: '导入一个文件',
  kind: '哪类记录',
  template: '下载模板（表头和一行示例）',
  file: 'CSV 文件（不超过 64 MB）',
  notCsv: '请选择 CSV 文件：在 Excel 或 WPS 里“另存为”选“CSV”。',
  upload: '导入',
  going: (rows: number) => `正在导入，已处理 ${rows} 行……请不要关闭页面。`,
  done: '导入完成',
  stopped: (why: string, rows: number) =>
    `没有导入完：${why}。${rows > 0 ? '之前的行已保留；' : ''}改好后可整份再导入，不会重复。`,
  counts: ({ rows, created, updated, unchanged, refused, noticed, withdrawn = 0 }: Counts) =>
    `${rows} 行：新增 ${created}，更新 ${updated}，未变 ${unchanged}，未导入 ${refused}，提示 ${noticed}${withdrawn > 0 ? `，撤回 ${withdrawn}` : ''}`,
  refused: '没有导入的行',
  noticed: '已导入但请留意',
  shown: (shown: number, all: number) => `显示 ${shown} 条，共 ${all} 行有问题；全部在下载的清单里。`,
  columns: { row: '行号（不含表头）', field: '列', reason: '原因' },
  report: '下载错行清单',
  list: '最近的导入',
  none: '还没有导入过。',
  listColumns: { when: '时间', kind: '记录', by: '来自', status: '状态', counts: '结果' },
  status: { running: '进行中', finished: '完成', failed: '中断' },
  from: {
    console: (name: string) => name,
    key: (name: string) => `接口密钥 ${name}`,
    source: (name: string) => `数据来源 ${name}`,
  },
};

const en: typeof zh = {
  kinds: sourceChoices.en.kinds,
  title: 'Files of records',
  intro:
    'Save the sheet as CSV and import it. Chinese headers, GBK, semicolons and the usual ways to write dates are read. The same file again repeats nothing.',
  add: 'Import a file',
  kind: 'Kind of record',
  template: 'Template (header and one example row)',
  file: 'CSV file (64 MB at most)',
  notCsv: 'Please choose a CSV file: in the spreadsheet, save as CSV.',
  upload: 'Import',
  going: (rows) => `Importing, ${counted(rows, 'row')} so far … keep this page open.`,
  done: 'Imported',
  stopped: (why, rows) =>
    `It was not finished: ${why}. ${rows > 0 ? 'The rows before are kept; mend' : 'Mend'} the file and import all of it again, nothing repeats.`,
  counts: ({ rows, created, updated, unchanged, refused, noticed, withdrawn = 0 }) =>
    `${counted(rows, 'row')}: ${created} new, ${updated} updated, ${unchanged} unchanged, ${refused} refused, ${noticed} noticed${withdrawn > 0 ? `, ${withdrawn} taken back` : ''}`,
  refused: 'Rows not taken',
  noticed: 'Taken, but please look',
  shown: (shown, all) =>
    `${shown} shown; ${counted(all, 'row has', 'rows have')} something wrong, all are in the file below.`,
  columns: { row: 'Row after the heading', field: 'Column', reason: 'Reason' },
  report: 'List of bad rows (CSV)',
  list: 'Imports of late',
  none: 'None yet.',
  listColumns: { when: 'When', kind: 'Records', by: 'From', status: 'State', counts: 'Outcome' },
  status: { running: 'running', finished: 'finished', failed: 'stopped' },
  from: {
    console: (name) => name,
    key: (name) => `key ${name}`,
    source: (name) => `source ${name}`,
  },
};

export const importTexts = { zh, en };
