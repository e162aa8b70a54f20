import { zoneCard, type ZoneCardInput } from '../../feishu/cards/zone-card.ts';
import { findPerson } from '../../store/people.ts';
import { findZoneAssignment, type ZoneAssignment } from '../../store/zone-assignments.ts';
import { findZoneName } from '../../store/zones.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';

/** To the person alone: the zone, from when on, why, and who said so; or that it was withdrawn, or is back. */
export async function buildZoneCards(deps: Deps, id: string, slot: string): Promise<OutgoingCard[]> {
  const assignment = await findZoneAssignment(id);
  if (!assignment) return [];
  const { personId, zoneId, byId, end } = assignment;
  const [person, zone = zoneId, by] = await Promise.all([
    findPerson(personId),
    findZoneName(zoneId),
    findPerson(slot === 'ended' && end ? end.byId : byId),
  ]);
  if (!person?.isActive) return [];
  const url = `${deps.publicUrl}/h5/#/route`;
  const card = zoneCard({ ...saidIn(slot, assignment, by?.name), zone, url });
  return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
}

function saidIn(
  slot: string,
  { fromDay, lastDay, reason, end }: ZoneAssignment,
  by: string | undefined,
): Omit<ZoneCardInput, 'zone' | 'url'> {
  if (slot.startsWith('gone')) return { state: 'gone' };
  if (slot.startsWith('back')) return { state: 'back', fromDay, lastDay, reason, by };
  if (slot !== 'ended' || !end) return { state: 'assigned', fromDay, reason, by };
  const hasBegun = lastDay !== undefined && lastDay >= fromDay;
  return { state: 'ended', lastDay: hasBegun ? lastDay : undefined, reason: end.reason, by };
}
