import { says } from '../says.ts';
import { addressFaultTexts } from './address-faults.ts';
import type { Language, Sentence } from './sentence.ts';

/** What is wrong with a record or a file of records; the names of columns and fields stay as they were given. */
export const recordFaultTexts = {
  instant: {
    zh: '须为带时区的时刻，如 2026-11-25T09:00:00+08:00',
    en: 'an instant with its offset, as 2026-11-25T09:00:00+08:00',
  },
  instantInFile: {
    zh: '须为日期和时刻，如 2026-11-25 09:00',
    en: 'a date and a time of day as 2026-11-25 09:00',
  },
  span: {
    zh: '不得早于开始时间，且最多晚 24 小时',
    en: 'not before the start, and at most 24 hours after it',
  },
  month: { zh: '须为月份，如 2026-11', en: 'a month as YYYY-MM' },
  clock: { zh: '须为时刻，如 09:30', en: 'a time of day as 09:30' },
  clocks: {
    zh: '最早和最晚时刻须同时填写，最晚不得早于最早',
    en: 'the earliest and the latest time go together, and the latest is not before the earliest',
  },
  future: {
    zh: '不得晚于现在一天以上：这里只记已经发生的事，打算做的请写入拜访计划（plans）',
    en: 'not more than a day ahead: this is for what has happened; what is planned goes into plans',
  },
  farAhead: {
    zh: '不得晚于现在 {days} 天以上：请核对年份',
    en: 'not more than {days} days ahead: check the year',
  },
  bssid: { zh: '须为六组十六进制数，以冒号分隔', en: 'six pairs of hex digits with colons' },
  nullIsland: {
    zh: '经纬度不能都是 0：这通常是导出时缺了坐标',
    en: 'not both 0: that is what an export writes when it has no position',
  },
  ...addressFaultTexts,
  ringOrCircle: { zh: '须填范围，或中心点加半径', en: 'an outline, or a center and a radius' },
  ringGround: {
    zh: '须围出一块地：至少三个不在一条直线上的点',
    en: 'a ring around some ground: three corners or more that are not in one line',
  },
  ringCrosses: { zh: '边界不得自相交叉', en: 'a ring that does not cross itself' },
  noEmployee: { zh: '没有这个工号', en: 'no such employee number' },
  noRegion: {
    zh: '没有这个区域。可填：{allowed}',
    en: 'no such region; allowed: {allowed}',
  },
  noRegions: {
    zh: '还没有设置任何区域：请留空，或先在组织对应中设置',
    en: 'no regions are set up yet: leave it empty, or set them up in the organisation mapping first',
  },
  unknownPlace: {
    zh: '地点资料里没有这个编号：记录已保存，导入该地点后才会与行程核对',
    en: 'no place has this id: the record is kept, and compared with the track once that place is imported',
  },
  withdrawnPlace: {
    zh: '这个编号的地点已撤回：记录已保存，恢复该地点后才会与行程核对',
    en: 'the place of this id was withdrawn: the record is kept, and compared with the track once the place is brought back',
  },
  placeOffHours: {
    zh: '不在该员工的工作时间内：只保存时刻，不保存地点',
    en: 'outside the working time of this person: the time is kept and the place is not',
  },
  heldPlace: {
    zh: '内容与上次收到的相同，而此后有人在控制台更正或撤回了这个地点：以控制台为准。来源内容变了才会覆盖',
    en: 'the same as what came before, and somebody has corrected or withdrawn the place in the console since: that stands until the record changes',
  },
  heldZone: {
    zh: '内容与上次收到的相同，而此后有人在控制台撤回了这个区域：以控制台为准。来源内容变了才会重新生效',
    en: 'the same as what came before, and somebody has withdrawn the zone in the console since: that stands until the record changes',
  },
  unknownField: { zh: '没有这个字段', en: 'unknown field' },
  badName: { zh: '字段名不允许', en: 'forbidden field name' },
  tooDeep: { zh: '嵌套太深', en: 'nested too deeply' },
  invalid: { zh: '内容不正确', en: 'invalid' },
  required: { zh: '必填', en: 'is required' },
  wholeRow: { zh: '整行', en: 'row' },
  position: { zh: '第 {n} 个：{reason}', en: 'number {n}: {reason}' },
  idAgain: {
    zh: '编号与第 {n} 条相同：以这一条为准，第 {n} 条不起作用，计入“未变”',
    en: 'record {n} has the same number: this one counts, and record {n} changes nothing',
  },
  voidRow: {
    zh: '来源把这一条标为作废：记录已撤回',
    en: 'the source marks it as void: the record was taken back',
  },
  namedElsewhere: {
    zh: '来源把这一条标为作废，而另一个来源仍然列着它：记录保留',
    en: 'the source marks it as void, and another source still lists it: the record stays',
  },
  missingRow: {
    zh: '来源的列表里不再有这一条',
    en: 'the source lists it no more',
  },
  quote: {
    zh: '引号没有成对（文件第 {line} 行，列名是第 1 行）：这一条未导入，从下一行继续',
    en: 'a quote is not closed as it should be (line {line} of the file, where the names of columns are line 1): this record was not taken, the next line is read on its own',
  },
  letters: {
    zh: '有无法识别的字符（文件第 {line} 行，列名是第 1 行）：这一条未导入。请把文件另存为 UTF-8 编码的 CSV',
    en: 'it has letters of an unknown encoding (line {line} of the file, where the names of columns are line 1): this record was not taken; save the file as a CSV in UTF-8',
  },
  workbook: {
    zh: '这是 Excel 或 WPS 工作簿，不是 CSV：请“另存为”CSV 再导入',
    en: 'this is a workbook and no CSV: save it as CSV first',
  },
  packed: {
    zh: '这是压缩文件（gzip），不是 CSV：请先解压再导入',
    en: 'this is a compressed file (gzip) and no CSV: unpack it first',
  },
  noText: {
    zh: '这不是文本文件：请“另存为”UTF-8 编码的 CSV 再导入',
    en: 'this is no text: save it as a CSV in UTF-8 first',
  },
  headerQuote: {
    zh: '第一行（列名）的引号没有成对',
    en: 'a quote in the first line, which names the columns, is not closed',
  },
  quotes: {
    zh: '自文件第 {line} 行起引号不成对的行太多，此前的行已导入',
    en: 'too many lines from line {line} of the file on have quotes that are not closed; the rows before it were taken',
  },
  emptyFile: { zh: '文件是空的：第一行须为列名', en: 'empty: the first line names the columns' },
  noColumn: {
    zh: '没有这些列：{unknown}。可用的列：{allowed}',
    en: 'no column of {kind}: {unknown}; allowed: {allowed}',
  },
  separator: {
    zh: '各列须以英文逗号、英文分号或制表符分隔，这个文件用的是{found}：请另存为逗号分隔的 CSV',
    en: 'columns are separated by commas, semicolons or tabs; this file has a {found}: save it as a CSV with commas',
  },
  noIdColumn: {
    zh: '缺少编号（externalId）列。可用的列：{allowed}',
    en: 'the column externalId is missing; allowed: {allowed}',
  },
  columnTwice: { zh: '同一列出现了两次：{column}', en: 'a column is there twice: {column}' },
  longRow: {
    zh: '文件第 {line} 行超过 {max} 个字符，此前的行已导入',
    en: 'line {line} of the file is longer than {max} characters; the rows before it were taken',
  },
  longFile: { zh: '文件太大，最多 {allowed}', en: 'file is too large; allowed: {allowed}' },
  stopped: {
    zh: '服务器在处理中停下了（重启或磁盘已满），请重新发送',
    en: 'the server stopped on the way (a restart, or a full disk); send it again',
  },
  cutOff: { zh: '文件没有传完，请重新发送', en: 'the file ended too early; send it again' },
} as const satisfies Readonly<Record<string, Sentence>>;
export type RecordFault = keyof typeof recordFaultTexts;

/** The sentence of a fault, with what it names. */
export function recordFault(
  fault: RecordFault,
  language: Language,
  named: Readonly<Record<string, string | number>> = {},
): string {
  return recordFaultTexts[fault][language].replace(/\{(\w+)\}/g, (_all, name: string) =>
    String(named[name] ?? ''),
  );
}

/** A fault as it travels: its sentence in both languages, and its name, under which it is kept. */
export const said = (fault: RecordFault, named?: Readonly<Record<string, string | number>>) => ({
  reason: recordFault(fault, 'en', named),
  zh: recordFault(fault, 'zh', named),
  fault,
  ...(named && { named }),
});

/** What a schema's own check says, with the name it is kept under. */
export const faultNamed = (fault: RecordFault) => ({
  ...says(recordFaultTexts[fault]),
  params: { says: recordFaultTexts[fault], fault },
  // What is judged from several fields is not told besides.
  abort: true,
});

/** What is wrong there, in the reader's language. */
export const sayFault = (
  { reason, zh }: Readonly<{ reason: string; zh: string }>,
  language: Language,
): string => (language === 'zh' ? zh : reason);

export const isRecordFault = (fault: string): fault is RecordFault => Object.hasOwn(recordFaultTexts, fault);
