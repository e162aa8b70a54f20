import type {
  ArrangementFact,
  DeclarationFact,
  GapFact,
  OrderFact,
  PeerFact,
  PunchFact,
  TaskFact,
  VisitFact,
} from '../../domain/detectors/evidence.ts';
import type { Finding } from '../../domain/detectors/finding.ts';
import { declaredWindows, encloses } from '../../domain/declared-hours.ts';
import { platformClockings } from '../../domain/detectors/hours/platform-clockings.ts';
import { holdsCard, permittedUntil } from '../../domain/policy/declaration.ts';
import { endOfDay } from '../../domain/time.ts';
import { zonesOf, type WhoseZones } from '../../domain/zone/zones-of.ts';
import type { Person } from '../../store/people.ts';
import type { Punch } from '../../store/punches.ts';
import type { WorkRecord } from '../../store/work-records.ts';
import type { Zone } from '../../store/zones.ts';
import type { CompanyMap } from './company-map.ts';
import type { CompanyRecords } from './detect-company.ts';
import type { PersonRecords } from './detect-person.ts';

/** Managers' arrangements as detectors read them, by time. */
export function arrangementFacts({ arrangements }: PersonRecords): ArrangementFact[] {
  return arrangements
    .map(({ id, placeId, startAt, endAt, kind }): ArrangementFact => ({
      id,
      ...(placeId !== undefined && { placeId }),
      startAt,
      endAt,
      reason: kind === 'business_trip' ? 'trip' : kind,
    }))
    .toSorted(byStart);
}

