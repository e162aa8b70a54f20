import type { RecordKind } from '../../contract/records.ts';
import { bare, type WordsOf } from './record-words.ts';

export type Read = 'text' | 'number' | 'list' | 'ring' | 'instant' | 'day' | 'month' | 'clock' | 'yuan';
/**
 * A column: the field it fills (dots go into an object), how a cell is read, and the names a header may use for it. `words`: whose words
 * stand for a value; `inYuan`: the names of the same field where the file has yuan.
 */
export type Column = Readonly<{
  field: string;
  read: Read;
  names: readonly string[];
  words?: WordsOf;
  inYuan?: readonly string[];
}>;

const column = (field: string, read: Read, ...names: string[]): Column => ({
  field,
  read,
  names: [field.split('.').at(-1) ?? field, ...names].map(bare),
});
const worded = (words: WordsOf, given: Column): Column => ({ ...given, words });
const externalId = column('externalId', 'text', 'id', '编号', '外部编号');
const employeeNo = column('employeeNo', 'text', '工号', '员工工号');
const customerId = column('customerId', 'text', '客户编号', '客户');
const startAt = column('startAt', 'instant', 'start', '开始时间');
const endAt = column('endAt', 'instant', 'end', '结束时间');
const datum = worded('datum', column('datum', 'text', '坐标系'));
const name = column('name', 'text', '名称');
const regionId = column('regionId', 'text', '区域', '区域编号');
const radiusM = column('radiusM', 'number', 'radius', '半径', '半径米');
const polygon = column('polygon', 'ring', '范围');
const at = column('at', 'instant', 'time', '时间');
const amountFen: Column = {
  ...column('amountFen', 'number', '金额分'),
  inYuan: ['amountYuan', '金额元'],
};
const lng = (field: string) => column(`${field}.lng`, 'number', 'lon', 'longitude', '经度');
const lat = (field: string) => column(`${field}.lat`, 'number', 'latitude', '纬度');

/** The columns a file of each kind may have, in the order a template shows them. */
export const RECORD_COLUMNS: Readonly<Record<RecordKind, readonly Column[]>> = {
  places: [
    externalId,
    name,
    worded('roles', column('roles', 'list', '类型')),
    lng('center'),
    lat('center'),
    datum,
    column('address', 'text', '地址'),
    radiusM,
    polygon,
    column('floor', 'text', '楼层'),
    regionId,
    column('wifiBssids', 'list', 'bssid', 'wifi地址'),
  ],
  zones: [
    externalId,
    name,
    lng('center'),
    lat('center'),
    datum,
    radiusM,
    polygon,
    regionId,
    column('employeeNos', 'list', '工号', '员工工号'),
  ],
  visits: [
    externalId,
    employeeNo,
    customerId,
    startAt,
    endAt,
    worded('purpose', column('purpose', 'text', '目的')),
  ],
  orders: [
    externalId,
    customerId,
    column('bookedTo', 'text', '归属工号', '业务员工号'),
    at,
    amountFen,
    worded('channel', column('channel', 'text', '渠道')),
  ],
  attendance: [
    externalId,
    employeeNo,
    worded('clocking', column('kind', 'text', '上下班')),
    at,
    column('placeId', 'text', '地点编号'),
    column('deviceId', 'text', '设备号'),
    column('riskFlag', 'number', '风险标记'),
  ],
  anchors: [
    externalId,
    employeeNo,
    worded('anchor', column('kind', 'text', '凭证')),
    at,
    column('placeId', 'text', '地点编号'),
  ],
  tasks: [
    externalId,
    employeeNo,
    worded('task', column('kind', 'text', '任务')),
    lng('point'),
    lat('point'),
    datum,
    startAt,
    endAt,
    column('waybillId', 'text', '运单号'),
  ],
  targets: [externalId, employeeNo, column('month', 'month', '月份'), amountFen],
  plans: [
    externalId,
    employeeNo,
    customerId,
    column('day', 'day', '日期'),
    column('orderNo', 'number', '顺序', '序号'),
    column('fromTime', 'clock', '最早到访'),
    column('toTime', 'clock', '最晚到访'),
    column('stayMin', 'number', '停留分钟'),
  ],
};

/** A header's column of a kind, or undefined: blanks, signs and case do not matter. */
export function columnNamed(kind: RecordKind, header: string): Column | undefined {
  const word = bare(header);
  const found = RECORD_COLUMNS[kind].find(({ names, inYuan }) =>
    [...names, ...(inYuan ?? []).map(bare)].includes(word),
  );
  return found?.inYuan?.map(bare).includes(word) ? { ...found, read: 'yuan' } : found;
}

/** What a Chinese header calls a field, or every part of it; the field's own name where it has no column. */
export function columnTitle(kind: RecordKind, field: string): string {
  const whole = field.split('.')[0] ?? field;
  const columns = RECORD_COLUMNS[kind];
  const exact = columns.filter((one) => one.field === field || one.field === whole);
  const parts = exact.length > 0 ? exact : columns.filter((one) => one.field.startsWith(`${whole}.`));
  const titles = parts.map(({ names }) => names.find((one) => /\p{Script=Han}/u.test(one)) ?? field);
  return titles.length > 0 ? titles.join('、') : field;
}
