import type { Baseline } from '../../domain/baseline/baseline.ts';
import {
  EVIDENCE_SOURCES,
  type EvidenceSource,
  type PeriodEvidence,
  type WorkDay,
} from '../../domain/detectors/evidence.ts';
import type { Interval } from '../../domain/interval.ts';
import { addDays, dayOf, instantOf } from '../../domain/time.ts';
import { anchorFacts } from './anchor-facts.ts';
import { fedBefore } from './company-comparisons.ts';
import type { CompanyRecords } from './detect-company.ts';
import {
  arrangementFacts,
  declarationFacts,
  gapFacts,
  peerFacts,
  punchFacts,
  recordFacts,
  zoneFacts,
} from './detect-facts.ts';
import type { PersonRecords } from './detect-person.ts';
import { doubtByOthers } from './place-doubt.ts';
import { salesOf } from './detect-sales.ts';

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
  const anchors = anchorFacts(records);
  const sales = salesOf(company, records, dayOf(judge.endAt, person.timeZone));
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
    pastSchedules: records.pastSchedules,
    baseline,
    places: company.places,
    placeById: company.placeById,
    zones: zoneFacts(company, person, days.at(-1)?.day ?? ''),
    ...facts,
    anchors,
    arrangements: arrangementFacts(records),
    declarations: declarationFacts(records),
    gaps: gapFacts(records),
    peers: peerFacts(company, records),
    placeDoubt: doubtByOthers(company.placeDoubt, person.id),
    deviceIds: phonesOf(records, judge),
    ...sales,
    sources: sourcesOf(input, {
      endAt: judge.endAt,
      hasAnchors: anchors.length > 0,
      hasSales: sales.salesByMonthFen !== undefined,
    }),
  };
}

/** The phones whose positions reach into the time that is judged. */
function phonesOf({ segments }: PersonRecords, { startAt, endAt }: Interval): string[] {
  const reaching = segments.filter((segment) => segment.startAt < endAt && segment.endAt >= startAt);
  return [...new Set(reaching.map(({ installId }) => installId))].toSorted();
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
  { company, days, baseline }: Parameters<typeof evidenceOf>[0],
  { endAt, hasAnchors, hasSales }: Readonly<{ endAt: Date; hasAnchors: boolean; hasSales: boolean }>,
): Set<EvidenceSource> {
  const fed = fedBefore(company.feeds, endAt);
  const known: Readonly<Record<EvidenceSource, boolean>> = {
    track: days.some(({ track }) => track.atMs.length > 0),
    punches: true,
    visits: fed.has('visits'),
    orders: fed.has('orders'),
    tasks: fed.has('tasks'),
    anchors: hasAnchors,
    peers: true,
    baseline: baseline.days > 0,
    sales: hasSales,
  };
  return new Set(EVIDENCE_SOURCES.filter((name) => known[name]));
}
