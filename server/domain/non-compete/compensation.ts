import { addDays, addMonths } from '../time.ts';
import { restrictionOf, type Agreement } from './agreement.ts';
import type { NonCompeteSettings } from './settings.ts';

/** One month of the restriction and the day by which it is to be paid. */
export type Due = Readonly<{ fromDay: string; toDay: string; dueDay: string; amountFen: number }>;
type Account = Readonly<{
  /** What fell due before the day asked about, grace included. */
  dueFen: number;
  paidFen: number;
  /** Days that passed unpaid, oldest first. */
  missedDueDays: readonly string[];
}>;

/** The lowest lawful compensation a month: a share of the mean wage, never below the minimum wage. */
export function floorFen(
  agreement: Pick<Agreement, 'termMonths' | 'averageWageFen' | 'minimumWageFen'>,
  settings: NonCompeteSettings,
): number {
  const { termMonths, averageWageFen, minimumWageFen } = agreement;
  const pct = termMonths > settings.longTermMonths ? settings.longFloorPct : settings.floorPct;
  return Math.max(Math.ceil((averageWageFen * pct) / 100), minimumWageFen);
}

/** Every month of the restriction, paid by the first pay day when it is over; none while employment goes on. A release ends what comes after it. */
export function listDues(agreement: Agreement): Due[] {
  const restriction = restrictionOf(agreement);
  if (!restriction) return [];
  const months = Array.from({ length: agreement.termMonths }, (_, month) => month);
  const firstPayDay = payDayFrom(restriction.fromDay, agreement.payDay);
  return months
    .map((month): Due => {
      const fromDay = addMonths(restriction.fromDay, month);
      const toDay = addMonths(restriction.fromDay, month + 1);
      return { fromDay, toDay, dueDay: addMonths(firstPayDay, month + 1), amountFen: agreement.monthlyFen };
    })
    .filter(({ fromDay }) => agreement.release === undefined || fromDay < agreement.release.day);
}

/** What was due and paid as of a day: payments count whatever month they name, the oldest month first. */
export function accountOf(agreement: Agreement, day: string, settings: NonCompeteSettings): Account {
  const overdue = listDues(agreement).filter(({ dueDay }) => addDays(dueDay, settings.graceDays) < day);
  const paid = agreement.payments.filter(({ paidDay }) => paidDay <= day);
  const paidFen = paid.reduce((sum, { amountFen }) => sum + amountFen, 0);
  let left = paidFen;
  const missedDueDays: string[] = [];
  for (const { dueDay, amountFen } of overdue) {
    left -= amountFen;
    if (left < 0) missedDueDays.push(dueDay);
  }
  return { dueFen: overdue.reduce((sum, { amountFen }) => sum + amountFen, 0), paidFen, missedDueDays };
}

/** The first `payDay` of a month on or after a day. */
function payDayFrom(day: string, payDay: number): string {
  const own = `${day.slice(0, 8)}${String(payDay).padStart(2, '0')}`;
  return own >= day ? own : addMonths(own, 1);
}
