import type { Period } from '../../contract/period.ts';
import type {
  AnchorFact,
  ArrangementFact,
  DeclarationFact,
  GapFact,
  OrderFact,
  PeerFact,
  PeriodEvidence,
  PersonFacts,
  PunchFact,
  TaskFact,
  VisitFact,
} from '../detectors/evidence.ts';
import { toWgs84 } from '../geo/datum.ts';
import { isWithin, type Interval } from '../interval.ts';
import { readFixes } from './read-fixes.ts';
import { intervalOf } from './read-schedules.ts';

type Records = Pick<
  PeriodEvidence,
  'punches' | 'visits' | 'orders' | 'tasks' | 'anchors' | 'arrangements' | 'declarations' | 'gaps' | 'peers'
>;

/** The records of a period in time order. `held` is the time in which a position may exist: a punch outside it keeps its time only. */
export function readRecords(period: Period, held: readonly Interval[]): Records {
  return {
    punches: once(readPunches(period, held)),
    visits: once((period.visits ?? []).map(readVisit).toSorted(byStart)),
    orders: once((period.orders ?? []).map(readOrder).toSorted(byTime)),
    tasks: once((period.tasks ?? []).map(readTask).toSorted(byStart)),
    anchors: (period.anchors ?? []).map(readAnchor).toSorted(byAnchor),
    arrangements: (period.arrangements ?? []).map(readArrangement).toSorted(byStart),
    declarations: (period.declarations ?? []).map(readDeclaration).toSorted((a, b) => compare(a.id, b.id)),
    gaps: (period.gaps ?? [])
      .map(({ cause, ...span }): GapFact => ({ cause, ...intervalOf(span) }))
      .toSorted(byStart),
    peers: (period.peers ?? [])
      .map(({ fixes, ...peer }): PeerFact => ({ ...peer, ...(fixes && { track: readFixes(fixes) }) }))
      .toSorted((a, b) => compare(a.personId, b.personId)),
  };
}

/** The person of a period. */
export function readPerson({ person }: Period): PersonFacts {
  const { id, kind, timeZone, engagement, regional, phone } = person;
  return {
    id,
    kind,
    timeZone,
    ...(engagement !== undefined && { engagement }),
    ...(regional !== undefined && { isRegional: regional }),
    ...(phone !== undefined && { phone }),
  };
}

function readPunches({ punches = [], fixes }: Period, held: readonly Interval[]): PunchFact[] {
  return punches
    .map(({ id, kind, t, lng, lat, accuracyM, datum, deviceId, placeId, photoHash, riskFlag }): PunchFact => {
      const at = new Date(t);
      const isPlaced =
        lng !== undefined && lat !== undefined && held.some((interval) => isWithin(at, interval));
      return {
        id,
        kind,
        at,
        ...(isPlaced && {
          position: {
            ...toWgs84({ lng, lat }, datum ?? fixes?.datum ?? 'wgs84'),
            accuracyM: accuracyM ?? 0,
          },
        }),
        ...(deviceId !== undefined && { deviceId }),
        ...(placeId !== undefined && { placeId }),
        ...(photoHash !== undefined && { photoHash }),
        ...(riskFlag !== undefined && { riskFlag }),
      };
    })
    .toSorted(byTime);
}

/** Without the records of an id and time that came before: exports overlap. Of an id used again for another time both are kept. */
function once<Fact extends Readonly<{ id: string; at?: Date; startAt?: Date }>>(
  rows: readonly Fact[],
): Fact[] {
  const seen = new Set<string>();
  return rows.filter(({ id, at, startAt }) => {
    const key = `${(at ?? startAt)?.getTime()} ${id}`;
    const isNew = !seen.has(key);
    if (isNew) seen.add(key);
    return isNew;
  });
}

type Row<Name extends keyof Period> = NonNullable<Period[Name]> extends readonly (infer R)[] ? R : never;

const readVisit = ({ id, customerId, purpose, ...span }: Row<'visits'>): VisitFact => ({
  id,
  customerId,
  ...intervalOf(span),
  ...(purpose !== undefined && { purpose }),
});

const readOrder = ({ t, channel, ...order }: Row<'orders'>): OrderFact => ({
  ...order,
  at: new Date(t),
  ...(channel !== undefined && { channel }),
});

const readTask = ({ id, kind, lng, lat, datum, from, to }: Row<'tasks'>): TaskFact => ({
  id,
  kind,
  ...toWgs84({ lng, lat }, datum),
  ...intervalOf({ start: from, end: to }),
});

const readAnchor = ({ kind, t, placeId, ok }: Row<'anchors'>): AnchorFact => ({
  kind,
  at: new Date(t),
  isOk: ok,
  ...(placeId !== undefined && { placeId }),
});

const readArrangement = (
  { placeId, from, to, reason }: Row<'arrangements'>,
  at: number,
): ArrangementFact => ({
  id: `arrangement-${at}`,
  reason,
  ...intervalOf({ start: from, end: to }),
  ...(placeId !== undefined && { placeId }),
});

const STATUSES = ['approved', 'refused', 'withdrawn'] as const;

/** A status word we do not know excuses nothing and blames nothing: it is still being looked at. */
function readDeclaration({
  id,
  status,
  placeId,
  employer,
  hours,
  until,
}: Row<'declarations'>): DeclarationFact {
  return {
    id,
    status: STATUSES.find((known) => known === status) ?? 'pending',
    hours,
    ...(placeId !== undefined && { placeId }),
    ...(employer !== undefined && { employer }),
    ...(until !== undefined && { untilAt: new Date(until) }),
  };
}

type Timed = Readonly<{ at: Date; id?: string }>;
const byTime = (a: Timed, b: Timed): number => a.at.getTime() - b.at.getTime() || compare(a.id, b.id);
const byAnchor = (a: AnchorFact, b: AnchorFact): number =>
  a.at.getTime() - b.at.getTime() ||
  compare(a.kind, b.kind) ||
  compare(a.placeId, b.placeId) ||
  Number(a.isOk) - Number(b.isOk);
const byStart = (a: Interval & { id?: string }, b: Interval & { id?: string }): number =>
  a.startAt.getTime() - b.startAt.getTime() || a.endAt.getTime() - b.endAt.getTime() || compare(a.id, b.id);
const compare = (a = '', b = ''): number => (a < b ? -1 : Number(a > b));
