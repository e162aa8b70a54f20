import {
  intersectIntervals,
  mergeIntervals,
  subtractIntervals,
  type Interval,
} from '../../domain/interval.ts';
import { matchPhotos } from '../../domain/photo/same-photos.ts';
import { isJudged, isJudgedAt, judgedSpans } from '../../domain/policy/judged-spans.ts';
import { EVER_LIVE, judgedPeriods, type RolloutPeriod } from '../../domain/rollout/mode.ts';
import { addDays, instantOf } from '../../domain/time.ts';
import { COLLECTION_MARGIN_MIN, isUnread, type DaySchedule } from '../../domain/working-time.ts';
import { listAcknowledged } from '../../store/acknowledgements.ts';
import { findAttendanceFlows, type AttendanceFlowRecord } from '../../store/attendance-flows.ts';
import { findArrangements, type Arrangement } from '../../store/arrangements.ts';
import { listDeclarations, type Declaration } from '../../store/declarations.ts';
import type { Person } from '../../store/people.ts';
import { findPhotoMarks, findPhotoTwins } from '../../store/photos.ts';
import { findPunches, type Punch } from '../../store/punches.ts';
import { findRunning } from '../policy/detector-switch.ts';
import { findSchedules } from '../../store/schedules.ts';
import { findSegmentSpans } from '../../store/segments.ts';
import { findSignals, type SignalRecord } from '../../store/signals.ts';
import { findOrdersOf, findTargets, findWorkRecords, type WorkRecord } from '../../store/work-records.ts';
import { loggedVisitRecords } from '../visit/visit-records.ts';
import type { CompanyRecords } from './detect-company.ts';
import { PAST_DAYS, recordsFrom, targetsFrom, visitedCustomers } from './detect-reach.ts';

/** What is known of one person over some days; of the positions, which there are. */
export type PersonRecords = Readonly<{
  person: Person;
  /** The detectors that may run now (R19, R21): asked anew for each person, so that a kill switch takes effect within a run. */
  running: ReadonlySet<string>;
  /** When the person's region is judged, and how. */
  periods: readonly RolloutPeriod[];
  /** Since when anything may be judged: a version of the policy is in force that this person has acknowledged (R17). Null = never. */
  sinceAt: Date | null;
  /** The time that may be judged: a new version interrupts it until it is acknowledged, and so does a region that stands still. */
  spans: readonly Interval[];
  /** Days about which a row could not be read. */
  unreadDays: ReadonlySet<string>;
  /** In day order; only days on which something may be judged. */
  schedules: readonly DaySchedule[];
  /** The judgeable days before those: what earlier punches are compared with. */
  pastSchedules: readonly DaySchedule[];
  arrangements: readonly Arrangement[];
  declarations: readonly Declaration[];
  segments: readonly SegmentSpan[];
  punches: readonly Punch[];
  /** Own punches in the platform's attendance, those made here among them. */
  flows: readonly AttendanceFlowRecord[];
  photoHashes: ReadonlyMap<string, string>;
  photoTwins: readonly Readonly<{ personId: string; hash: string }>[];
  signals: readonly SignalRecord[];
  /** About the person. */
  work: readonly WorkRecord[];
  /** What the company asked for, also before anything may be judged: it can only excuse. */
  targets: readonly WorkRecord<'targets'>[];
  /** Orders of the visited customers that are booked to others. */
  othersOrders: readonly WorkRecord<'orders'>[];
}>;
export type SegmentSpan = Readonly<Interval & { id: string; installId: string; count: number }>;

