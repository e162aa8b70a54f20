import { endVisits, type VisitEnd } from '../../domain/visit/visit-ends.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { workIntervals } from '../../domain/working-time.ts';
import type { Person } from '../../store/people.ts';
import { findSchedules } from '../../store/schedules.ts';
import { findVisits, type Visit } from '../../store/visits.ts';
import type { WorkRecord } from '../../store/work-records.ts';

/** A logged visit with its end. */
export type EndedVisit = Visit & Readonly<{ endAt: Date; endedBy: VisitEnd['endedBy'] }>;

/** Visits of a person that started from `fromAt` up to `toAt`, each with its end as of `now`, by time. */
export async function findEndedVisits(
  person: Person,
  { fromAt, toAt, now }: Readonly<{ fromAt: Date; toAt: Date; now: Date }>,
): Promise<EndedVisit[]> {
  const logged = (await findVisits(person.id, fromAt, toAt)).filter(({ said }) => said === 'logged');
  if (logged.length === 0) return [];
  const fromDay = addDays(dayOf(fromAt, person.timeZone), -1);
  const schedules = await findSchedules(person.id, fromDay, dayOf(toAt, person.timeZone));
  const work = schedules.flatMap((schedule) => workIntervals(schedule));
  const ends = new Map(endVisits(logged, { now, work }).map((end) => [end.id, end]));
  return logged.flatMap((visit) => {
    const end = ends.get(visit.id);
    return end ? [{ ...visit, endAt: end.endAt, endedBy: end.endedBy }] : [];
  });
}

/** The same as records, the form detectors read visits of other systems in; ends are those of the time asked about. */
export async function loggedVisitRecords(
  person: Person,
  fromAt: Date,
  toAt: Date,
): Promise<WorkRecord<'visits'>[]> {
  const visits = await findEndedVisits(person, { fromAt, toAt, now: toAt });
  return visits.map(({ id, customerId, startAt, endAt, purpose }) => ({
    kind: 'visits',
    externalId: `app-${id}`,
    employeeNo: person.employeeNo,
    startAt,
    endAt,
    customerId,
    data: { ...(purpose && { purpose }) },
  }));
}
