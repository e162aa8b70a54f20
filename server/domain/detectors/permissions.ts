import type { Place } from '../geo/place.ts';
import { intersectIntervals, type Interval } from '../interval.ts';
import { declaredWindows } from '../declared-hours.ts';
import { dayOf } from '../time.ts';
import type { DeclarationFact, PeriodEvidence } from './evidence.ts';

/** An approved reason to be at `placeId` (anywhere when absent) during an interval. */
export type Permission = Readonly<
  Interval & { id: string; kind: 'arrangement' | 'declaration' | 'trip'; placeId?: string }
>;

/** Every approved reason that touches `span`: a manager's arrangements, business trips, the hours of approved side jobs. */
export function permissionsIn(evidence: PeriodEvidence, span: Interval): Permission[] {
  const arranged = evidence.arrangements.map(({ id, placeId, startAt, endAt }): Permission => ({
    id,
    kind: 'arrangement',
    ...(placeId !== undefined && { placeId }),
    startAt,
    endAt,
  }));
  const trips = evidence.days.flatMap(({ day, schedule }) =>
    schedule.trips.map((trip, n): Permission => ({ ...trip, id: `trip-${day}-${n}`, kind: 'trip' })),
  );
  const declared = evidence.declarations
    .filter(({ status }) => status === 'approved')
    .flatMap((declaration) => windowsOf(declaration, span, evidence.person.timeZone));
  const fromMs = span.startAt.getTime();
  const toMs = span.endAt.getTime();
  return [...arranged, ...declared, ...trips].filter(
    ({ startAt, endAt }) => startAt.getTime() < toMs && endAt.getTime() > fromMs,
  );
}

/** The permissions that excuse being at `place` during `presence`. */
export function permissionsAt(
  evidence: PeriodEvidence,
  place: Pick<Place, 'id'>,
  presence: readonly Interval[],
): Permission[] {
  const first = presence[0];
  const last = presence.at(-1);
  if (!first || !last) return [];
  return permissionsIn(evidence, { startAt: first.startAt, endAt: last.endAt }).filter(
    (permission) =>
      (permission.placeId ?? place.id) === place.id && intersectIntervals([permission], presence).length > 0,
  );
}

/** A declaration without a place explains no place. */
function windowsOf(declaration: DeclarationFact, span: Interval, timeZone: string): Permission[] {
  const { id, placeId, hours, untilAt, fromDay = '0000-01-01' } = declaration;
  if (placeId === undefined) return [];
  const toDay = untilAt ? dayOf(untilAt, timeZone) : '9999-12-31';
  return hours
    .flatMap(({ weekday, from, to }) =>
      declaredWindows({ weekdays: [weekday], startTime: from, endTime: to, fromDay, toDay }, span, timeZone),
    )
    .map((window, n) => ({ ...window, id: `${id}:${n}`, kind: 'declaration' as const, placeId }));
}