/** Declared side jobs as detectors read them, by id: what was permitted until some moment is approved until then, whatever came later. */
export function declarationFacts({ declarations, person }: PersonRecords): DeclarationFact[] {
  const facts = declarations.map((declaration): DeclarationFact => {
    const { id, status, placeId, employer, weekdays, startTime, endTime, fromDay, toDay } = declaration;
    const permitted = permittedUntil(declaration, person.timeZone);
    const other = status === 'pending' || status === 'withdrawn' ? status : 'refused';
    return {
      id,
      status: permitted ? 'approved' : other,
      ...(placeId !== undefined && { placeId }),
      ...(employer !== undefined && { employer }),
      hours: weekdays.map((weekday) => ({ weekday, from: startTime, to: endTime })),
      fromDay,
      untilAt: permitted ?? endOfDay(toDay, person.timeZone),
    };
  });
  return facts.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Own punches, those in the platform's attendance and those of another system, by time. A declined punch is no punch. */
export function punchFacts({
  person,
  punches,
  photoHashes,
  work,
  flows,
  ...records
}: PersonRecords): PunchFact[] {
  const own = punches
    .filter(({ status }) => status !== 'declined')
    .map((punch): PunchFact => {
      const { id, kind, at, installId, placeId, location } = punch;
      const photoHash = photoHashes.get(id);
      return {
        id,
        kind,
        at,
        deviceId: installId,
        ...(location && {
          position: { lng: location.lng, lat: location.lat, accuracyM: location.accuracyM },
        }),
        ...(placeId !== undefined && isProven(punch) && { placeId }),
        ...(photoHash !== undefined && { photoHash }),
      };
    });
  const others = work.flatMap((record): PunchFact[] => {
    if (record.kind !== 'attendance') return [];
    const { direction, ...rest } = record.data;
    return [{ id: record.externalId, kind: direction, at: record.startAt, ...rest }];
  });
  const known = [...own, ...others];
  const schedules = [...records.pastSchedules, ...records.schedules];
  const platform = platformClockings(flows, { own: known, schedules, timeZone: person.timeZone });
  return [...known, ...platform].toSorted((a, b) => +a.at - +b.at || (a.id < b.id ? -1 : 1));
}

/** A tap names no place: it was made where the rota expects the person only when its position, or the store's code or access point, says so. */
const isProven = ({ reasons, confirmation }: Punch): boolean =>
  reasons.every((reason) => reason === 'clock_skew') || confirmation?.how !== undefined;

/** When the phone was silent, and why, as it says itself; by its beginning. */
export function gapFacts({ signals }: PersonRecords): GapFact[] {
  return signals
    .flatMap(({ kind, startAt, at, cause }): GapFact[] =>
      kind === 'gap' && startAt && cause ? [{ startAt, endAt: at, cause }] : [],
    )
    .toSorted(byStart);
}

const byStart = (a: Timed, b: Timed): number =>
  +a.startAt - +b.startAt || +a.endAt - +b.endAt || ((a.id ?? '') < (b.id ?? '') ? -1 : 1);
type Timed = Readonly<{ startAt: Date; endAt: Date; id?: string }>;

/** Visits, orders and waybill tasks, each by time. */
export function recordFacts({
  work,
  othersOrders,
  person,
}: Pick<PersonRecords, 'work' | 'othersOrders' | 'person'>): {
  visits: VisitFact[];
  orders: OrderFact[];
  tasks: TaskFact[];
} {
  const visits = work.flatMap((record): VisitFact[] => {
    if (record.kind !== 'visits') return [];
    const { externalId: id, customerId = '', startAt, endAt, data } = record;
    return [{ id, customerId, startAt, endAt, ...data }];
  });
  const tasks = work.flatMap((record): TaskFact[] => {
    if (record.kind !== 'tasks') return [];
    const { externalId: id, startAt, endAt, data } = record;
    return [{ id, kind: data.task, ...data.point, startAt, endAt }];
  });
  const own = work.flatMap((record) => (record.kind === 'orders' ? [toOrder(record, person.id)] : []));
  const others = othersOrders.map((record) => toOrder(record, record.employeeNo));
  return {
    // Logged here or in another system: each list is in order, the two of them together are not.
    visits: visits.toSorted((a, b) => +a.startAt - +b.startAt || (a.id < b.id ? -1 : 1)),
    tasks,
    orders: [...own, ...others].toSorted((a, b) => +a.at - +b.at || (a.id < b.id ? -1 : 1)),
  };
}

function toOrder(record: WorkRecord<'orders'>, bookedTo: string): OrderFact {
  const { externalId: id, customerId = '', startAt: at, data } = record;
  return { id, customerId, bookedTo, at, ...data };
}

/** The zones of the person on a day. */
export const zoneFacts = (
  map: Pick<CompanyMap, 'zones' | 'assigned'>,
  person: WhosePlace,
  day: string,
): readonly Zone[] => zonesOf(map.zones, whoseZones(map, person), day);

type WhosePlace = Pick<Person, 'id' | 'employeeNo' | 'regionId'>;

export const whoseZones = (
  { assigned }: Pick<CompanyMap, 'assigned'>,
  { id, employeeNo, regionId }: WhosePlace,
): WhoseZones => ({
  employeeNo,
  ...(regionId !== undefined && { regionId }),
  assigned: assigned.get(id) ?? [],
});

/** Other people with a device or a photo in common with this person. */
export function peerFacts(
  { sharedInstalls }: CompanyRecords,
  { person, photoTwins }: PersonRecords,
): PeerFact[] {
  const peers = new Map<string, { deviceIds: string[]; photoHashes: string[] }>();
  const peerOf = (id: string) => {
    const peer = peers.get(id) ?? { deviceIds: [], photoHashes: [] };
    peers.set(id, peer);
    return peer;
  };
  for (const { installId, personIds } of sharedInstalls)
    if (personIds.includes(person.id))
      for (const id of personIds) if (id !== person.id) peerOf(id).deviceIds.push(installId);
  for (const { personId, hash } of photoTwins) peerOf(personId).photoHashes.push(hash);
  return [...peers].map(([personId, shared]) => ({ personId, ...shared }));
}

/** Whether a declaration that waits for an answer covers a stay: it holds the manager card (M12). */
export function holdOf({ person, declarations }: PersonRecords): (finding: Finding) => boolean {
  const waiting = declarations.filter(({ status, placeId }) => status === 'pending' && placeId !== undefined);
  return (finding) =>
    waiting
      .filter((declaration) => declaration.placeId === finding.placeId && holdsCard(declaration, finding))
      .flatMap((declaration) => declaredWindows(declaration, finding, person.timeZone))
      .some((window) => encloses(window, finding));
}
