import { addMonths, dayOf, instantOf } from '../domain/time.ts';
import { STANDING, WorkRecords } from './work-records.ts';

/** What a person's records of some days come to, for comparing teams. */
export type WorkTotals = Readonly<{
  employeeNo: string;
  visits: number;
  orders: number;
  /** Sales by month YYYY-MM of `timeZone`. */
  salesFen: Readonly<Record<string, number>>;
}>;

type Since = Readonly<{ countFrom: Date; salesFrom: Date }>;
/** People whose records one query adds up: of more, an embedded store would answer nobody for seconds. */
const AT_A_TIME = 100;

/**
 * Totals of those of the staff with records: visits and orders are counted from `countFrom` on, sales from `salesFrom`, which is earlier,
 * and told apart for `TOLD_MONTHS` months; what is later counts to the last.
 */
export async function findWorkTotals(
  employeeNos: readonly string[],
  since: Since,
  timeZone: string,
): Promise<WorkTotals[]> {
  const totals: WorkTotals[] = [];
  for (let from = 0; from < employeeNos.length; from += AT_A_TIME)
    totals.push(...(await totalsOf(employeeNos.slice(from, from + AT_A_TIME), since, timeZone)));
  return totals;
}

async function totalsOf(employeeNos: string[], since: Since, timeZone: string): Promise<WorkTotals[]> {
  const [visits, orders] = await Promise.all([
    countVisits(employeeNos, since.countFrom),
    sumOrders(employeeNos, since, timeZone),
  ]);
  const totals = new Map<string, Draft>();
  const totalOf = (employeeNo: string): Draft => {
    const total = totals.get(employeeNo) ?? { employeeNo, visits: 0, orders: 0, salesFen: {} };
    totals.set(employeeNo, total);
    return total;
  };
  for (const { _id, count } of visits) totalOf(_id).visits += count;
  for (const { _id, count, fen } of orders) {
    const total = totalOf(_id.employeeNo);
    if (_id.isCounted) total.orders += count;
    total.salesFen[_id.month] = (total.salesFen[_id.month] ?? 0) + fen;
  }
  return [...totals.values()];
}

type Draft = { employeeNo: string; visits: number; orders: number; salesFen: Record<string, number> };

function countVisits(employeeNos: string[], fromAt: Date): Promise<{ _id: string; count: number }[]> {
  return WorkRecords.aggregate([
    { $match: { employeeNo: { $in: employeeNos }, startAt: { $gte: fromAt }, kind: 'visits', ...STANDING } },
    { $group: { _id: '$employeeNo', count: { $sum: 1 } } },
  ]);
}

type OrderSum = Readonly<{
  _id: Readonly<{ employeeNo: string; month: string; isCounted: boolean }>;
  count: number;
  fen: number;
}>;

function sumOrders(
  employeeNos: string[],
  { countFrom, salesFrom }: Since,
  timeZone: string,
): Promise<OrderSum[]> {
  const month = monthOf('$startAt', monthsFrom(salesFrom, timeZone));
  const isCounted = { $gte: ['$startAt', countFrom] };
  return WorkRecords.aggregate([
    {
      $match: { employeeNo: { $in: employeeNos }, startAt: { $gte: salesFrom }, kind: 'orders', ...STANDING },
    },
    {
      $group: {
        _id: { employeeNo: '$employeeNo', month, isCounted },
        count: { $sum: 1 },
        fen: { $sum: '$data.amountFen' },
      },
    },
  ]);
}

/** Seven whole months, one for a day judged a month back, the current one, and one more for a run in the month's last hours. */
const TOLD_MONTHS = 10;

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
