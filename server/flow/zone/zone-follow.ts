import { dayOf } from '../../domain/time.ts';
import { getTimeZone } from '../../store/org-mapping.ts';
import type { Pending } from '../../store/pending.ts';
import { listStandingIn, markZoneBack, markZoneGone } from '../../store/zone-assignments.ts';
import { isZoneGone } from '../../store/zones.ts';
import type { Deps } from '../deps.ts';

/** Slot of the card that a zone is gone, or back, with the instant at which it was found gone: it may go again. */
export const zoneSlot = (state: 'gone' | 'back', goneAt: Date): string => `${state}:${goneAt.toISOString()}`;

/** Whoever was put into a zone, and told so, is told when it is withdrawn and when it is back. */
export async function followZone({ now }: Pick<Deps, 'now'>, zoneId: string): Promise<void> {
  const isGone = await isZoneGone(zoneId);
  const at = now();
  for (const { id, goneAt } of await listStandingIn(zoneId, dayOf(at, await getTimeZone())))
    if (isGone && !goneAt) await markZoneGone(id, at, cardOf(id, zoneSlot('gone', at)));
    else if (!isGone && goneAt) await markZoneBack(id, cardOf(id, zoneSlot('back', goneAt)));
}

const cardOf = (id: string, slot: string): Pending => ({ id: `${id}:card:${slot}`, kind: 'card', slot });
