import { model, Schema } from 'mongoose';
import type { WorkRecordKind } from '../contract/records.ts';
import type { LngLat } from '../contract/geo.ts';
import { askForRows } from './ask-together.ts';
import { schemaOptions } from './schema.ts';
import { openValue, sealValue } from './sealed.ts';

/** What one kind of record holds besides who and when. */
export type WorkRecordData = Readonly<{
  visits: { purpose?: 'sales' | 'display' | 'collection' | 'service' | 'survey' };
  orders: { amountFen: number; channel?: 'rep' | 'self' | 'distributor' | 'key_account' };
  attendance: { direction: 'in' | 'out'; placeId?: string; deviceId?: string; riskFlag?: number };
  anchors: { anchor: 'pos' | 'scan' | 'signoff'; placeId?: string };
  tasks: { task: 'pickup' | 'drop' | 'wait'; point: LngLat; sourceDatum: string; waybillId?: string };
  targets: { amountFen: number };
  /** `fromAt`, `toAt`: when the visit may begin. */
  plans: { orderNo: number; fromAt?: Date; toAt?: Date; stayMin?: number };
}>;

/**
 * A record of another system about one person's work: a logged visit, an order, a clock-in, a proof of presence, a waybill task, a month's target, a day's plan.
 * `startAt` and `endAt` are equal where it is an instant. `externalId` is unique within its kind.
 */
export type WorkRecord<Kind extends WorkRecordKind = WorkRecordKind> = {
  [K in Kind]: Readonly<{
    kind: K;
    externalId: string;
    employeeNo: string;
    startAt: Date;
    endAt: Date;
    customerId?: string;
    data: WorkRecordData[K];
  }>;
}[Kind];

/** `withdrawnAt`: its system has taken it back; who it was about, when, and who took it back stays, what it said does not. */
export type WorkSource = Readonly<{
  _id: string;
  digest: string;
  by: string;
  receivedAt: Date;
  withdrawnAt?: Date;
}>;
type WorkRecordDoc = WorkRecord & WorkSource;

const text = { type: String, required: true } as const;
const when = { type: Date, required: true } as const;
const schema = new Schema<Omit<WorkRecordDoc, 'data'> & { data: object }>(
  {
    _id: text,
    kind: text,
    externalId: text,
    employeeNo: text,
    startAt: when,
    endAt: when,
    customerId: String,
    data: { type: Schema.Types.Mixed, required: true },
    digest: text,
    by: text,
    receivedAt: when,
    withdrawnAt: Date,
  },
  schemaOptions('work_records'),
);
schema.index({ employeeNo: 1, startAt: 1 });
schema.index({ customerId: 1, startAt: 1 });
schema.index({ kind: 1, startAt: 1 });
export const WorkRecords = model('WorkRecord', schema);
/** Not taken back. */
export const STANDING = { withdrawnAt: { $exists: false } } as const;

/** What a record is about: whose work, and when. */
export type WorkSpan = Pick<WorkRecord, 'employeeNo' | 'startAt' | 'endAt'>;
/** Records about one person that start from `fromAt` up to `toAt`, by time. */
export async function findWorkRecords(employeeNo: string, fromAt: Date, toAt: Date): Promise<WorkRecord[]> {
  return (await askForRecords(employeeNo, fromAt, toAt)).map(toRecord);
}

const askForRecords = askForRows(
  ({ employeeNo }: WorkRecordDoc) => employeeNo,
  (employeeNos, fromAt: Date, toAt: Date) =>
    WorkRecords.find({
      employeeNo: { $in: employeeNos },
      startAt: { $gte: fromAt, $lt: toAt },
      ...STANDING,
    })
      .sort({ startAt: 1, _id: 1 })
      .lean<WorkRecordDoc[]>(),
);

/** What a person is to sell in the months that begin from `fromAt` up to `toAt`, by time. */
export async function findTargets(
  employeeNo: string,
  fromAt: Date,
  toAt: Date,
): Promise<WorkRecord<'targets'>[]> {
  const found = (await askForTargets(employeeNo, fromAt, toAt)).map(toRecord);
  return found.filter((record) => record.kind === 'targets');
}

const askForTargets = askForRows(
  ({ employeeNo }: WorkRecordDoc) => employeeNo,
  (employeeNos, fromAt: Date, toAt: Date) =>
    WorkRecords.find({
      employeeNo: { $in: employeeNos },
      startAt: { $gte: fromAt, $lt: toAt },
      kind: 'targets',
      ...STANDING,
    })
      .sort({ startAt: 1, _id: 1 })
      .lean<WorkRecordDoc[]>(),
);

/** Orders of some customers from `fromAt` up to `toAt`, whoever they are booked to, by time. */
export async function findOrdersOf(
  customerIds: readonly string[],
  fromAt: Date,
  toAt: Date,
): Promise<WorkRecord<'orders'>[]> {
  const asked = [...new Set(customerIds)].map((customerId) => askForOrders(customerId, fromAt, toAt));
  const found = (await Promise.all(asked)).flat();
  return found
    .toSorted((a, b) => +a.startAt - +b.startAt || (a._id < b._id ? -1 : 1))
    .map(toRecord)
    .filter((record) => record.kind === 'orders');
}

const askForOrders = askForRows(
  ({ customerId = '' }: WorkRecordDoc) => customerId,
  (customerIds, fromAt: Date, toAt: Date) =>
    WorkRecords.find({
      customerId: { $in: customerIds },
      startAt: { $gte: fromAt, $lt: toAt },
      kind: 'orders',
      ...STANDING,
    }).lean<WorkRecordDoc[]>(),
);

function toRecord(stored: WorkRecordDoc): WorkRecord {
  const { _id, digest: _digest, by: _by, receivedAt: _receivedAt, ...record } = stored;
  if (record.kind !== 'tasks') return record;
  const point = openValue(pointOf(_id), record.data.point);
  return { ...record, data: { ...record.data, point } };
}

/** As it is stored: a waybill goes to somebody's door. */
export const sealData = (id: string, record: WorkRecord): object =>
  record.kind === 'tasks'
    ? { ...record.data, point: sealValue(pointOf(id), record.data.point) }
    : record.data;

const pointOf = (id: string) => ({ in: 'work_records', field: 'data.point', id }) as const;
