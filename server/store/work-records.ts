import { model, Schema } from 'mongoose';
import { WORK_RECORD_KINDS, type WorkRecordKind } from '../contract/records.ts';
import type { LngLat } from '../contract/geo.ts';
import { schemaOptions } from './schema.ts';

/** What one kind of record holds besides who and when. */
export type WorkRecordData = Readonly<{
  visits: { purpose?: 'sales' | 'display' | 'collection' | 'service' | 'survey' };
  orders: { amountFen: number; channel?: 'rep' | 'self' | 'distributor' | 'key_account' };
  attendance: { direction: 'in' | 'out'; placeId?: string; deviceId?: string; riskFlag?: number };
  tasks: { task: 'pickup' | 'drop' | 'wait'; point: LngLat; sourceDatum: string };
  targets: { amountFen: number };
  plans: { orderNo: number };
}>;

/**
 * A record of another system about one person's work: a logged visit, an order, a clock-in, a waybill task, a month's target, a day's plan. `startAt`
 * and `endAt` are equal where it is an instant. `externalId` is unique within its kind.
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

type Source = Readonly<{ _id: string; digest: string; by: string; receivedAt: Date }>;
type WorkRecordDoc = WorkRecord & Source;

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
  },
  schemaOptions('work_records'),
);
schema.index({ employeeNo: 1, startAt: 1 });
schema.index({ customerId: 1, startAt: 1 });
schema.index({ kind: 1, startAt: 1 });
const WorkRecords = model('WorkRecord', schema);

/** Puts the record as it is now. `digest` names the content received: the same one again changes nothing. */
export async function saveWorkRecord(
  record: WorkRecord,
  source: Readonly<{ digest: string; by: string; at: Date }>,
): Promise<'created' | 'updated' | 'unchanged'> {
  const { digest, by, at } = source;
  const { customerId, ...fields } = record;
  const _id = `${record.kind}:${record.externalId}`;
  if (await WorkRecords.exists({ _id, digest })) return 'unchanged';
  const { upsertedCount } = await WorkRecords.updateOne(
    { _id },
    {
      $set: { ...fields, ...(customerId !== undefined && { customerId }), digest, by, receivedAt: at },
      ...(customerId === undefined && { $unset: { customerId: 1 } }),
    },
    { upsert: true },
  );
  return upsertedCount > 0 ? 'created' : 'updated';
}

/** Records about one person that start from `fromAt` up to `toAt`, by time. */
export async function findWorkRecords(employeeNo: string, fromAt: Date, toAt: Date): Promise<WorkRecord[]> {
  const query = WorkRecords.find({ employeeNo, startAt: { $gte: fromAt, $lt: toAt } });
  return (await query.sort({ startAt: 1, _id: 1 }).lean<WorkRecordDoc[]>()).map(toRecord);
}

/** Orders of some customers from `fromAt` up to `toAt`, whoever they are booked to, by time. */
export async function findOrdersOf(
  customerIds: readonly string[],
  fromAt: Date,
  toAt: Date,
): Promise<WorkRecord<'orders'>[]> {
  if (customerIds.length === 0) return [];
  const query = WorkRecords.find({
    customerId: { $in: [...customerIds] },
    startAt: { $gte: fromAt, $lt: toAt },
    kind: 'orders',
  });
  const found = (await query.sort({ startAt: 1, _id: 1 }).lean<WorkRecordDoc[]>()).map(toRecord);
  return found.filter((record) => record.kind === 'orders');
}

function toRecord(stored: WorkRecordDoc): WorkRecord {
  const { _id, digest: _digest, by: _by, receivedAt: _receivedAt, ...record } = stored;
  return record;
}

/** What a person's records of some days come to, for comparing teams. */
export type WorkTotals = Readonly<{
  employeeNo: string;
  visits: number;
  orders: number;
  /** Sales by month YYYY-MM of `timeZone`. */
  salesFen: Readonly<Record<string, number>>;
}>;

/** Totals of everyone with records from `fromAt` on. */
export async function findWorkTotals(fromAt: Date, timeZone: string): Promise<WorkTotals[]> {
  const rows = await WorkRecords.aggregate<{
    _id: { employeeNo: string; kind: WorkRecordKind; month: string };
    count: number;
    fen: number;
  }>([
    { $match: { startAt: { $gte: fromAt }, kind: { $in: ['visits', 'orders'] } } },
    {
      $group: {
        _id: {
          employeeNo: '$employeeNo',
          kind: '$kind',
          month: { $dateToString: { date: '$startAt', format: '%Y-%m', timezone: timeZone } },
        },
        count: { $sum: 1 },
        fen: { $sum: '$data.amountFen' },
      },
    },
  ]);
  const totals = new Map<
    string,
    { employeeNo: string; visits: number; orders: number; salesFen: Record<string, number> }
  >();
  for (const { _id, count, fen } of rows) {
    const { employeeNo, kind, month } = _id;
    const total = totals.get(employeeNo) ?? { employeeNo, visits: 0, orders: 0, salesFen: {} };
    if (kind === 'visits') total.visits += count;
    else {
      total.orders += count;
      total.salesFen[month] = (total.salesFen[month] ?? 0) + fen;
    }
    totals.set(employeeNo, total);
  }
  return [...totals.values()];
}

/** Which kinds of records other systems have sent from `fromAt` on. */
export async function findFedKinds(fromAt: Date): Promise<Set<WorkRecordKind>> {
  const isFed = await Promise.all(
    WORK_RECORD_KINDS.map((kind) => WorkRecords.exists({ kind, startAt: { $gte: fromAt } })),
  );
  return new Set(WORK_RECORD_KINDS.filter((_, at) => isFed[at] !== null));
}
