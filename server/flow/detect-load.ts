import type { ArrangementFact, DeclarationFact } from '../domain/detectors/evidence.ts';
import { DETECTORS } from '../domain/detectors/index.ts';
import type { Finding } from '../domain/detectors/finding.ts';
import type { Place } from '../domain/geo/place.ts';
import type { Interval } from '../domain/interval.ts';
import { declaredWindows, encloses } from '../domain/policy/cover.ts';
import { instantOf } from '../domain/time.ts';
import { settleTrack, type Segment } from '../domain/track/settle.ts';
import type { Track } from '../domain/track/track.ts';
import { COLLECTION_MARGIN_MIN, type DaySchedule } from '../domain/working-time.ts';
import { firstAcknowledgedAt } from '../store/acknowledgements.ts';
import { findArrangements, type Arrangement } from '../store/arrangements.ts';
import { listDeclarations, type Declaration } from '../store/declarations.ts';
import type { Person } from '../store/people.ts';
import { listPlaces } from '../store/places.ts';
import { findPolicyAt } from '../store/policies.ts';
import { findSchedules } from '../store/schedules.ts';
import { findFixes, findSegmentSpans } from '../store/segments.ts';
import { getSetting } from '../store/settings.ts';
import { digestOf } from './detect-inputs.ts';

/** The settled fixes of one shift and its margin, from `sinceAt` on. */
export async function loadTrack(personId: string, shift: Interval, sinceAt?: Date): Promise<Track> {
  const startAt = new Date(+shift.startAt - COLLECTION_MARGIN_MIN * 60_000);
  const endAt = new Date(+shift.endAt + COLLECTION_MARGIN_MIN * 60_000);
  const { segments } = await findFixes(personId, startAt, endAt);
  return settleTrack(sinceAt ? segments.map((segment) => since(segment, +sinceAt)) : segments);
}

/** What one run knows of the company: read once, whatever the number of shifts. */
export type CompanyRecords = Readonly<{
  places: readonly Place[];
  settings: Readonly<Record<string, unknown>>;
  /** Since when a policy is in force; null before the first. */
  adoptedAt: Date | null;
  /** Names all of it. */
  digest: string;
}>;

export async function loadCompany(): Promise<CompanyRecords> {
  const [places, settings, policy] = await Promise.all([
    listPlaces(),
    loadSettings(),
    findPolicyAt(new Date(0)),
  ]);
  const known = { places, settings, adoptedAt: policy?.effectiveAt ?? null };
  return { ...known, digest: digestOf(known) };
}

/** What is known of one person on some days; of the positions, which there are. */
export type PersonRecords = Readonly<{
  person: Person;
  acknowledgedAt: Date | null;
  schedules: readonly DaySchedule[];
  arrangements: readonly Arrangement[];
  declarations: readonly Declaration[];
  segments: readonly Readonly<Interval & { id: string }>[];
}>;

/** Days are YYYY-MM-DD, in any order, at least one. */
export async function loadPerson(person: Person, days: readonly string[]): Promise<PersonRecords> {
  const ordered = days.toSorted();
  const schedules = await findSchedules(person.id, ordered[0] ?? '', ordered.at(-1) ?? '');
  const shifts = schedules.flatMap((schedule) => schedule.shifts);
  const marginMs = COLLECTION_MARGIN_MIN * 60_000;
  const fromAt = new Date(Math.min(...shifts.map(({ startAt }) => +startAt)) - marginMs);
  const toAt = new Date(Math.max(...shifts.map(({ endAt }) => +endAt)) + marginMs);
  const [acknowledgedAt, declarations, arrangements, segments] = await Promise.all([
    firstAcknowledgedAt(person.id),
    listDeclarations(person.id),
    shifts.length === 0 ? [] : findArrangements(person.id, fromAt, toAt),
    shifts.length === 0 ? [] : findSegmentSpans(person.id, fromAt, toAt),
  ]);
  return { person, acknowledgedAt, schedules, arrangements, declarations, segments };
}

/** Managers' arrangements as detectors read them. */
export function arrangementFacts({ arrangements }: PersonRecords): ArrangementFact[] {
  return arrangements.map(({ id, placeId, startAt, endAt, kind }) => ({
    id,
    placeId,
    startAt,
    endAt,
    reason: kind === 'business_trip' ? 'trip' : kind,
  }));
}

/** Declared side jobs as detectors read them. */
export function declarationFacts({ declarations, person }: PersonRecords): DeclarationFact[] {
  return declarations.map(({ id, status, placeId, employer, weekdays, startTime, endTime, ...days }) => ({
    id,
    status: status === 'approved' || status === 'pending' ? status : 'withdrawn',
    ...(placeId !== undefined && { placeId }),
    ...(employer !== undefined && { employer }),
    hours: weekdays.map((weekday) => ({ weekday, from: startTime, to: endTime })),
    fromDay: days.fromDay,
    untilAt: instantOf(days.toDay, '23:59', person.timeZone),
  }));
}

/** Whether a declaration that waits for HR covers a stay: it holds the manager card (M12). */
export function holdOf({ person, declarations }: PersonRecords): (finding: Finding) => boolean {
  const waiting = declarations.filter(({ status, placeId }) => status === 'pending' && placeId !== undefined);
  return (finding) =>
    waiting
      .filter(({ placeId }) => placeId === finding.placeId)
      .flatMap((declaration) => declaredWindows(declaration, finding, person.timeZone))
      .some((window) => encloses(window, finding));
}

/** Overrides of every detector and of the steps before them. */
async function loadSettings(): Promise<Record<string, unknown>> {
  const names = ['clean', 'stays', ...DETECTORS.map(({ name }) => name)];
  const values = await Promise.all(names.map((name) => getSetting(`detector:${name}`)));
  return Object.fromEntries(
    names.flatMap((name, at) => (values[at] === undefined ? [] : [[name, values[at]]])),
  );
}

function since(segment: Segment, fromMs: number): Segment {
  return { ...segment, fixes: segment.fixes.filter(({ atMs }) => atMs >= fromMs) };
}