/** Days are YYYY-MM-DD in the person's zone, inclusive; records reach further back. */
export async function loadPerson(
  person: Person,
  { fromDay, toDay }: { fromDay: string; toDay: string },
  company: CompanyRecords,
): Promise<PersonRecords> {
  const periods = company.periods(person);
  const bound = judgedSpans(company.policies, await listAcknowledged(person.id));
  const inForce = periods === EVER_LIVE ? bound : intersectIntervals(bound, judgedPeriods(periods));
  const sinceAt = inForce[0]?.startAt ?? null;
  const from = instantOf(addDays(fromDay, -1), '00:00', person.timeZone);
  const toAt = instantOf(addDays(toDay, 2), '00:00', person.timeZone);
  // The same for everybody, so that people judged side by side share their queries; what may not be judged is left out below.
  const recordsFromAt = recordsFrom(fromDay, person.timeZone);
  const [known, declarations, arrangements, segments, ownPunches, flows, signals, records, visits, targets] =
    await Promise.all([
      findSchedules(person.id, addDays(fromDay, -PAST_DAYS), toDay),
      listDeclarations(person.id),
      findArrangements(person.id, from, toAt),
      findSegmentSpans(person.id, from, toAt),
      findPunches(person.id, recordsFromAt, toAt),
      findAttendanceFlows(person.id, recordsFromAt, toAt),
      findSignals(person.id, from, toAt),
      findWorkRecords(person.employeeNo, recordsFromAt, toAt),
      loggedVisitRecords(person, recordsFromAt, toAt),
      findTargets(person.employeeNo, targetsFrom(fromDay, person.timeZone), toAt),
    ]);
  const spans = withoutUnread(inForce, known);
  const punches = ownPunches.filter(({ at }) => isJudgedAt(at, spans));
  const work = [...records, ...visits].filter(({ startAt }) => isJudgedAt(startAt, spans));
  const [orders, photos] = await Promise.all([
    findOrdersOf([...visitedCustomers(work)], recordsFromAt, toAt),
    loadPhotos(person.id, punches, from),
  ]);
  const judged = known.flatMap((schedule) => judgeable(schedule, spans) ?? []);
  return {
    person,
    running: await findRunning(company.today),
    periods,
    sinceAt,
    spans,
    unreadDays: new Set(known.filter(isUnread).map(({ day }) => day)),
    schedules: judged.filter(({ day }) => day >= fromDay),
    pastSchedules: judged.filter(({ day }) => day < fromDay),
    arrangements,
    declarations,
    segments,
    punches,
    flows: flows.filter(({ isByPerson, at }) => isByPerson === true && isJudgedAt(at, spans)),
    photoHashes: photos.hashes,
    signals,
    photoTwins: photos.twins,
    work,
    targets,
    othersOrders: orders.filter(
      ({ employeeNo, startAt }) => employeeNo !== person.employeeNo && sinceAt !== null && startAt >= sinceAt,
    ),
  };
}

/** Of days about which a row could not be read nothing is judged, neither work nor what lies beside it: a leave may be among what is lost. */
function withoutUnread(spans: readonly Interval[], known: readonly DaySchedule[]): readonly Interval[] {
  const unread = known.filter(isUnread);
  return unread.length === 0 ? spans : subtractIntervals(spans, mergeIntervals(unread.map(reachOf)));
}

function reachOf({ day, timeZone, shifts }: DaySchedule): Interval {
  const marginMs = COLLECTION_MARGIN_MIN * 60_000;
  const [startAt, endAt] = [instantOf(day, '00:00', timeZone), instantOf(addDays(day, 1), '00:00', timeZone)];
  return {
    startAt: new Date(Math.min(+startAt, ...shifts.map((one) => +one.startAt - marginMs))),
    endAt: new Date(Math.max(+endAt, ...shifts.map((one) => +one.endAt + marginMs))),
  };
}

/** The photos of own punches, one hash for each picture; others' photos are looked for from `sinceAt` on, the time that is judged. */
async function loadPhotos(personId: string, punches: readonly Punch[], sinceAt: Date) {
  const withPhoto = punches.filter(({ hasPhoto }) => hasPhoto);
  const own = await findPhotoMarks(withPhoto.map(({ id }) => id));
  const judged = new Set(withPhoto.filter(({ at }) => at >= sinceAt).map(({ id }) => id));
  const others = await findPhotoTwins(
    own.filter(({ punchId }) => judged.has(punchId)),
    personId,
  );
  return matchPhotos(own, others);
}

/** The day with those shifts that may be judged, by time, each whole or not at all; null when none is left. */
function judgeable(schedule: DaySchedule, spans: readonly Interval[]): DaySchedule | null {
  const shifts = schedule.shifts
    .filter((shift) => isJudged(shift, spans))
    .toSorted((a, b) => +a.startAt - +b.startAt || +a.endAt - +b.endAt);
  return shifts.length === 0 ? null : { ...schedule, shifts };
}
