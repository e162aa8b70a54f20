import type { RecordKind } from '../../contract/records.ts';

type Read = 'text' | 'number' | 'list' | 'ring';
/** A column: the field it fills (dots go into an object), how a cell is read, and the names a header may use for it. */
type Column = Readonly<{ field: string; read: Read; names: readonly string[] }>;

const column = (field: string, read: Read, ...names: string[]): Column => ({
  field,
  read,
  names: [field.split('.').at(-1) ?? field, ...names].map(bare),
});
const externalId = column('externalId', 'text', 'id', '编号', '外部编号');
const employeeNo = column('employeeNo', 'text', '工号', '员工工号');
const customerId = column('customerId', 'text', '客户编号', '客户');
const startAt = column('startAt', 'text', 'start', '开始时间');
const endAt = column('endAt', 'text', 'end', '结束时间');
const datum = column('datum', 'text', '坐标系');
const name = column('name', 'text', '名称');
const regionId = column('regionId', 'text', '区域', '区域编号');
const radiusM = column('radiusM', 'number', 'radius', '半径', '半径米');
const polygon = column('polygon', 'ring', '范围');
const at = column('at', 'text', 'time', '时间');
const amountFen = column('amountFen', 'number', '金额分');
const lng = (field: string) => column(`${field}.lng`, 'number', 'lon', 'longitude', '经度');
const lat = (field: string) => column(`${field}.lat`, 'number', 'latitude', '纬度');

/** The columns a file of each kind may have, in the order a template shows them. */
export const RECORD_COLUMNS: Readonly<Record<RecordKind, readonly Column[]>> = {
  places: [
    externalId,
    name,
    column('roles', 'list', '类型'),
    lng('center'),
    lat('center'),
    datum,
    radiusM,
    polygon,
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
  visits: [externalId, employeeNo, customerId, startAt, endAt, column('purpose', 'text', '目的')],
  orders: [
    externalId,
    customerId,
    column('bookedTo', 'text', '归属工号', '业务员工号'),
    at,
    amountFen,
    column('channel', 'text', '渠道'),
  ],
  attendance: [
    externalId,
    employeeNo,
    column('kind', 'text', '上下班'),
    at,
    column('placeId', 'text', '地点编号'),
    column('deviceId', 'text', '设备号'),
    column('riskFlag', 'number', '风险标记'),
  ],
  tasks: [
    externalId,
    employeeNo,
    column('kind', 'text', '任务'),
    lng('point'),
    lat('point'),
    datum,
    startAt,
    endAt,
    column('waybillId', 'text', '运单号'),
  ],
  targets: [externalId, employeeNo, column('month', 'text', '月份'), amountFen],
  plans: [
    externalId,
    employeeNo,
    customerId,
    column('day', 'text', '日期'),
    column('orderNo', 'number', '顺序', '序号'),
    column('fromTime', 'text', '最早到访'),
    column('toTime', 'text', '最晚到访'),
    column('stayMin', 'number', '停留分钟'),
  ],
};

/** A header's column of a kind, or undefined: blanks, signs and case do not matter. */
export function columnNamed(kind: RecordKind, header: string): Column | undefined {
  const word = bare(header);
  return RECORD_COLUMNS[kind].find(({ names }) => names.includes(word));
}

/** Puts a cell into the row it belongs to; an empty cell is an absent field. */
export function fillField(row: Record<string, unknown>, { field, read }: Column, cell: string): void {
  const value = cell.trim();
  if (value === '') return;
  const [outer = '', inner] = field.split('.');
  if (inner === undefined) row[outer] = readCell(value, read);
  else row[outer] = { ...asObject(row[outer]), [inner]: readCell(value, read) };
}

/** What is no number stays text, so that the schema says what is allowed there. */
function readCell(value: string, read: Read): unknown {
  if (read === 'list') return value.split(/[|;；、]/).map((one) => one.trim());
  if (read === 'number') return Number.isNaN(Number(value)) ? value : Number(value);
  if (read === 'text') return value;
  return value.split(/[;；|]/).map((corner) => {
    const [lngText = '', latText = ''] = corner.trim().split(/[\s,，]+/);
    return { lng: readCell(lngText, 'number'), lat: readCell(latText, 'number') };
  });
}

function asObject(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}

function bare(word: string): string {
  return word.toLowerCase().replace(/[\s_\-()（）]/g, '');
}
