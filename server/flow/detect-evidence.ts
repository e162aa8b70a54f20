import type { Baseline } from '../domain/baseline/baseline.ts';
import {
  EVIDENCE_SOURCES,
  type EvidenceSource,
  type PeriodEvidence,
  type WorkDay,
} from '../domain/detectors/evidence.ts';
import { addDays, dayOf, instantOf } from '../domain/time.ts';
import type { WorkTotals } from '../store/work-totals.ts';
import { fedBefore } from './company-comparisons.ts';
import type { CompanyRecords } from './detect-company.ts';
import {
  anchorFacts,
  arrangementFacts,
  declarationFacts,
  gapFacts,
  peerFacts,
  punchFacts,
  recordFacts,
  zoneFacts,
} from './detect-facts.ts';
import type { PersonRecords } from './detect-person.ts';

/** Months of sales a trend is read from (product section 3). */
const SALES_MONTHS = 6;

/** What is stored about one person and some days as the detectors want it; what is fed by nobody is no source. */
export function evidenceOf(input: {
  company: CompanyRecords;
  records: PersonRecords;
  days: readonly WorkDay[];
  baseline: Baseline;
}): PeriodEvidence {
  const { company, records, days, baseline } = input;
  const { person } = records;
  const judge = judgedSpan(days, person.timeZone);
  const facts = { punches: punchFacts(records), ...recordFacts(records) };
  const sales = salesOf(input, dayOf(judge.endAt, person.timeZone));
  return {
    person: {
      id: person.id,
      kind: person.staffKind,
      timeZone: person.timeZone,
      engagement: person.engagement,
      ...(person.isRegional && { isRegional: true }),
    },
    judge,
    days,
    pastSchedules: pastOf(records, days),
    baseline,
    places: company.places,
    placeById: company.placeById,
    zones: zoneFacts(company.zones, records),
    ...facts,
    anchors: anchorFacts(records),
    arrangements: arrangementFacts(records),
    declarations: declarationFacts(records),
    gaps: gapFacts(records),
    peers: peerFacts(company, records),
    placeDoubt: company.placeDoubt,
    deviceIds: [...new Set(records.punches.map(({ installId }) => installId))],
    ...sales,
    sources: sourcesOf(input, { endAt: judge.endAt, hasSales: sales.salesByMonthFen !== undefined }),
  };
}

/** The days before those that are judged. */
function pastOf({ schedules, pastSchedules }: PersonRecords, days: readonly WorkDay[]) {
  const first = days[0]?.day ?? '';
  return [...pastSchedules, ...schedules].filter(({ day }) => day < first);
}

function judgedSpan(days: readonly WorkDay[], timeZone: string) {
  const first = days[0]?.day ?? '';
  const last = days.at(-1)?.day ?? '';
  return {
    startAt: instantOf(first, '00:00', timeZone),
    endAt: instantOf(addDays(last, 1), '00:00', timeZone),
  };
}

function sourcesOf(
  { company, records, days, baseline }: Parameters<typeof evidenceOf>[0],
  { endAt, hasSales }: Readonly<{ endAt: Date; hasSales: boolean }>,
): Set<EvidenceSource> {
  const fed = fedBefore(company.feeds, endAt);
  const known: Readonly<Record<EvidenceSource, boolean>> = {
    track: days.some(({ track }) => track.atMs.length > 0),
    punches: true,
    visits: fed.has('visits'),
    orders: fed.has('orders'),
    tasks: fed.has('tasks'),
    anchors: anchorFacts(records).length > 0,
    peers: true,
    baseline: baseline.days > 0,
    sales: hasSales,
  };
  return new Set(EVIDENCE_SOURCES.filter((name) => known[name]));
}

type Sales = Pick<PeriodEvidence, 'team' | 'salesByMonthFen' | 'targetsByMonthFen'>;

/** Own sales and targets by month, and what the other people of the region come to. */
function salesOf({ company, records }: Parameters<typeof evidenceOf>[0], day: string): Sales {
  const { person, work } = records;
  const totals = company.teams.get(person.regionId ?? '') ?? [];
  const own = totals.find(({ employeeNo }) => employeeNo === person.employeeNo);
  const others = totals.filter(({ employeeNo }) => employeeNo !== person.employeeNo);
  const months = lastMonths(day);
  const targets = new Map(
    work.flatMap((record) =>
      record.kind === 'targets'
        ? [[dayOf(record.startAt, person.timeZone).slice(0, 7), record.data.amountFen]]
        : [],
    ),
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

/** The months up to the day's own, YYYY-MM, oldest first. */
function lastMonths(day: string): string[] {
  const year = Number(day.slice(0, 4));
  const month = Number(day.slice(5, 7));
  return Array.from({ length: SALES_MONTHS }, (_, n) => {
    const index = year * 12 + month - 1 - (SALES_MONTHS - 1 - n);
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
}
