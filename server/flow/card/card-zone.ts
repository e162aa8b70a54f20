import { zoneCard } from '../../feishu/cards/zone-card.ts';
import { findPerson } from '../../store/people.ts';
import { findZoneAssignment } from '../../store/zone-assignments.ts';
import { findZone } from '../../store/zones.ts';
import { toPerson, type OutgoingCard } from './card-parts.ts';
import type { Deps } from '../deps.ts';

/** To the person alone: the zone, from when on, why, and who said so. */
export async function buildZoneCards(deps: Deps, id: string, slot: string): Promise<OutgoingCard[]> {
  const assignment = await findZoneAssignment(id);
  if (!assignment) return [];
  const { personId, zoneId, fromDay, lastDay, end } = assignment;
  const [person, zone, by] = await Promise.all([
    findPerson(personId),
    findZone(zoneId),
    findPerson(slot === 'ended' && end ? end.byId : assignment.byId),
  ]);
  if (!person?.isActive) return [];
  const isEnd = slot === 'ended' && end !== undefined;
  const card = zoneCard({
    state: isEnd ? 'ended' : 'assigned',
    zone: zone?.name ?? zoneId,
    fromDay: isEnd ? undefined : fromDay,
    lastDay: isEnd && lastDay !== undefined && lastDay >= fromDay ? lastDay : undefined,
    reason: isEnd ? end.reason : assignment.reason,
    by: by?.name ?? '',
    url: `${deps.publicUrl}/h5/#/route`,
  });
  return [{ to: toPerson(person.openId), card, timeZone: person.timeZone }];
}
