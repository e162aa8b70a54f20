import { ZONE_AHEAD_DAYS } from '../../contract/limits.ts';
import type { ZoneAssignBody, ZoneEndBody } from '../../contract/zones.ts';
import { isQuiet, nextSpeakMoment } from '../../domain/case/publication.ts';
import { addDays, dayOf } from '../../domain/time.ts';
import { conflict, forbidden, notFound } from '../../errors.ts';
import { findPerson, type Person } from '../../store/people.ts';
import type { Pending } from '../../store/pending.ts';
import {
  endZoneAssignment,
  findZoneAssignment,
  insertZoneAssignment,
  type ZoneAssignment,
} from '../../store/zone-assignments.ts';
import { findZone, listZones } from '../../store/zones.ts';
import type { Deps } from '../deps.ts';
import { rejudgePerson } from '../detect/rejudge.ts';
import { mayFillZone, mayPlace } from './zone-rights.ts';

/**
 * Puts a person into a zone from a day on, and tells them. Where a record of another system names the people of the zone, or names the
 * person, that record is the master and nothing is assigned beside it.
 */
export async function assignZone(deps: Deps, by: Person, body: ZoneAssignBody): Promise<ZoneAssignment> {
  const { id, zoneId, personId, fromDay, reason } = body;
  const [zone, subject] = await Promise.all([findZone(zoneId), findPerson(personId)]);
  if (!zone || !mayFillZone(by, zone)) throw notFound('zone');
  if (by.id === personId) throw forbidden('own_zone');
  if (!subject?.isActive || subject.staffKind === 'office' || !mayPlace(by, subject))
    throw notFound('person');
  const known = await findZoneAssignment(id);
  if (known) return sameAs(known, body);
  requireComing(deps, subject, fromDay);
  if (zone.employeeNos) throw conflict('zone_by_record');
  if (await isNamedByRecord(subject)) throw conflict('person_by_record');
  const at = deps.now();
  const assignment = { id, personId, zoneId, fromDay, reason, byId: by.id, at };
  const saved = await insertZoneAssignment(assignment, work(assignment, 'assigned'));
  if (!saved) throw conflict('zone_assigned');
  await goOn(deps, subject, fromDay);
  return sameAs(saved, body);
}

/** Takes a person out of a zone from a day on, and tells them. */
export async function endZone(
  deps: Deps,
  by: Person,
  { id, fromDay, reason }: ZoneEndBody & Readonly<{ id: string }>,
): Promise<ZoneAssignment> {
  const known = await findZoneAssignment(id);
  const subject = known && (await findPerson(known.personId));
  const zone = known && (await findZone(known.zoneId));
  if (!known || !subject || !mayFillZone(by, zone ?? {})) throw notFound('zone_assignment');
  if (by.id === subject.id) throw forbidden('own_zone');
  if (!mayPlace(by, subject)) throw notFound('zone_assignment');
  requireComing(deps, subject, fromDay);
  const end = { byId: by.id, at: deps.now(), reason };
  const lastDay = addDays(fromDay, -1);
  const ended = { ...known, lastDay, end };
  const saved = await endZoneAssignment(id, { lastDay, end }, work(ended, 'ended'));
  if (!saved) throw conflict('zone_ended');
  await goOn(deps, subject, fromDay);
  return saved;
}

/** The same id again is the same wish; with other content it is somebody's mistake. */
function sameAs(known: ZoneAssignment, { zoneId, personId, fromDay }: ZoneAssignBody): ZoneAssignment {
  if (known.zoneId === zoneId && known.personId === personId && known.fromDay === fromDay) return known;
  throw conflict('id_taken');
}

/** The first day a change may begin on: the one on which the person is told of it, so that nobody is judged by what came after it. */
export function firstZoneDay({ now }: Pick<Deps, 'now'>, { timeZone }: Pick<Person, 'timeZone'>): string {
  const at = now();
  return dayOf(isQuiet(at, timeZone) ? nextSpeakMoment(at, timeZone) : at, timeZone);
}

function requireComing(deps: Pick<Deps, 'now'>, person: Person, fromDay: string): void {
  const first = firstZoneDay(deps, person);
  const latest = addDays(dayOf(deps.now(), person.timeZone), ZONE_AHEAD_DAYS);
  if (fromDay < first || fromDay > latest) throw conflict('zone_day');
}

async function isNamedByRecord({ employeeNo }: Person): Promise<boolean> {
  return (await listZones()).some(({ employeeNos = [] }) => employeeNos.includes(employeeNo));
}

/** Ids and days only: the reason is the person's to read. */
function work(
  { id, personId, zoneId, fromDay, lastDay, byId, at, end }: ZoneAssignment,
  slot: 'assigned' | 'ended',
): Pending[] {
  const entry = {
    at: end?.at ?? at,
    actorId: end?.byId ?? byId,
    action: slot === 'assigned' ? 'zone.assign' : 'zone.end',
    subject: `zone_assignments:${id}`,
    personId,
    ...(end && { from: `${zoneId} ${fromDay}` }),
    to: end ? `${zoneId} ${fromDay} - ${lastDay}` : `${zoneId} ${fromDay}`,
  };
  return [
    { id: `${id}:audit:${slot}`, kind: 'audit', entry },
    { id: `${id}:card:${slot}`, kind: 'card', slot },
  ];
}

async function goOn(deps: Deps, person: Person, fromDay: string): Promise<void> {
  if (fromDay === dayOf(deps.now(), person.timeZone)) await rejudgePerson(deps, person);
  await deps.enqueue({ name: 'relay' });
}
