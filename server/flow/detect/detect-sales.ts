import type { PeriodEvidence } from '../../domain/detectors/evidence.ts';
import { addMonths, dayOf } from '../../domain/time.ts';
import type { WorkTotals } from '../../store/work-totals.ts';
import { SALES_MONTHS } from './company-comparisons.ts';
import type { CompanyRecords } from './detect-company.ts';
import type { PersonRecords } from './detect-person.ts';

type Sales = Pick<PeriodEvidence, 'team' | 'salesByMonthFen' | 'targetsByMonthFen'>;

/**
 * Own sales and targets by whole month before that of `day`, and what the other people of the region come to. Months from before the
 * first record of all are not known, which is not the same as nothing sold.
 */
export function salesOf(
  company: Pick<CompanyRecords, 'teams'>,
  { person, targets: asked }: Pick<PersonRecords, 'person' | 'targets'>,
  day: string,
): Sales {
  const totals = company.teams.get(person.regionId ?? '') ?? [];
  const own = totals.find(({ employeeNo }) => employeeNo === person.employeeNo);
  const others = totals.filter(({ employeeNo }) => employeeNo !== person.employeeNo);
  const months = knownMonths(lastMonths(day), totals);
  const targets = new Map(
    asked.map(({ startAt, data }) => [dayOf(startAt, person.timeZone).slice(0, 7), data.amountFen]),
  );
  const conversion = {
    visits: sum(others, ({ visits }) => visits),
    orders: sum(others, ({ orders }) => orders),
  };
  return {
    ...(own && { salesByMonthFen: months.map((month) => own.salesFen[month] ?? 0) }),
    ...(targets.size > 0 && { targetsByMonthFen: months.map((month) => targets.get(month) ?? 0) }),
    ...(others.length > 0 && {
      team: {
        conversion,
        salesByMonthFen: months.map((month) => sum(others, (one) => one.salesFen[month] ?? 0)),
      },
    }),
  };
}

const sum = (totals: readonly WorkTotals[], of: (one: WorkTotals) => number): number =>
  totals.reduce((total, one) => total + of(one), 0);

function knownMonths(months: readonly string[], totals: readonly WorkTotals[]): string[] {
  const first = months.findIndex((month) => totals.some(({ salesFen }) => salesFen[month] !== undefined));
  return first < 0 ? [] : months.slice(first);
}

/** The whole months before the day's own, YYYY-MM, oldest first. */
function lastMonths(day: string): string[] {
  const first = `${day.slice(0, 7)}-01`;
  return Array.from({ length: SALES_MONTHS }, (_, n) => addMonths(first, n - SALES_MONTHS).slice(0, 7));
}
