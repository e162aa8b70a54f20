import type { WorkRecordKind } from '../contract/records.ts';
import { addMonths, dayOf, instantOf } from '../domain/time.ts';
import { WorkRecords } from './work-records.ts';

/** What a person's records of some days come to, for comparing teams. */
export type WorkTotals = Readonly<{
  employeeNo: string;
  visits: number;
  orders: number;
  /** Sales by month YYYY-MM of `timeZone`. */
  salesFen: Readonly<Record<string, number>>;
}>;

/** Totals of everyone with records from `fromAt` on; sales are told apart for `TOLD_MONTHS` months, what is later counts to the last. */
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
          month: monthOf('$startAt', monthsFrom(fromAt, timeZone)),
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

/** Three months of records reach into four calendar months; one more for a run that begins in the month's last hours. */
const TOLD_MONTHS = 5;

function monthsFrom(fromAt: Date, timeZone: string): { month: string; endAt: Date }[] {
  const first = `${dayOf(fromAt, timeZone).slice(0, 7)}-01`;
  return Array.from({ length: TOLD_MONTHS }, (_, n) => ({
    month: addMonths(first, n).slice(0, 7),
    endAt: instantOf(addMonths(first, n + 1), '00:00', timeZone),
  }));
}

/** The month of a field, by comparing with the ends of the months: writing out a date in a zone costs far more for each document. */
const monthOf = (field: string, months: readonly Readonly<{ month: string; endAt: Date }>[]): unknown =>
  months.reduceRight<unknown>(
    (later, { month, endAt }) => ({ $cond: [{ $lt: [field, endAt] }, month, later] }),
    months.at(-1)?.month,
  );
